// The recordings and files of an application in its thread: how far each is sent, what the state says of it, and what it
// says in writing. The text has gone before; what waits here delays nobody's answer.

import { useCallback, useRef, useState } from 'preact/hooks';
import type { Attachment } from '../../domain/attachment.ts';
import { readThreadAttachments } from '../../domain/thread-attachment.ts';
import { mayUpload } from '../../domain/upload.ts';
import { listActs } from '../../offline/act-writing.ts';
import { allowAnyLine } from '../../offline/afterwards.ts';
import type { OutboxEntry } from '../../offline/outbox.ts';
import { hurry } from '../../offline/sync.ts';
import type { StoredThread } from '../../offline/threads.ts';
import { listUploads, readUploadSettings } from '../../offline/upload-acts.ts';
import { Button } from '../../ui/button/button.tsx';
import type { SummarizedError } from '../../ui/error-summary/error-summary.tsx';
import { useNote } from '../../ui/live-region/use-note.ts';
import { TopSummary } from '../acts/top-summary.tsx';
import { useTexts } from '../shell/texts.tsx';
import { useErrorTitle } from '../shell/use-error-title.ts';
import { useStored } from '../shell/use-stored.ts';
import { AttachmentCard } from './attachment-card.tsx';
import { MediaSettings } from './media-settings.tsx';
import { itemsOf, nameOf } from './thread-items.ts';
import { useConnection } from './use-connection.ts';

export interface ThreadMediaProps {
  /** Of an application that was written here. */
  entry: OutboxEntry | undefined;
  stored: StoredThread | undefined;
}

export function ThreadMedia({ entry, stored }: ThreadMediaProps) {
  const { t } = useTexts();
  const applicationId = entry?.id ?? stored?.applicationId ?? '';
  // Read anew with each step of the sending, and the same as before: it is frozen since "Gönder".
  const own = useRef<readonly Attachment[]>([]);
  own.current = entry?.application.attachments ?? [];
  const isOwn = entry !== undefined;
  const found = useStored(
    useCallback(async () => {
      const acts = await listActs(applicationId);
      // What is being recorded again is no part of the thread before it is sent.
      const brought = acts.flatMap(({ act, status }) =>
        status.state === 'writing' ? [] : (act.attachments ?? []),
      );
      const uploads = await listUploads({ attachments: [...(isOwn ? own.current : []), ...brought] });
      return { acts, uploads, settings: await readUploadSettings() };
    }, [applicationId, isOwn]),
  );
  const connection = useConnection();
  const [isAsked, setIsAsked] = useState(false);
  const [note, say] = useNote();
  const [fault, setFault] = useState<{ error: SummarizedError | undefined; attempt: number }>({
    error: undefined,
    attempt: 0,
  });
  useErrorTitle(fault.error !== undefined);
  if (found.state !== 'ready') return null;
  const { acts, uploads, settings } = found.value;
  const items = itemsOf(uploads, readThreadAttachments(stored?.thread.attachments));
  if (items.length === 0) return null;
  // A thread that was opened by its code has been received, too.
  const isReceived = entry === undefined || entry.status.state === 'received';
  const isWaiting = items.some(({ upload }) => upload?.state === 'waiting');
  const send = async (): Promise<void> => {
    say('');
    allowAnyLine();
    setIsAsked(true);
    const report = await hurry();
    setIsAsked(false);
    if (report.isOffline) say(t('media.upload.offline'));
  };
  return (
    <section>
      {fault.error && (
        <TopSummary title={t('media.text.errorTitle')} errors={[fault.error]} attempt={fault.attempt} />
      )}
      <h2>{t('media.upload.heading')}</h2>
      {isWaiting && <p data-print="no">{t(isReceived ? 'media.upload.lead' : 'media.upload.textFirst')}</p>}
      <ul class="cards">
        {items.map((item) => (
          <AttachmentCard
            key={item.id}
            applicationId={applicationId}
            trackingKey={entry?.tracking.key ?? stored?.trackingKey ?? ''}
            item={item}
            name={nameOf(item, items, t)}
            acts={acts}
            isReceived={isReceived}
            isResting={!mayUpload(settings, connection, isAsked)}
            onFault={(error) => setFault(({ attempt }) => ({ error, attempt: attempt + 1 }))}
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
      {isWaiting && (
        <div data-print="no">
          <MediaSettings headingLevel={3} />
        </div>
      )}
    </section>
  );
}
