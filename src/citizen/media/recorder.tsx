// The citizen's recorder: what it says of an application, and where the recording lies until it is sent.

import { useMemo } from 'preact/hooks';
import type { Attachment } from '../../domain/attachment.ts';
import type { AttachmentLimits } from '../../domain/attachment-limits.ts';
import { deviceTakes } from '../../media/device-takes.ts';
import type { RecordedKind } from '../../media/formats.ts';
import { RecorderPanel, type RecorderWords } from '../../media/view/recorder-panel.tsx';
import { useTexts } from '../shell/texts.tsx';

export interface RecorderProps {
  /** Where the error summary leads: the button that begins. */
  id: string;
  draftId: string;
  kind: RecordedKind;
  limits: AttachmentLimits;
  savesData: boolean;
  /** Attachments that the application has already. */
  count: number;
  /** Something of this kind has been recorded: the next one is a part. */
  hasTake: boolean;
  onRecorded: (attachment: Attachment) => void;
  /** Whether something is being recorded, or about to be. */
  onBusy?: (isBusy: boolean) => void;
}

export function Recorder({
  id,
  draftId,
  kind,
  limits,
  savesData,
  count,
  hasTake,
  onRecorded,
  onBusy,
}: RecorderProps) {
  const { t, tag } = useTexts();
  const takes = useMemo(() => deviceTakes(draftId, kind), [draftId, kind]);
  const words: RecorderWords = {
    lead: (minutes, size) => t(`media.recorder.${kind}.lead`, { minutes, size }),
    open: t(hasTake ? 'media.recorder.addPart' : `media.recorder.${kind}.open`),
    again: t('media.recorder.addPart'),
    stopped: (duration) => t('media.recorder.stopped', { duration }),
    limit: (duration) => t('media.recorder.limit', { duration }),
    lastMinute: t('media.recorder.lastMinute'),
    kept: t('media.failure.kept'),
    notKept: t('media.failure.notKept'),
    failureBody: (reason) => t(`media.failure.${reason}.body`),
  };
  return (
    <RecorderPanel
      id={id}
      kind={kind}
      limits={{ seconds: limits.seconds[kind], bytes: limits.bytes[kind] }}
      savesData={savesData}
      takes={takes}
      full={count >= limits.count ? t('media.full', { count: limits.count }) : undefined}
      words={words}
      t={t}
      tag={tag}
      onRecorded={onRecorded}
      onBusy={onBusy}
    />
  );
}
