// Where the citizen's word on a text stands: waits, is being sent, was received, or was refused, with the reason and what can
// be done. It is only shown here; each change is said once by transcript-part.tsx.

import { formatInstant } from '../../i18n/format.ts';
import { type ActRecord, dropAct, isOpen, mendAct } from '../../offline/act-writing.ts';
import { hurry } from '../../offline/sync.ts';
import { Button } from '../../ui/button/button.tsx';
import { useAnnounce } from '../../ui/live-region/live-region.tsx';
import { useNote } from '../../ui/live-region/use-note.ts';
import { OwnWords } from '../shell/own-words.tsx';
import { StoreFailure } from '../shell/store-failure.tsx';
import { type Texts, useTexts } from '../shell/texts.tsx';
import { useStoreAct } from '../shell/use-store-act.ts';

export interface ActStateProps {
  record: ActRecord;
  onSend: () => void;
  /** It is about to be open again, to be changed. */
  onMend: () => void;
  /** It was deleted. */
  onGone: () => void;
}

export function ActState({ record, onSend, onMend, onGone }: ActStateProps) {
  const texts = useTexts();
  const { t } = texts;
  const announce = useAnnounce();
  const [note, say] = useNote();
  const { failure, run } = useStoreAct();
  const { act, status, id } = record;
  const send = async (): Promise<void> => {
    say('');
    onSend();
    const report = await hurry();
    if (report.isOffline) say(t('media.act.offline'));
  };
  const drop = (): Promise<void> =>
    run(async () => {
      if (!(await dropAct(id))) return;
      announce(t('media.act.deleted'));
      onGone();
    });
  const mend = (): Promise<void> =>
    run(async () => {
      // An acceptance has nothing to change: its buttons come back.
      if (act.verdict === 'accepted') {
        if (await dropAct(id)) onGone();
      } else {
        onMend();
        await mendAct(id);
      }
    });
  const isSettled = status.state === 'refused' && status.problem === 'transcript-settled';
  return (
    <>
      <p>{t(`media.act.said.${act.verdict}`)}</p>
      {act.verdict === 'corrected' && (
        <p class="citizen-text" dir="auto">
          <OwnWords>{act.text}</OwnWords>
        </p>
      )}
      <p>
        <strong>{wordsOf(record, texts)}</strong>
      </p>
      {status.state === 'refused' && (
        <p>{t(isSettled ? 'media.act.reason.settled' : 'media.act.reason.refused')}</p>
      )}
      <div class="actions">
        {(status.state === 'waiting' || status.state === 'sending') && (
          <Button key="now" isDisabled={status.state === 'sending'} onPress={() => void send()}>
            {t('media.act.now')}
          </Button>
        )}
        {isOpen(record) && !isSettled && (
          <Button key="mend" kind="quiet" onPress={() => void mend()}>
            {t('media.act.mend')}
          </Button>
        )}
        {status.state === 'refused' && (
          <Button key="delete" kind="quiet" onPress={() => void drop()}>
            {t('media.act.delete')}
          </Button>
        )}
      </div>
      {note && <p>{note}</p>}
      <StoreFailure reason={failure} />
    </>
  );
}

export function wordsOf({ status }: ActRecord, { t, tag }: Pick<Texts, 't' | 'tag'>): string {
  switch (status.state) {
    case 'writing':
      return '';
    case 'waiting':
      return t('media.act.waiting');
    case 'sending':
      return t('media.act.sending');
    case 'received':
      return t('media.act.received', { when: formatInstant(tag, status.claims.receivedAt) });
    case 'refused':
      return t('media.act.refused');
  }
}
