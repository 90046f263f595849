// A new clip for a place: recorded here, or a file that exists. What was recorded stays until the server has it.

import { useEffect, useRef, useState } from 'preact/hooks';
import { type AttachmentLimits, DEFAULT_ATTACHMENT_LIMITS } from '../../../domain/attachment-limits.ts';
import { bareMediaType } from '../../../domain/media-type.ts';
import type { SignClipSlot } from '../../../domain/sign-clip.ts';
import type { StaffSession } from '../../../domain/wire-staff.ts';
import { sizeInWords } from '../../../i18n/figures.ts';
import { Button } from '../../../ui/button/button.tsx';
import { FileField } from '../../../ui/file-field/file-field.tsx';
import { Progress } from '../../../ui/progress/progress.tsx';
import { digestOfFile } from '../../answer-media/file-digest.ts';
import type { ClipToSend } from '../../clips/clip-api.ts';
import { ConsoleRecorder } from '../../recording/console-recorder.tsx';
import { contentDigest, discardTake, type RecordedTake } from '../../recording/console-takes.ts';
import { useTexts } from '../../shell/texts.tsx';

export interface NewClipProps {
  slot: SignClipSlot;
  session: StaffSession;
  /** Another recording of this place waits already, and gives way. */
  hasDraft: boolean;
  isBusy: boolean;
  makeId: () => string;
  readLimits: () => Promise<AttachmentLimits>;
  /** @returns whether the server has it */
  onSend: (clip: ClipToSend) => Promise<boolean>;
}

/** The sentences `staff.clips.<why>`. */
type ClipFault = { why: 'notFilm' | 'tooLarge'; name: string } | { why: 'changed' };

export function NewClip({ slot, session, hasDraft, isBusy, makeId, readLimits, onSend }: NewClipProps) {
  const { t, tag } = useTexts();
  const [take, setTake] = useState<RecordedTake>();
  const [chosen, setChosen] = useState<{ id: string; file: File }>();
  const [fault, setFault] = useState<ClipFault>();
  const [percent, setPercent] = useState<number>();
  const [limits, setLimits] = useState(DEFAULT_ATTACHMENT_LIMITS);
  const abort = useRef(new AbortController());
  useEffect(() => {
    void readLimits().then(setLimits);
    return () => abort.current.abort();
  }, []);
  const { bytes, seconds } = limits;
  const size = (count: number): string => sizeInWords(count, tag);

  const choose = (file: File | undefined): void => {
    setFault(undefined);
    if (!file) return;
    const isFilm = file.size > 0 && bareMediaType(file.type)?.startsWith('video/');
    if (!isFilm) setFault({ why: 'notFilm', name: file.name });
    else if (file.size > bytes['sign-video']) setFault({ why: 'tooLarge', name: file.name });
    else setChosen({ id: makeId(), file });
  };
  const send = async (): Promise<void> => {
    setFault(undefined);
    setPercent(0);
    try {
      const { signal } = abort.current;
      const clip = chosen ? await read(chosen, signal) : take && ofTake(take);
      if (!clip) return setFault({ why: 'changed' });
      const { file } = clip;
      const isSent = await onSend({
        ...clip,
        slot,
        signal,
        onSent: (sent) => setPercent(Math.floor((sent / file.size) * 100)),
      });
      if (!isSent) return;
      if (chosen) setChosen(undefined);
      else if (take) {
        await discardTake(take.id);
        setTake(undefined);
      }
    } finally {
      setPercent(undefined);
    }
  };
  return (
    <section class="stack">
      <h2>{t('staff.clips.new')}</h2>
      <p>{t(hasDraft ? 'staff.clips.newReplaces' : 'staff.clips.newLead')}</p>
      <ConsoleRecorder
        id="clip-recorder"
        kind="sign-video"
        purpose={`clip ${slot}`}
        session={session}
        limits={{ seconds: seconds['sign-video'], bytes: bytes['sign-video'] }}
        take={take}
        onTake={setTake}
      />
      <FileField
        id="clip-file"
        label={t('staff.clips.file')}
        hint={t('staff.clips.fileHint', { size: size(bytes['sign-video']) })}
        error={fault && t(`staff.clips.${fault.why}`, fault)}
        errorPrefix={t('ui.errorPrefix')}
        accept="video/*"
        files={chosen ? [{ id: chosen.id, name: chosen.file.name, sizeBytes: chosen.file.size }] : []}
        texts={{
          choose: t('staff.clips.choose'),
          listLabel: t('staff.clips.file'),
          remove: t('staff.clips.removeFile'),
          removeLabel: (name) => t('staff.clips.removeFileNamed', { name }),
          size,
        }}
        onChoose={([file]) => choose(file)}
        onRemove={() => setChosen(undefined)}
      />
      {percent === undefined ? null : (
        <Progress
          label={t('staff.clips.sending')}
          value={percent}
          valueText={t('staff.clips.percent', { percent })}
        />
      )}
      {take || chosen ? (
        <p>
          <Button kind="primary" onPress={() => void send()} isDisabled={isBusy || percent !== undefined}>
            {t(chosen ? 'staff.clips.sendFile' : 'staff.clips.sendTake')}
          </Button>
        </p>
      ) : null}
    </section>
  );
}

type Sendable = Pick<ClipToSend, 'id' | 'file' | 'mediaType' | 'contentDigest'>;

function ofTake({ id, file, mediaType, digest }: RecordedTake): Sendable {
  return { id, file, mediaType, contentDigest: contentDigest(digest) };
}

/** @returns undefined when the file is not any more what was chosen */
async function read(
  { id, file }: { id: string; file: File },
  signal: AbortSignal,
): Promise<Sendable | undefined> {
  try {
    const digest = await digestOfFile(file, () => undefined, signal);
    return { id, file, mediaType: bareMediaType(file.type) ?? '', contentDigest: `sha-256=:${digest}:` };
  } catch {
    return undefined;
  }
}
