// What a recording says, in writing, and the citizen's word on it: accepted, corrected, or recorded again. Whoever presses
// a button that then goes away stands at the heading of this part.

import { useRef } from 'preact/hooks';
import type { VerdictInWriting } from '../../domain/thread-act.ts';
import { type Transcript, textOfTranscript } from '../../domain/transcript.ts';
import { formatInstant } from '../../i18n/format.ts';
import {
  type ActRecord,
  beginAct,
  dropAct,
  mendAct,
  type NewAct,
  sendAct,
} from '../../offline/act-writing.ts';
import { hurry } from '../../offline/sync.ts';
import { Button } from '../../ui/button/button.tsx';
import type { SummarizedError } from '../../ui/error-summary/error-summary.tsx';
import { useAnnounce } from '../../ui/live-region/live-region.tsx';
import { VisuallyHidden } from '../../ui/visually-hidden/visually-hidden.tsx';
import { ActState, wordsOf } from '../acts/act-state.tsx';
import { useActChanges } from '../acts/use-act-changes.ts';
import { OwnWords } from '../shell/own-words.tsx';
import { StoreFailure } from '../shell/store-failure.tsx';
import { useTexts } from '../shell/texts.tsx';
import { useStoreAct } from '../shell/use-store-act.ts';
import { Correction } from './correction.tsx';
import { NewRecording } from './new-recording.tsx';
import type { ThreadItem } from './thread-items.ts';

export interface TranscriptPartProps {
  applicationId: string;
  trackingKey: string;
  item: ThreadItem;
  /** Of the attachment: buttons of several are told apart by it. */
  name: string;
  transcript: Transcript;
  acts: readonly ActRecord[];
  onFault: (error: SummarizedError | undefined) => void;
}

export function TranscriptPart(props: TranscriptPartProps) {
  const { applicationId, trackingKey, item, name, transcript, acts, onFault } = props;
  const texts = useTexts();
  const { t, tag, locale } = texts;
  const announce = useAnnounce();
  const { failure, run } = useStoreAct();
  const heading = useRef<HTMLHeadingElement>(null);
  /** The citizen has just opened it: the field takes the focus, which it must not when the page is opened again. */
  const opened = useRef(false);
  /** A button was pressed that goes away when the answer has come. */
  const isAwaited = useRef(false);
  const record = actOn(acts, item.id, transcript.id);
  const { verdict } = transcript;
  const isCitizens = verdict?.kind === 'corrected';
  const toHeading = (): void => {
    onFault(undefined);
    heading.current?.focus();
  };
  const saying = (said: Partial<VerdictInWriting>): NewAct => ({
    applicationId,
    trackingKey,
    act: {
      kind: 'transcript-verdict',
      attachmentId: item.id,
      transcriptId: transcript.id,
      verdict: 'accepted',
      ...said,
    },
  });
  const accept = (): Promise<void> =>
    run(async () => {
      await sendAct(saying({}), locale);
      toHeading();
      void hurry();
    });
  const begin = (said: Partial<VerdictInWriting>): Promise<void> =>
    run(async () => {
      opened.current = true;
      await beginAct(saying(said));
    });
  useActChanges(record ? [record] : [], (changed) => {
    announce(wordsOf(changed, 'media.act.', texts), { matter: item.id });
    const isOver = changed.status.state === 'received' || changed.status.state === 'refused';
    if (isOver && isAwaited.current && document.activeElement === document.body) heading.current?.focus();
    isAwaited.current &&= !isOver;
  });
  const mend = async ({ id, act }: ActRecord<VerdictInWriting>): Promise<void> => {
    // An acceptance has nothing to change: its buttons come back.
    if (act.verdict === 'accepted') {
      if (await dropAct(id)) toHeading();
    } else {
      opened.current = true;
      await mendAct(id);
    }
  };
  const isSettled = record?.status.state === 'refused' && record.status.problem === 'transcript-settled';
  const writing = record?.status.state === 'writing' ? record : undefined;
  const Editor = writing?.act.verdict === 'corrected' ? Correction : NewRecording;
  const about = <VisuallyHidden>{`: ${name}`}</VisuallyHidden>;
  return (
    <div class="media-text">
      <h4 ref={heading} tabIndex={-1}>
        {t(`media.text.heading.${transcript.kind}`)}
      </h4>
      <p>
        <strong>
          {verdict
            ? t(`media.text.${verdict.kind}`, { when: formatInstant(tag, verdict.at) })
            : t('media.text.unconfirmed')}
        </strong>
      </p>
      {/* The citizen's own words are in a language that nobody knows. */}
      <p class="citizen-text" dir="auto" lang={isCitizens ? '' : transcript.language}>
        {textOfTranscript(transcript)}
      </p>
      {!record && !verdict && (
        <>
          <p data-print="no">{t('media.text.question')}</p>
          <div class="actions">
            <Button onPress={() => void accept()}>
              {t('media.text.accept')}
              {about}
            </Button>
            <Button onPress={() => void begin({ verdict: 'corrected', text: textOfTranscript(transcript) })}>
              {t('media.text.correct')}
              {about}
            </Button>
            <Button onPress={() => void begin({ verdict: 'again' })}>
              {t('media.text.record')}
              {about}
            </Button>
          </div>
        </>
      )}
      {writing && (
        <div class="media-text-editor" data-print="no">
          <Editor
            key={writing.id}
            record={writing}
            kind={transcript.kind === 'translation' ? 'sign-video' : 'voice'}
            original={textOfTranscript(transcript)}
            takesFocus={opened}
            onFault={onFault}
            onDone={toHeading}
          />
        </div>
      )}
      {record && !writing && !(record.status.state === 'received' && verdict) && (
        <ActState
          record={record}
          words="media.act."
          reason={t(isSettled ? 'media.act.reason.settled' : 'media.act.reason.refused')}
          mend={isSettled ? undefined : () => mend(record)}
          onSend={() => {
            isAwaited.current = true;
          }}
          onGone={toHeading}
        >
          <p>{t(`media.act.said.${record.act.verdict}`)}</p>
          {record.act.verdict === 'corrected' && (
            <p class="citizen-text" dir="auto">
              <OwnWords>{record.act.text}</OwnWords>
            </p>
          )}
        </ActState>
      )}
      <StoreFailure reason={failure} />
    </div>
  );
}

/** What was last done about this text; what has not gone yet counts, though a newer text has come meanwhile. */
function actOn(
  acts: readonly ActRecord[],
  attachmentId: string,
  transcriptId: string,
): ActRecord<VerdictInWriting> | undefined {
  return acts
    .filter(isVerdict)
    .findLast(
      ({ act, status }) =>
        act.attachmentId === attachmentId &&
        (act.transcriptId === transcriptId || status.state !== 'received'),
    );
}

function isVerdict(record: ActRecord): record is ActRecord<VerdictInWriting> {
  return record.act.kind === 'transcript-verdict';
}
