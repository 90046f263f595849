// Where one attachment stands: in words and as a bar, never only one of them; why it was refused and what can be done; and
// what it says, where that has been put into writing.

import { useEffect, useRef, useState } from 'preact/hooks';
import { attachmentProblemKey, isAttachmentProblem } from '../../domain/attachment-problem.ts';
import { readTranscript, type Transcript } from '../../domain/transcript.ts';
import { durationInWords, factsInWords, sizeInWords } from '../../i18n/figures.ts';
import type { ActRecord } from '../../offline/act-writing.ts';
import { hurry } from '../../offline/sync.ts';
import { cancelUpload, resumeUpload } from '../../offline/upload-acts.ts';
import { Button } from '../../ui/button/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog/confirm-dialog.tsx';
import type { SummarizedError } from '../../ui/error-summary/error-summary.tsx';
import { useAnnounce } from '../../ui/live-region/live-region.tsx';
import { Progress } from '../../ui/progress/progress.tsx';
import { VisuallyHidden } from '../../ui/visually-hidden/visually-hidden.tsx';
import { StoreFailure } from '../shell/store-failure.tsx';
import { useTexts } from '../shell/texts.tsx';
import { useStoreAct } from '../shell/use-store-act.ts';
import { nameInSentence } from './name-in-sentence.ts';
import { OwnRecording } from './own-recording.tsx';
import { isThere, percentOf, type ThreadItem, wordsOf } from './thread-items.ts';
import { TranscriptPart } from './transcript-part.tsx';

export interface AttachmentCardProps {
  applicationId: string;
  trackingKey: string;
  item: ThreadItem;
  name: string;
  /** All of this thread on this device. */
  acts: readonly ActRecord[];
  isReceived: boolean;
  /** Nothing goes on this line before somebody asks for it. */
  isResting: boolean;
  /** Of a field in this card: told at the top of the page. */
  onFault: (error: SummarizedError | undefined) => void;
}

export function AttachmentCard({ item, name, isReceived, isResting, ...thread }: AttachmentCardProps) {
  const { t, tag, locale } = useTexts();
  const announce = useAnnounce();
  const { failure, run } = useStoreAct();
  const [isAsked, setIsAsked] = useState(false);
  const { upload, held, byteLength, durationMs, fileName, id } = item;
  const { applicationId } = thread;
  const percent = percentOf(item);
  const words = wordsOf(item, t, isResting);
  // Of ten files one is told by what its owner called it.
  const called = fileName ? [nameInSentence(fileName, locale)] : [];
  const length = durationMs ? [durationInWords(durationMs, t)] : [];
  const isTold = upload?.state === 'cancelled' && upload.isTold;
  useQuarters(`${upload?.state} ${isTold} ${Math.floor((percent ?? 0) / 25)} ${held?.state}`, words, (text) =>
    announce(`${name}: ${text}`, { matter: id }),
  );

  const cancel = (): Promise<void> => {
    setIsAsked(false);
    return run(async () => {
      await cancelUpload(applicationId, id);
      // Where nothing is being sent, a round tells the server.
      void hurry();
    });
  };
  const resume = (): Promise<void> =>
    run(async () => {
      await resumeUpload(applicationId, id);
      void hurry();
    });
  const canResume =
    upload?.state === 'cancelled' || (upload?.state === 'refused' && upload.problem !== 'lost');
  const isSettled = upload === undefined || upload.state === 'uploaded';
  const transcript = readTranscript(held?.transcript);
  useNewText(transcript, (kind) =>
    announce(`${name}: ${t(`media.text.heading.${kind}`)}. ${t('media.text.unconfirmed')}`),
  );
  return (
    <li class="card">
      <h3>{name}</h3>
      <p>{factsInWords([...called, ...length, sizeInWords(byteLength, tag)], t)}</p>
      {percent !== undefined && isReceived ? (
        <Progress label={name} value={percent} valueText={words} />
      ) : (
        <p>{words}</p>
      )}
      {isSettled && held && isThere(held) && <Problem held={held} />}
      {upload?.state === 'waiting' && isReceived && (
        <p>
          <Button kind="quiet" onPress={() => setIsAsked(true)}>
            {t('media.upload.cancel')}
            <VisuallyHidden>{`: ${name}`}</VisuallyHidden>
          </Button>
        </p>
      )}
      {canResume && (
        <p>
          <Button kind="secondary" onPress={() => void resume()}>
            {t('media.upload.resume')}
            <VisuallyHidden>{`: ${name}`}</VisuallyHidden>
          </Button>
        </p>
      )}
      <OwnRecording
        applicationId={applicationId}
        trackingKey={thread.trackingKey}
        item={item}
        name={name}
        transcript={transcript}
      />
      {transcript && <TranscriptPart {...thread} item={item} name={name} transcript={transcript} />}
      <ConfirmDialog
        isOpen={isAsked}
        title={t('media.upload.cancelTitle')}
        body={t('media.upload.cancelBody', { name })}
        confirmLabel={t('media.upload.cancel')}
        cancelLabel={t('media.upload.keep')}
        onConfirm={() => void cancel()}
        onCancel={() => setIsAsked(false)}
      />
      <StoreFailure reason={failure} />
    </li>
  );
}

/** Why it was refused, or kept as it came, and what can be done. A newer server's reasons are not known here. */
function Problem({ held: { problem, state } }: { held: NonNullable<ThreadItem['held']> }) {
  const { t } = useTexts();
  return (
    <>
      {isAttachmentProblem(problem) && <p>{t(attachmentProblemKey(problem))}</p>}
      {state === 'rejected' && <p>{t('media.held.rejectedHelp')}</p>}
    </>
  );
}

/** Says that a text has come while the page stands open. */
function useNewText(transcript: Transcript | undefined, say: (kind: Transcript['kind']) => void): void {
  const last = useRef(transcript?.id);
  useEffect(() => {
    if (transcript && last.current !== transcript.id && !transcript.verdict) say(transcript.kind);
    last.current = transcript?.id;
  }, [transcript?.id]);
}

/** Says each change of state, and of the way every quarter: not each percent. */
function useQuarters(place: string, words: string, say: (text: string) => void): void {
  const last = useRef({ place, words });
  useEffect(() => {
    const before = last.current;
    last.current = { place, words };
    if (before.place !== place && before.words !== words) say(words);
  }, [place]);
}
