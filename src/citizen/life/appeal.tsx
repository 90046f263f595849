// The appeal to the board, of information requests: until when, and a petition that is filled in here, printed or saved here,
// and sent by nobody but the citizen.

import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { type CivilDate, istanbulDate } from '../../domain/calendar.ts';
import type { Life } from '../../domain/thread-life.ts';
import type { Thread } from '../../domain/wire.ts';
import { formatDate } from '../../i18n/format.ts';
import type { Translate } from '../../i18n/translate.ts';
import type { OutboxEntry } from '../../offline/outbox.ts';
import { Button } from '../../ui/button/button.tsx';
import { Details } from '../../ui/details/details.tsx';
import { useNote } from '../../ui/live-region/use-note.ts';
import { download } from '../pages/thread/download.ts';
import { useTexts } from '../shell/texts.tsx';
import { daysLeftWords } from './now.tsx';
import { petitionOf, petitionText } from './petition.ts';
import { PetitionView } from './petition-view.tsx';
import { printOnly } from './print-only.ts';
import { loadTurkish } from './words.ts';

export interface AppealProps {
  appeal: NonNullable<Life['appeal']>;
  entry: OutboxEntry | undefined;
  thread: Thread;
  /** Else no answer came in time. */
  isAnswered: boolean;
  today: CivilDate;
}

export function Appeal({ appeal, entry, thread, isAnswered, today }: AppealProps) {
  const { t, tag, locale } = useTexts();
  const heading = useRef<HTMLHeadingElement>(null);
  const paper = useRef<HTMLDivElement>(null);
  const petitionId = useId();
  const [turkish, setTurkish] = useState<Translate>();
  const [note, say] = useNote();
  useEffect(() => {
    if (turkish) document.getElementById(petitionId)?.focus();
  }, [turkish]);
  const { from, until, decidesUntil } = appeal;
  const subject = {
    thread,
    application: entry?.application,
    institution: appeal.institution ?? thread.holder ?? undefined,
    appliedOn: istanbulDate(Date.parse(thread.receivedAt)),
    from,
    isAnswered,
  };
  const petition = turkish && petitionOf(subject, turkish, 'tr');
  const open = async (): Promise<void> => {
    // Where its words cannot be had, the reader's own are better than none.
    const words = await loadTurkish().catch(() => t);
    setTurkish(() => words);
  };
  const close = (): void => {
    setTurkish(undefined);
    say('');
    heading.current?.focus();
  };
  const save = (text: string): void => {
    const fileName = `bedk-${thread.number}.txt`;
    download({ fileName, text });
    say(t('life.appeal.saved', { name: fileName }));
  };
  return (
    <div class="life-part">
      <h3 ref={heading} tabIndex={-1}>
        {t('life.appeal.heading')}
      </h3>
      <p>{t(isAnswered ? 'life.appeal.answered' : 'life.appeal.silent')}</p>
      <p>
        {t('life.appeal.until', { date: formatDate(tag, until) })}{' '}
        <strong>{daysLeftWords(until, today, t)}</strong>
      </p>
      <p>{t('life.appeal.decides', { date: formatDate(tag, decidesUntil) })}</p>
      <p>{t('life.appeal.lead')}</p>
      {petition ? (
        <>
          <div ref={paper}>
            <PetitionView petition={petition} language="tr" dir="ltr" headingId={petitionId} />
          </div>
          {locale !== 'tr' && (
            <Details summary={t('life.appeal.meaning')}>
              <PetitionView petition={petitionOf(subject, t, tag)} language={tag} />
            </Details>
          )}
          <div class="actions">
            <Button onPress={() => paper.current && printOnly(paper.current)}>
              {t('life.appeal.print')}
            </Button>
            <Button onPress={() => save(petitionText(petition))}>{t('life.appeal.save')}</Button>
            <Button kind="quiet" onPress={close}>
              {t('life.appeal.close')}
            </Button>
          </div>
          {note && <p>{note}</p>}
        </>
      ) : (
        <div class="actions">
          <Button onPress={() => void open()}>{t('life.appeal.open')}</Button>
        </div>
      )}
    </div>
  );
}
