// One application from the citizen's side: its state, the answer, what happened, what was written, and its code.
// Everything comes from this device, so it reads the same without a connection.

import { useCallback, useState } from 'preact/hooks';
import { formatInstant } from '../../../i18n/format.ts';
import { type OutboxEntry, readEntry } from '../../../offline/outbox.ts';
import { hurry } from '../../../offline/sync.ts';
import { readThread, type StoredThread } from '../../../offline/threads.ts';
import { Button } from '../../../ui/button/button.tsx';
import { Link } from '../../../ui/link/link.tsx';
import { useNote } from '../../../ui/live-region/use-note.ts';
import { PageHeading } from '../../../ui/page-heading/page-heading.tsx';
import { OwnWords } from '../../shell/own-words.tsx';
import type { PageModule, PageProps } from '../../shell/page.ts';
import { StatusOfEntry } from '../../shell/status-of-entry.tsx';
import { useTexts } from '../../shell/texts.tsx';
import { Unreadable } from '../../shell/unreadable.tsx';
import { useLife, useMedia } from '../../shell/use-brought.ts';
import { useStored } from '../../shell/use-stored.ts';
import { EntryActions, Forget } from './entry-actions.tsx';
import { History } from './history.tsx';
import { Replies } from './replies.tsx';
import { TrackingCode } from './tracking-code.tsx';
import './thread-page.css';

export const title: PageModule['title'] = (t) => t('thread.title');

interface Stored {
  entry: OutboxEntry | undefined;
  stored: StoredThread | undefined;
}

export function Page({ params }: PageProps) {
  const { t } = useTexts();
  const id = params.id ?? '';
  const load = useCallback(async (): Promise<Stored> => {
    const [entry, stored] = await Promise.all([readEntry(id), readThread(id)]);
    return { entry, stored };
  }, [id]);
  const found = useStored(load);

  switch (found.state) {
    case 'loading':
      return <p>{t('opening.heading')}</p>;
    case 'unreadable':
      return (
        <>
          <PageHeading>{t('thread.title')}</PageHeading>
          <Unreadable />
        </>
      );
    case 'ready':
      return found.value.entry || found.value.stored ? <Application {...found.value} /> : <Unknown />;
  }
}

function Application({ entry, stored }: Stored) {
  const { t } = useTexts();
  const thread = stored?.thread;
  const media = useMedia(entry?.application.attachments ?? thread?.attachments);
  const life = useLife(thread?.life);
  // Nothing was written where a recording tells it.
  const text = entry?.application.description ?? thread?.description;
  // Before everything else, once there is one.
  const isAnswered = thread?.state === 'answered' && thread.replies.length > 0;
  const answer = stored && <Replies stored={stored} />;
  const subject = entry?.application.subject ?? thread?.subject ?? '';
  const later = !isAnswered && answer;
  const history = <History entry={entry} thread={thread} />;
  return (
    <>
      <p data-print="no">
        <Link kind="back" href="/basvurularim/">
          {t('thread.back')}
        </Link>
      </p>
      <PageHeading>
        <OwnWords>{subject}</OwnWords>
      </PageHeading>
      {entry && (
        <StatusOfEntry entry={entry} headingLevel={2} isAnswered={isAnswered}>
          <EntryActions entry={entry} />
        </StatusOfEntry>
      )}
      {isAnswered && answer}
      {media && <media.ThreadMedia entry={entry} stored={stored} />}
      {life && stored ? (
        <life.ThreadLife entry={entry} stored={stored} replies={later} history={history} />
      ) : (
        <>
          {later}
          {history}
        </>
      )}
      {text && (
        <section>
          <h2>{t('thread.textHeading')}</h2>
          <p class="citizen-text" dir="auto" lang="">
            {text}
          </p>
        </section>
      )}
      {entry && <TrackingCode code={entry.tracking.code} />}
      {(stored || entry?.status.state === 'received') && <Refresh stored={stored} entry={entry} />}
    </>
  );
}

function Refresh({ stored, entry }: Stored) {
  const { t, tag } = useTexts();
  const [note, say] = useNote();
  const [isBusy, setIsBusy] = useState(false);
  const refresh = async (): Promise<void> => {
    if (isBusy) return;
    setIsBusy(true);
    say('');
    const report = await hurry();
    setIsBusy(false);
    if (report.isOffline) say(t('thread.refreshFailed'));
    else if (report.newReplies.length === 0) say(t('applications.refreshed'));
  };
  return (
    <section data-print="no">
      {stored && <p>{t('thread.asOf', { when: formatInstant(tag, stored.refreshedAt) })}</p>}
      <div class="actions">
        <Button kind="secondary" onPress={() => void refresh()}>
          {t('thread.refresh')}
        </Button>
        {stored && (
          <Button kind="quiet" onPress={() => print()}>
            {t('thread.print')}
          </Button>
        )}
        <Forget applicationId={entry?.id ?? stored?.applicationId ?? ''} entry={entry} />
      </div>
      {note && <p>{note}</p>}
    </section>
  );
}

function Unknown() {
  const { t } = useTexts();
  return (
    <>
      <PageHeading>{t('thread.notFoundHeading')}</PageHeading>
      <p>{t('thread.notFoundBody')}</p>
      <p class="actions">
        <a href="/takip/">{t('applications.openByCode')}</a>
        <a href="/basvurularim/">{t('thread.back')}</a>
      </p>
    </>
  );
}
