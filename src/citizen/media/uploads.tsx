// Where each attachment of an application stands: in words and as a bar, never only one of them. The text has gone before;
// what waits here delays nobody's answer.

import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { UploadState } from '../../domain/upload.ts';
import { sizeInWords } from '../../i18n/figures.ts';
import type { OutboxEntry } from '../../offline/outbox.ts';
import { hurry } from '../../offline/sync.ts';
import { type AttachmentStatus, cancelUpload, listUploads, resumeUpload } from '../../offline/upload-acts.ts';
import { allowAnyLine } from '../../offline/uploads.ts';
import { Button } from '../../ui/button/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog/confirm-dialog.tsx';
import { useAnnounce } from '../../ui/live-region/live-region.tsx';
import { useNote } from '../../ui/live-region/use-note.ts';
import { Progress } from '../../ui/progress/progress.tsx';
import { VisuallyHidden } from '../../ui/visually-hidden/visually-hidden.tsx';
import { StoreFailure } from '../shell/store-failure.tsx';
import { useTexts } from '../shell/texts.tsx';
import { useStoreAct } from '../shell/use-store-act.ts';
import { useStored } from '../shell/use-stored.ts';
import { MediaSettings } from './media-settings.tsx';

export function Uploads({ entry }: { entry: OutboxEntry }) {
  const { t } = useTexts();
  const uploads = useStored(useCallback(() => listUploads(entry.application), [entry.application]));
  const [note, say] = useNote();
  if (uploads.state !== 'ready' || uploads.value.length === 0) return null;
  const isReceived = entry.status.state === 'received';
  const isWaiting = uploads.value.some(({ upload }) => upload?.state === 'waiting');
  const send = async (): Promise<void> => {
    say('');
    allowAnyLine();
    const report = await hurry();
    if (report.isOffline) say(t('media.upload.offline'));
  };
  return (
    <section data-print="no">
      <h2>{t('media.upload.heading')}</h2>
      <p>{t(isReceived ? 'media.upload.lead' : 'media.upload.textFirst')}</p>
      <ul class="cards">
        {uploads.value.map((status, index) => (
          <Upload
            key={status.attachment.id}
            applicationId={entry.id}
            status={status}
            name={nameOf(uploads.value, index, t)}
            isReceived={isReceived}
          />
        ))}
      </ul>
      {isReceived && isWaiting && (
        <div class="actions">
          <Button kind="secondary" onPress={() => void send()}>
            {t('media.upload.now')}
          </Button>
        </div>
      )}
      {note && <p>{note}</p>}
      {isWaiting && <MediaSettings headingLevel={3} />}
    </section>
  );
}

/** Numbered where there are several of a kind: "Sesli kayıt 2". */
function nameOf(
  all: readonly AttachmentStatus[],
  index: number,
  t: ReturnType<typeof useTexts>['t'],
): string {
  const kind = all[index]?.attachment.kind ?? 'document';
  const same = all.filter(({ attachment }) => attachment.kind === kind);
  const name = t(`attachment.${kind}`);
  if (same.length < 2) return name;
  return t('media.upload.numbered', {
    name,
    number: all.slice(0, index + 1).filter(({ attachment }) => attachment.kind === kind).length,
  });
}

interface UploadProps {
  applicationId: string;
  status: AttachmentStatus;
  name: string;
  isReceived: boolean;
}

function Upload({ applicationId, status: { attachment, upload }, name, isReceived }: UploadProps) {
  const { t, tag } = useTexts();
  const announce = useAnnounce();
  const { failure, run } = useStoreAct();
  const [isAsked, setIsAsked] = useState(false);
  const percent =
    upload?.state === 'waiting' ? Math.floor((upload.offset / attachment.byteLength) * 100) : undefined;
  const words = wordsOf(upload, percent, t);
  useQuarters(upload, percent, (text) => announce(`${name}: ${text}`), words);

  const cancel = (): Promise<void> => {
    setIsAsked(false);
    return run(async () => {
      await cancelUpload(applicationId, attachment.id);
    });
  };
  const resume = (): Promise<void> =>
    run(async () => {
      await resumeUpload(applicationId, attachment.id);
      void hurry();
    });
  const canResume =
    upload?.state === 'cancelled' || (upload?.state === 'refused' && upload.problem !== 'lost');
  return (
    <li class="card">
      <h3>{name}</h3>
      {percent !== undefined && isReceived ? (
        <Progress label={sizeInWords(attachment.byteLength, tag)} value={percent} valueText={words} />
      ) : (
        <p>
          {words} {upload?.state === 'uploaded' ? '' : sizeInWords(attachment.byteLength, tag)}
        </p>
      )}
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

function wordsOf(
  upload: UploadState | undefined,
  percent: number | undefined,
  t: ReturnType<typeof useTexts>['t'],
): string {
  switch (upload?.state) {
    case 'waiting':
      return percent === 0 ? t('media.upload.waiting') : t('media.upload.sending', { percent: percent ?? 0 });
    case 'uploaded':
      return t('media.upload.uploaded');
    case 'cancelled':
      return t('media.upload.cancelled');
    case 'refused':
      return t(upload.problem === 'lost' ? 'media.upload.lost' : 'media.upload.refused');
    case undefined:
      return t('media.upload.elsewhere');
  }
}

/** Says each change of state, and of the way every quarter: not each percent. */
function useQuarters(
  upload: UploadState | undefined,
  percent: number | undefined,
  say: (text: string) => void,
  words: string,
): void {
  const quarter = Math.floor((percent ?? 0) / 25);
  const place = `${upload?.state} ${quarter}`;
  const last = useRef(place);
  useEffect(() => {
    if (last.current === place) return;
    last.current = place;
    say(words);
  }, [place]);
}
