// One recording is put into writing: the player at one side, the text piece by piece at the other. What the citizen has
// confirmed or corrected stands, and is only read here.

import { isConfirmed, readTranscript } from '../../../domain/transcript.ts';
import type { ThreadAttachment } from '../../../domain/wire.ts';
import type { StaffCase } from '../../../domain/wire-staff.ts';
import { durationInWords } from '../../../i18n/figures.ts';
import { ErrorSummary } from '../../../ui/error-summary/error-summary.tsx';
import { Link } from '../../../ui/link/link.tsx';
import { Notice } from '../../../ui/notice/notice.tsx';
import { PageHeading } from '../../../ui/page-heading/page-heading.tsx';
import { Player } from '../../player/player.tsx';
import { usePlayback } from '../../player/use-playback.ts';
import { attachmentName, playable } from '../../recordings.ts';
import { caseAddress } from '../../shell/routes.ts';
import { useTexts } from '../../shell/texts.tsx';
import { useErrorTitle } from '../../shell/use-error-title.ts';
import { useFaults } from '../../shell/use-faults.ts';
import { transcriptionHeading } from '../../shell/view.ts';
import { TranscriptFacts, TranscriptText } from './transcript-facts.tsx';
import { LeftOver, TranscriptForm, type TranscriptFormProps } from './transcript-form.tsx';
import '../case/case.css';
import './transcription.css';

export interface TranscriptionPageProps
  extends Omit<TranscriptFormProps, 'playback' | 'errors' | 'onErrors' | 'onJudgedAgain' | 'transcript'> {
  deskAddress: string;
}

export function TranscriptionPage(props: TranscriptionPageProps) {
  const { staffCase, attachment, deskAddress } = props;
  const { t } = useTexts();
  const playback = usePlayback(attachment.frameRate);
  const transcript = readTranscript(attachment.transcript);
  const isSettled = transcript !== undefined && isConfirmed(transcript);
  const { errors, attempt, report, judgeAgain } = useFaults();
  const hasErrors = errors.length > 0 && !isSettled;
  useErrorTitle(hasErrors);
  return (
    <div class="transcription">
      <div class="transcription-top stack">
        {hasErrors ? (
          <ErrorSummary key={attempt} title={t('staff.transcription.errorTitle')} errors={errors} />
        ) : null}
        <Link href={deskAddress} kind="back">
          {t('staff.transcription.back')}
        </Link>
        <PageHeading caption={t('staff.case.caption', { number: staffCase.number })}>
          {transcriptionHeading(staffCase, attachment, t)}
        </PageHeading>
        <p>
          {t('staff.transcription.subject')}{' '}
          <Link href={caseAddress(staffCase.applicationId)}>
            <bdi lang="">{staffCase.subject}</bdi>
          </Link>
        </p>
        <TranscriptFacts transcript={transcript} />
      </div>
      <section class="transcription-player stack">
        <h2>{t('staff.transcription.recording')}</h2>
        <Recording staffCase={staffCase} attachment={attachment} playback={playback} />
      </section>
      <section class="transcription-text stack">
        <h2 id="transcript" tabIndex={-1}>
          {t('staff.transcription.text')}
        </h2>
        {isSettled ? (
          <>
            <TranscriptText transcript={transcript} />
            <LeftOver {...props} />
          </>
        ) : (
          <TranscriptForm
            {...props}
            transcript={transcript}
            playback={playback}
            errors={errors}
            onErrors={report}
            onJudgedAgain={judgeAgain}
          />
        )}
      </section>
    </div>
  );
}

interface RecordingProps {
  staffCase: StaffCase;
  attachment: ThreadAttachment;
  playback: ReturnType<typeof usePlayback>;
}

function Recording({ staffCase, attachment, playback }: RecordingProps) {
  const { t } = useTexts();
  const recording = playable(attachment);
  if (!recording) return <Notice kind="warning">{t('staff.transcription.notPlayable')}</Notice>;
  return (
    <>
      {attachment.durationMs === undefined ? null : (
        <p class="quiet">{durationInWords(attachment.durationMs, t)}</p>
      )}
      <Player
        {...recording}
        playback={playback}
        name={attachmentName(attachment, staffCase.attachments ?? [], t)}
        durationMs={attachment.durationMs}
        areToolsOpen
      />
    </>
  );
}
