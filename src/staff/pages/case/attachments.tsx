// What the citizen sent beside a text, or instead of one: played, seen or saved here, each under a name that can be spoken,
// with what it says in writing.

import type { AttachmentProblem } from '../../../domain/attachment-problem.ts';
import {
  isConfirmed,
  readTranscript,
  type Transcript,
  transcriptKindsOf,
} from '../../../domain/transcript.ts';
import type { ThreadAttachment } from '../../../domain/wire.ts';
import type { StaffCase } from '../../../domain/wire-staff.ts';
import { durationInWords, factsInWords, sizeInWords } from '../../../i18n/figures.ts';
import { Details } from '../../../ui/details/details.tsx';
import { WarningIcon } from '../../../ui/icon/icon.tsx';
import { Link } from '../../../ui/link/link.tsx';
import { Notice } from '../../../ui/notice/notice.tsx';
import { VisuallyHidden } from '../../../ui/visually-hidden/visually-hidden.tsx';
import { MarkedText } from '../../cues/marked-text.tsx';
import { Player } from '../../player/player.tsx';
import { usePlayback } from '../../player/use-playback.ts';
import { attachmentName, playable, renditionAddress } from '../../recordings.ts';
import { transcriptionAddress } from '../../shell/routes.ts';
import { useTexts } from '../../shell/texts.tsx';
import { TranscriptFacts, TranscriptText } from '../transcription/transcript-facts.tsx';

export function Attachments({ staffCase }: { staffCase: StaffCase }) {
  const { t } = useTexts();
  const { applicationId, attachments = [], isUnscanned = false } = staffCase;
  if (attachments.length === 0) return null;
  const canBeSaved = attachments.some(({ renditions = [] }) => renditions.includes('original'));
  return (
    <>
      <h2>{t('staff.attachments.heading')}</h2>
      {isUnscanned && canBeSaved ? (
        <Notice kind="warning" icon={<WarningIcon />}>
          <p>{t('staff.attachments.unscanned')}</p>
        </Notice>
      ) : null}
      <ul class="case-attachments">
        {attachments.map((attachment) => (
          <li key={attachment.id} class="stack">
            <OneAttachment
              applicationId={applicationId}
              attachment={attachment}
              name={attachmentName(attachment, attachments, t)}
            />
          </li>
        ))}
      </ul>
    </>
  );
}

interface OneAttachmentProps {
  applicationId: string;
  attachment: ThreadAttachment;
  name: string;
}

function OneAttachment(props: OneAttachmentProps) {
  const { attachment, name } = props;
  const { t, tag } = useTexts();
  const { id, state, durationMs, byteLength, problem, actId, renditions = [] } = attachment;
  const length = durationMs === undefined ? [] : [durationInWords(durationMs, t)];
  return (
    <>
      <h3>{name}</h3>
      <p class="quiet">{factsInWords([...length, sizeInWords(byteLength, tag)], t)}</p>
      {actId === undefined ? null : <p class="quiet">{t('staff.attachments.later')}</p>}
      {state === 'ready' ? null : <p>{t(`staff.attachments.state.${state}`)}</p>}
      {problem ? <p>{t(`media.problem.${problem as AttachmentProblem}`)}</p> : null}
      <Shown attachment={attachment} name={name} />
      <Written {...props} />
      {renditions.includes('original') ? (
        <>
          <p>
            <Link kind="standalone" href={renditionAddress(id, 'original')} download="">
              {t('staff.attachments.download')}
              <VisuallyHidden>{`: ${name}`}</VisuallyHidden>
            </Link>
          </p>
          <p class="quiet">
            {t(state === 'original-only' ? 'staff.attachments.unverified' : 'staff.attachments.cleaned')}
          </p>
        </>
      ) : null}
    </>
  );
}

/** What the server has redrawn itself; what came from a stranger is only saved. */
function Shown({ attachment, name }: { attachment: ThreadAttachment; name: string }) {
  const { id, renditions = [], durationMs, frameRate } = attachment;
  const playback = usePlayback(frameRate);
  if (renditions.includes('image')) {
    return <img class="case-photo" src={renditionAddress(id, 'image')} alt={name} loading="lazy" />;
  }
  const recording = playable(attachment);
  return recording ? <Player {...recording} playback={playback} name={name} durationMs={durationMs} /> : null;
}

/** What it says, as far as somebody has put it into writing, and the way to do so. */
function Written({ applicationId, attachment, name }: OneAttachmentProps) {
  const { t } = useTexts();
  const [kind] = transcriptKindsOf(attachment.kind);
  const transcript = readTranscript(attachment.transcript);
  if (!kind || (!transcript && !playable(attachment))) return null;
  const isOpen = !transcript || !isConfirmed(transcript);
  return (
    <div class="case-transcript stack">
      <h4>{t(kind === 'translation' ? 'staff.attachments.translation' : 'staff.attachments.transcript')}</h4>
      <TranscriptFacts transcript={transcript} />
      {transcript ? <Pieces transcript={transcript} /> : null}
      {isOpen ? (
        <p>
          <Link kind="standalone" href={transcriptionAddress(applicationId, attachment.id)}>
            {t(transcript ? 'staff.attachments.mend' : 'staff.attachments.write')}
            <VisuallyHidden>{`: ${name}`}</VisuallyHidden>
          </Link>
        </p>
      ) : null}
    </div>
  );
}

/** With its times; a citizen's correction has none, so there the text that it corrects is a press away. */
function Pieces({ transcript }: { transcript: Transcript }) {
  const { t } = useTexts();
  const { cues, verdict } = transcript;
  if (verdict?.kind === 'corrected') {
    return (
      <>
        <TranscriptText transcript={transcript} />
        <Details summary={t('staff.attachments.marks')}>
          <p>{t('staff.attachments.marksOffered')}</p>
          <MarkedText cues={cues} />
        </Details>
      </>
    );
  }
  return cues.length > 1 ? <MarkedText cues={cues} /> : <TranscriptText transcript={transcript} />;
}
