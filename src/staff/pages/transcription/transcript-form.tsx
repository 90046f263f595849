// The text that is being written, kept at every change, and its sending. An unsent text stays until it has arrived, whatever
// happens on the way.

import { useEffect, useRef, useState } from 'preact/hooks';
import { type Transcript, type Transcriptions, transcriptKindsOf } from '../../../domain/transcript.ts';
import type { ThreadAttachment } from '../../../domain/wire.ts';
import type { StaffCase } from '../../../domain/wire-staff.ts';
import { Button } from '../../../ui/button/button.tsx';
import type { SummarizedError } from '../../../ui/error-summary/error-summary.tsx';
import { SendIcon } from '../../../ui/icon/icon.tsx';
import { useAnnounce } from '../../../ui/live-region/live-region.tsx';
import { RadioGroup } from '../../../ui/radio-group/radio-group.tsx';
import { StatusBanner } from '../../../ui/status-banner/status-banner.tsx';
import type { TranscriptToSend } from '../../api.ts';
import { firstDraft, isBlank, judgeCues, toDrafts } from '../../cues/cue-drafts.ts';
import { CueEditor } from '../../cues/cue-editor.tsx';
import { cueErrors } from '../../cues/cue-faults.ts';
import { VttTransfer } from '../../cues/vtt-transfer.tsx';
import type { Playback } from '../../player/use-playback.ts';
import { SignInLink } from '../../shell/sign-in-link.tsx';
import { useTexts } from '../../shell/texts.tsx';
import type { Result } from '../../staff-call.ts';
import type { TranscriptDraft, TranscriptDrafts } from '../../transcript-drafts.ts';
import { sendTranscript, type TranscriptTrouble } from './send-transcript.ts';
import { type NextRecording, Sent } from './transcript-sent.tsx';

export interface TranscriptFormProps {
  staffCase: StaffCase;
  attachment: ThreadAttachment;
  /** The newest one that was offered. */
  transcript: Transcript | undefined;
  drafts: TranscriptDrafts;
  playback: Playback;
  errors: readonly SummarizedError[];
  /** What keeps the text from being sent; none: nothing. */
  onErrors: (errors: readonly SummarizedError[]) => void;
  /** What would keep it after a change; only what was said before is said on. */
  onJudgedAgain: (errors: readonly SummarizedError[]) => void;
  makeId: () => string;
  onSend: (transcript: TranscriptToSend) => Promise<Result<undefined>>;
  onReadCase: (applicationId: string) => Promise<Result<StaffCase>>;
  /** The desk's first page. */
  onFindNext: () => Promise<Result<Transcriptions>>;
  onSessionEnded: () => void;
  /** The new state comes as `staffCase` and `attachment`. */
  onCaseChanged: (staffCase: StaffCase) => void;
  hasEnded: boolean;
}

const PREFIX = 'cue';
/** What stands in a text, which is Turkish, for what nobody understands. */
const NOT_UNDERSTOOD = '[anlaşılmıyor]';

export function TranscriptForm(props: TranscriptFormProps) {
  const { attachment, playback, errors } = props;
  const { t, tag } = useTexts();
  const { draft, change, send, isSending, trouble, next } = useTranscript(props);
  const { cues, kind } = draft;
  const kinds = transcriptKindsOf(attachment.kind);
  const judged = judgeCues(cues, attachment.durationMs);
  useEffect(() => {
    if (errors.length > 0) props.onJudgedAgain(cueErrors(judged, PREFIX, t));
  }, [cues, t]);
  return (
    <div class="stack">
      {next ? <Sent next={next} /> : null}
      {kinds.length > 1 ? (
        <RadioGroup
          name="transcript-kind"
          legend={t('staff.transcription.kind')}
          hint={t('staff.transcription.kindHint')}
          value={kind}
          options={kinds.map((one) => ({ value: one, label: t(`staff.transcription.kindOf.${one}`) }))}
          onChange={(chosen) => change({ kind: chosen })}
        />
      ) : null}
      <HowTo isTranslation={kind === 'translation'} />
      <CueEditor
        drafts={cues}
        onChange={(changed) => change({ cues: changed })}
        playback={playback}
        errors={errors}
        prefix={PREFIX}
        headingLevel={3}
      />
      <VttTransfer
        id="transcript-file"
        isFilled={!isBlank(cues)}
        cues={judged.ok ? judged.cues : undefined}
        onRead={(read) => change({ cues: toDrafts(read, tag) })}
      />
      {trouble ? (
        <StatusBanner
          kind="danger"
          title={t(
            trouble === 'unreachable' ? 'staff.transcription.unsureTitle' : 'staff.transcription.failedTitle',
          )}
          headingLevel={3}
        >
          <p>{t(`staff.transcription.${trouble}`)}</p>
          {trouble === 'signedOut' ? <SignInLink /> : null}
        </StatusBanner>
      ) : null}
      <div class="cluster">
        <Button kind="primary" onPress={send} isDisabled={isSending} icon={<SendIcon />}>
          {t(isSending ? 'staff.reply.sending' : trouble ? 'staff.reply.again' : 'staff.transcription.send')}
        </Button>
        <p class="quiet case-kept">{t('staff.action.kept')}</p>
      </div>
    </div>
  );
}

function useTranscript(props: TranscriptFormProps) {
  const { staffCase, attachment, transcript, drafts, makeId, hasEnded, onErrors } = props;
  const { t, tag } = useTexts();
  const announce = useAnnounce();
  const [draft, setDraft] = useState(
    () => drafts.read(attachment.id) ?? { transcriptId: makeId(), ...startWith(attachment, transcript, tag) },
  );
  const [isSending, setSending] = useState(false);
  const [trouble, setTrouble] = useState<TranscriptTrouble>();
  const [next, setNext] = useState<NextRecording>();
  // What was typed while the answer was on its way.
  const newest = useRef(draft);
  newest.current = draft;

  // Another tab has signed in again: the trouble is over.
  const wasEnded = useRef(hasEnded);
  useEffect(() => {
    if (wasEnded.current && !hasEnded) setTrouble(undefined);
    wasEnded.current = hasEnded;
  }, [hasEnded]);

  const change = (part: Partial<TranscriptDraft>): void => {
    const changed = { ...newest.current, ...part };
    newest.current = changed;
    setDraft(changed);
    drafts.write(attachment.id, changed);
    setNext(undefined);
  };

  const fail = (found: TranscriptTrouble): void => {
    setTrouble(found);
    const title =
      found === 'unreachable' ? 'staff.transcription.unsureTitle' : 'staff.transcription.failedTitle';
    announce(`${t(title)}. ${t(`staff.transcription.${found}`)}`, { assertive: true });
    if (found === 'signedOut') props.onSessionEnded();
  };

  const send = async (): Promise<void> => {
    const judged = judgeCues(draft.cues, attachment.durationMs);
    onErrors(cueErrors(judged, PREFIX, t));
    if (!judged.ok) return;
    setSending(true);
    setTrouble(undefined);
    announce(t('staff.reply.sending'), { matter: 'send' });
    const sent = await sendTranscript(
      { send: props.onSend, makeId },
      { attachmentId: attachment.id, transcriptId: draft.transcriptId, kind: draft.kind, cues: judged.cues },
    );
    setSending(false);
    if (!sent.ok) fail(sent.trouble);
    if (sent.ok) {
      // What is written from now on is another text; what was typed meanwhile is one already.
      const isSame = newest.current === draft;
      const after = { ...newest.current, transcriptId: makeId() };
      newest.current = after;
      setDraft(after);
      if (isSame) drafts.remove(attachment.id);
      else drafts.write(attachment.id, after);
      // In the place of "sending", should that still wait.
      announce(t('staff.transcription.sent'), { matter: 'send' });
      setNext('looking');
    }
    if (sent.ok || sent.trouble === 'settled') {
      const read = await props.onReadCase(staffCase.applicationId);
      if (read.ok) props.onCaseChanged(read.value);
    }
    if (sent.ok) setNext(await findNext(props));
  };
  return { draft, change, send: () => void send(), isSending, trouble, next };
}

/** The offered text, to be made better; else one empty piece for the whole recording. */
function startWith(
  attachment: ThreadAttachment,
  transcript: Transcript | undefined,
  tag: string,
): Omit<TranscriptDraft, 'transcriptId'> {
  const [first = 'transcript'] = transcriptKindsOf(attachment.kind);
  return transcript
    ? { kind: transcript.kind, cues: toDrafts(transcript.cues, tag) }
    : { kind: first, cues: [firstDraft(attachment.durationMs, tag)] };
}

async function findNext({ onFindNext, attachment }: TranscriptFormProps): Promise<NextRecording> {
  const listed = await onFindNext();
  if (!listed.ok) return 'unknown';
  return (
    listed.value.items.find(
      ({ attachmentId, state }) => attachmentId !== attachment.id && state !== 'offered',
    ) ?? 'none'
  );
}

type LeftOverProps = Pick<TranscriptFormProps, 'attachment' | 'drafts'>;

/** The citizen was faster: what was written is still here, until whoever wrote it deletes it. */
export function LeftOver({ attachment, drafts }: LeftOverProps) {
  const { t } = useTexts();
  const announce = useAnnounce();
  const [draft, setDraft] = useState(() => drafts.read(attachment.id));
  if (!draft || isBlank(draft.cues)) return null;
  const discard = (): void => {
    drafts.remove(attachment.id);
    setDraft(undefined);
    announce(t('staff.reply.discarded'));
    document.getElementById('transcript')?.focus();
  };
  return (
    <section class="case-outcome stack" aria-label={t('staff.reply.yourText')}>
      <StatusBanner kind="problem" title={t('staff.reply.yourText')} headingLevel={3}>
        <p>{t('staff.transcription.settled')}</p>
        <p class="case-words case-left-over" dir="auto">
          {draft.cues.map(({ text }) => text).join('\n')}
        </p>
        <p>
          <Button onPress={discard}>{t('staff.reply.discard')}</Button>
        </p>
      </StatusBanner>
    </section>
  );
}

function HowTo({ isTranslation }: { isTranslation: boolean }) {
  const { t } = useTexts();
  const key = isTranslation ? 'staff.transcription.howToTranslate' : 'staff.transcription.howToWrite';
  const [before, after] = t(key, { mark: NOT_UNDERSTOOD }).split(NOT_UNDERSTOOD);
  return (
    <p>
      {before}
      <bdi lang="tr">{NOT_UNDERSTOOD}</bdi>
      {after}
    </p>
  );
}
