// Photos, documents and other files that exist already. What may be chosen is said before; what was taken out of a photo,
// after; and what could not be taken, with the reason, while the rest stays.

import { useMemo } from 'preact/hooks';
import type { Attachment } from '../../domain/attachment.ts';
import type { AttachmentLimits } from '../../domain/attachment-limits.ts';
import { sizeInWords } from '../../i18n/figures.ts';
import { ACCEPTED_FILES } from '../../media/file-kinds.ts';
import { intakeOf, type Outcome } from '../../media/intake.ts';
import type { TakingProgress } from '../../media/take-file.ts';
import { deleteRecording, type RecordingRecord } from '../../offline/recordings.ts';
import { FileField } from '../../ui/file-field/file-field.tsx';
import { useAnnounce } from '../../ui/live-region/live-region.tsx';
import { Progress } from '../../ui/progress/progress.tsx';
import { StoreFailure } from '../shell/store-failure.tsx';
import { useTexts } from '../shell/texts.tsx';
import { useStoreAct } from '../shell/use-store-act.ts';
import { CutOff } from './cut-off.tsx';
import type { Manifest } from './manifest.ts';
import { nameInSentence } from './name-in-sentence.ts';
import { addedInWords, outcomeInWords } from './outcome-words.ts';
import { useIntake } from './use-intake.ts';

export interface FilesProps {
  id: string;
  error: string | undefined;
  draftId: string;
  limits: AttachmentLimits;
  savesData: boolean;
  attachments: readonly Attachment[];
  records: readonly RecordingRecord[];
  manifest: Manifest;
  /** Why nothing can be sent yet: a file is being read, or was not read wholly. What goes on without it goes without it for good. */
  onHeld: (held: 'reading' | 'cut-off' | undefined) => void;
}

export function Files(props: FilesProps) {
  const { id, error, draftId, limits, savesData, attachments, records, manifest, onHeld } = props;
  const { t, tag, locale } = useTexts();
  const announce = useAnnounce();
  const { failure, run } = useStoreAct();
  const intake = useMemo(() => intakeOf(draftId), [draftId]);
  const { reading, outcomes } = useIntake(intake, records, draftId, onHeld);
  const size = (bytes: number): string => sizeInWords(bytes, tag);
  const files = attachments.filter(({ role }) => role === 'supporting');
  const nameOf = (file: Attachment): string =>
    records.find((record) => record.id === file.id)?.name ?? t(`attachment.${file.kind}`);

  const sentence = ({ name, taken }: Outcome): string =>
    outcomeInWords(nameInSentence(name, locale), taken, limits, t, size);
  const take = async (chosen: readonly File[]): Promise<void> => {
    const added: Extract<Outcome['taken'], { ok: true }>[] = [];
    await intake.take(chosen, {
      limits,
      savesData,
      count: () => manifest.newest().length,
      attach: manifest.attach,
      onOutcome: (outcome) => {
        if (!outcome.taken.ok) announce(sentence(outcome), { assertive: true });
        // Of ten the last would be heard long after the person has gone on: they are told together, when all are through.
        else if (added.push(outcome.taken) && chosen.length === 1) announce(sentence(outcome));
      },
    });
    if (chosen.length > 1 && added.length > 0) announce(addedInWords(added, t));
  };
  const remove = (fileId: string): Promise<void> =>
    run(async () => {
      manifest.remove(fileId);
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
  // Of what was taken away again nothing is said any more.
  const told = outcomes.filter(
    ({ taken }) => !taken.ok || attachments.some((file) => file.id === taken.attachment.id),
  );
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
          label={t(`media.file.${reading.progress.stage}`, { name: nameInSentence(reading.name, locale) })}
          value={percentOf(reading.progress)}
          valueText={t('media.percent', { percent: percentOf(reading.progress) })}
        />
      )}
      {told.length > 0 && (
        <ul class="media-outcomes">
          {told.map((outcome) => (
            <li key={outcome.key}>{sentence(outcome)}</li>
          ))}
        </ul>
      )}
      <CutOff
        fieldId={id}
        records={records.filter((record) => record.draftId === draftId && record.state === 'cut-off')}
      />
      <StoreFailure reason={failure} />
    </>
  );
}

function percentOf({ bytes, allBytes }: TakingProgress): number {
  return Math.floor((bytes / allBytes) * 100);
}

/** Elsewhere "take a photo" would open the same list of files again. */
function hasPhoneCamera(): boolean {
  return typeof matchMedia === 'function' && matchMedia('(pointer: coarse)').matches;
}
