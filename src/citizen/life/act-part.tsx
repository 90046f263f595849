// One thing that the citizen can do in a case: what it is for, the form, and what became of what was sent. Whoever presses a
// button that then goes away stands at the heading of this part.

import type { CivilDate } from '../../domain/calendar.ts';
import type { Life } from '../../domain/thread-life.ts';
import { formatDate, formatInstant } from '../../i18n/format.ts';
import { beginAct } from '../../offline/act-writing.ts';
import { Button } from '../../ui/button/button.tsx';
import type { SummarizedError } from '../../ui/error-summary/error-summary.tsx';
import { StoreFailure } from '../shell/store-failure.tsx';
import { useTexts } from '../shell/texts.tsx';
import { useStoreAct } from '../shell/use-store-act.ts';
import { ActForm } from './act-form.tsx';
import { daysLeftWords } from './now.tsx';
import type { Part } from './parts.ts';
import { Outdated, Sent } from './sent.tsx';

export interface ActPartProps {
  part: Part;
  applicationId: string;
  trackingKey: string;
  life: Life;
  /** What cannot be sent as it is can go as further information. */
  canAdd: boolean;
  today: CivilDate;
  opened: { current: boolean };
  isAwaited: { current: boolean };
  onFault: (error: SummarizedError | undefined) => void;
}

export function partHeadingId({ subject }: Part): string {
  return `life-${subject.replace(' ', '-')}`;
}

export function ActPart(props: ActPartProps) {
  const { part, applicationId, trackingKey, life, canAdd, today, opened, isAwaited, onFault } = props;
  const { t } = useTexts();
  const { failure, run } = useStoreAct();
  const { about, writing, obstacle, sent, canBegin } = part;
  const { kind } = about;
  const headingId = partHeadingId(part);
  // A question is a part of the page of its own.
  const Box = kind === 'information' ? 'section' : 'div';
  const toHeading = (): void => {
    onFault(undefined);
    document.getElementById(headingId)?.focus();
  };
  const begin = (): Promise<void> =>
    run(async () => {
      toOpen();
      await beginAct({ applicationId, trackingKey, act: about });
    });
  const toOpen = (): void => {
    opened.current = true;
  };
  const asAddition = canAdd ? toOpen : undefined;
  return (
    <Box class="life-part" data-print="no">
      {about.kind === 'information' ? (
        <Question id={headingId} questionId={about.questionId} life={life} />
      ) : (
        <h3 id={headingId} tabIndex={-1}>
          {t(`life.${kind}.heading`)}
        </h3>
      )}
      {/* It says that the clock runs on, and a cost stops it. */}
      {(writing || canBegin) && !(kind === 'information' && life.question?.fee) && (
        <p>{t(`life.${kind}.lead`)}</p>
      )}
      {about.kind === 'objection' && (writing || canBegin) && <Until life={life} today={today} />}
      {sent.map((record) => (
        <Sent
          key={record.id}
          record={record}
          onAddition={asAddition}
          onMend={toOpen}
          onSend={() => {
            isAwaited.current = true;
          }}
          onGone={toHeading}
        />
      ))}
      {writing && obstacle && (
        <Outdated record={writing} obstacle={obstacle} onAddition={asAddition} onGone={toHeading} />
      )}
      {writing && !obstacle && (
        <ActForm key={writing.id} record={writing} takesFocus={opened} onFault={onFault} onDone={toHeading} />
      )}
      {canBegin && (
        <div class="actions">
          <Button
            kind={kind === 'withdrawal' || kind === 'erasure' ? 'quiet' : 'secondary'}
            onPress={() => void begin()}
          >
            {t(`life.${kind}.open`)}
          </Button>
        </div>
      )}
      <StoreFailure reason={failure} />
    </Box>
  );
}

/** What an officer asked, which the thread tells among its events when it is no longer open. */
function Question({ id, questionId, life }: { id: string; questionId: string; life: Life }) {
  const { t, tag } = useTexts();
  const asked = life.events.find((event) => event.kind === 'information-asked' && event.id === questionId);
  return (
    <>
      <h2 id={id} tabIndex={-1}>
        {t('life.question.heading')}
      </h2>
      {asked?.kind === 'information-asked' && (
        <>
          <p>{t('life.question.asked', { institution: asked.holder, when: formatInstant(tag, asked.at) })}</p>
          <p class="citizen-text" dir="auto" lang="tr">
            {asked.text}
          </p>
        </>
      )}
    </>
  );
}

function Until({ life: { canObject, appeal }, today }: Pick<ActPartProps, 'life' | 'today'>) {
  const { t, tag } = useTexts();
  if (!canObject) return null;
  return (
    <>
      <p>
        {t('life.objection.until', { date: formatDate(tag, canObject.until) })}{' '}
        <strong>{daysLeftWords(canObject.until, today, t)}</strong>
      </p>
      {appeal && <p>{t('life.objection.board', { date: formatDate(tag, appeal.until) })}</p>}
    </>
  );
}
