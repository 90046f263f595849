// Photos, documents and other files that exist already. What may be chosen is said before; what was taken out of a photo,
// after; and what could not be taken, with the reason, while the rest stays.

import { useRef, useState } from 'preact/hooks';
import type { Attachment } from '../../domain/attachment.ts';
import type { AttachmentLimits } from '../../domain/attachment-limits.ts';
import { sizeInWords } from '../../i18n/figures.ts';
import { ACCEPTED_FILES } from '../../media/file-kinds.ts';
import { type Taken, takeFile } from '../../media/take-file.ts';
import { deleteRecording, type RecordingRecord } from '../../offline/recordings.ts';
import { FileField } from '../../ui/file-field/file-field.tsx';
import { useAnnounce } from '../../ui/live-region/live-region.tsx';
import { Progress } from '../../ui/progress/progress.tsx';
import { StoreFailure } from '../shell/store-failure.tsx';
import { useTexts } from '../shell/texts.tsx';
import { useStoreAct } from '../shell/use-store-act.ts';

export interface FilesProps {
  id: string;
  error: string | undefined;
  draftId: string;
  limits: AttachmentLimits;
  savesData: boolean;
  attachments: readonly Attachment[];
  records: readonly RecordingRecord[];
  onChange: (attachments: Attachment[]) => void;
  /** Whether a file is being read: what goes on without it goes without it for good. */
  onBusy: (isBusy: boolean) => void;
}

interface Outcome {
  key: number;
  text: string;
}

export function Files(props: FilesProps) {
  const { id, error, draftId, limits, savesData, attachments, records, onChange, onBusy } = props;
  const { t, tag } = useTexts();
  const announce = useAnnounce();
  const [outcomes, setOutcomes] = useState<readonly Outcome[]>([]);
  const [reading, setReading] = useState<{ name: string; percent: number }>();
  const { failure, run } = useStoreAct();
  // A file takes a while, and a recording may be made meanwhile.
  const newest = useRef(attachments);
  newest.current = attachments;
  const size = (bytes: number): string => sizeInWords(bytes, tag);
  const files = attachments.filter(({ role }) => role === 'supporting');
  const nameOf = (file: Attachment): string =>
    records.find((record) => record.id === file.id)?.name ?? t(`attachment.${file.kind}`);

  const sentence = (name: string, taken: Taken): string => {
    if (!taken.ok) return t(`media.file.fault.${taken.fault}`, { name, count: limits.count });
    if (taken.removed === undefined) return t('media.file.added', { name });
    return t(`media.file.removed.${taken.removed}`, { name });
  };
  const takeOne = async (key: number, file: File): Promise<void> => {
    setReading({ name: file.name, percent: 0 });
    const taken = await takeFile(file, {
      draftId,
      limits,
      count: newest.current.length,
      savesData,
      onProgress: (stored, all) => setReading({ name: file.name, percent: Math.floor((stored / all) * 100) }),
    });
    if (taken.ok) {
      newest.current = [...newest.current, taken.attachment];
      onChange([...newest.current]);
    }
    const text = sentence(file.name, taken);
    setOutcomes((before) => [...before, { key, text }]);
    announce(text, { assertive: !taken.ok });
  };
  const take = async (chosen: readonly File[]): Promise<void> => {
    setOutcomes([]);
    onBusy(true);
    try {
      for (const [key, file] of chosen.entries()) await takeOne(key, file);
    } finally {
      setReading(undefined);
      onBusy(false);
    }
  };
  const remove = (fileId: string): Promise<void> =>
    run(async () => {
      onChange(newest.current.filter((file) => file.id !== fileId));
      await deleteRecording(fileId);
    });

  const field = {
    errorPrefix: t('ui.errorPrefix'),
    optionalText: t('flow.optional'),
    texts: {
      choose: t('media.file.choose'),
      listLabel: t('media.file.list'),
      remove: t('media.file.remove'),
      removeLabel: (name: string) => t('media.file.removeNamed', { name }),
      size,
    },
    onChoose: (chosen: File[]) => void take(chosen),
    onRemove: (fileId: string) => void remove(fileId),
  };
  return (
    <>
      <FileField
        {...field}
        id={id}
        error={error}
        label={t('media.file.label')}
        hint={t('media.file.hint', {
          count: limits.count,
          photo: size(limits.bytes.photo),
          document: size(limits.bytes.document),
          audio: size(limits.bytes.audio),
          video: size(limits.bytes.video),
        })}
        accept={ACCEPTED_FILES}
        isMultiple
        files={files.map((file) => ({ id: file.id, name: nameOf(file), sizeBytes: file.byteLength }))}
      />
      {hasPhoneCamera() && (
        <FileField
          {...field}
          id={`${id}-camera`}
          label={t('media.file.cameraLabel')}
          texts={{ ...field.texts, choose: t('media.file.camera') }}
          accept="image/*"
          capture="environment"
          files={[]}
        />
      )}
      {reading && (
        <Progress
          label={t('media.file.reading', { name: reading.name })}
          value={reading.percent}
          valueText={t('media.percent', { percent: reading.percent })}
        />
      )}
      {outcomes.length > 0 && (
        <ul class="media-outcomes">
          {outcomes.map(({ key, text }) => (
            <li key={key}>{text}</li>
          ))}
        </ul>
      )}
      <StoreFailure reason={failure} />
    </>
  );
}

/** Elsewhere "take a photo" would open the same list of files again. */
function hasPhoneCamera(): boolean {
  return typeof matchMedia === 'function' && matchMedia('(pointer: coarse)').matches;
}
