// Everything that this device holds, in the order in which it needs the citizen: refused and waiting, answered and
// received, drafts.

import { formatDate, formatInstant } from '../../../i18n/format.ts';
import { listDrafts } from '../../../offline/drafts.ts';
import { listEntries, type OutboxEntry } from '../../../offline/outbox.ts';
import { listThreads, type StoredThread } from '../../../offline/threads.ts';
import { ButtonLink } from '../../../ui/link/link.tsx';
import { PageHeading } from '../../../ui/page-heading/page-heading.tsx';
import { Tag } from '../../../ui/tag/tag.tsx';
import { DraftList } from '../../shell/draft-list.tsx';
import { OwnWords } from '../../shell/own-words.tsx';
import type { PageModule } from '../../shell/page.ts';
import { StatusOfEntry } from '../../shell/status-of-entry.tsx';
import { StorageNotices } from '../../shell/storage-notices.tsx';
import { useTexts } from '../../shell/texts.tsx';
import { Unreadable } from '../../shell/unreadable.tsx';
import { useStored } from '../../shell/use-stored.ts';
import { WithoutScript } from '../../shell/without-script.tsx';
import { EntryActions } from '../thread/entry-actions.tsx';
import { type ReceivedItem, receivedItems } from './received-items.ts';

export const title: PageModule['title'] = (t) => t('applications.title');

export function Page() {
  const { t } = useTexts();
  const stored = useStored(readAll);
  return (
    <>
      <PageHeading>{t('applications.heading')}</PageHeading>
      <WithoutScript need="list" />
      <StorageNotices />
      <p>{t('applications.lead')}</p>
      {stored.state === 'unreadable' && <Unreadable />}
      {stored.state === 'ready' && <Lists {...stored.value} />}
    </>
  );
}

interface Everything {
  drafts: Awaited<ReturnType<typeof listDrafts>>;
  entries: OutboxEntry[];
  threads: StoredThread[];
}

async function readAll(): Promise<Everything> {
  const [drafts, entries, threads] = await Promise.all([listDrafts(), listEntries(), listThreads()]);
  return { drafts, entries, threads };
}

function Lists({ drafts, entries, threads }: Everything) {
  const { t } = useTexts();
  const inState = (...states: string[]) => entries.filter(({ status }) => states.includes(status.state));
  const received = receivedItems(entries, threads);
  if (drafts.length + entries.length + received.length === 0) return <Empty />;
  return (
    <>
      <Unsents heading={t('applications.refusedHeading')} entries={inState('refused')} />
      <Unsents heading={t('applications.waitingHeading')} entries={inState('asking', 'waiting', 'sending')} />
      {received.length > 0 && (
        <section>
          <h2>{t('applications.receivedHeading')}</h2>
          <ul class="cards">
            {received.map((item) => (
              <Received key={item.applicationId} item={item} />
            ))}
          </ul>
        </section>
      )}
      {drafts.length > 0 && (
        <section>
          <h2>{t('applications.draftsHeading')}</h2>
          <DraftList drafts={drafts} />
        </section>
      )}
      <p class="actions">
        <ButtonLink href="/basvuru/">{t('nav.apply')}</ButtonLink>
        <a href="/takip/">{t('applications.openByCode')}</a>
      </p>
    </>
  );
}

function Unsents({ heading, entries }: { heading: string; entries: readonly OutboxEntry[] }) {
  if (entries.length === 0) return null;
  return (
    <section>
      <h2>{heading}</h2>
      <ul class="cards">
        {entries.map((entry) => (
          <Unsent key={entry.id} entry={entry} />
        ))}
      </ul>
    </section>
  );
}

function Unsent({ entry }: { entry: OutboxEntry }) {
  const { t, tag } = useTexts();
  return (
    <li class="card">
      <h3 class="card-heading">
        <a href={`/basvurularim/${entry.id}/`}>
          <OwnWords>{entry.application.subject}</OwnWords>
        </a>
      </h3>
      <p>{t('applications.written', { when: formatInstant(tag, entry.application.writtenAt) })}</p>
      <StatusOfEntry entry={entry} headingLevel={3}>
        <EntryActions entry={entry} />
      </StatusOfEntry>
    </li>
  );
}

function Received({ item }: { item: ReceivedItem }) {
  const { t, tag } = useTexts();
  return (
    <li class="card">
      <h3 class="card-heading">
        <a href={`/basvurularim/${item.applicationId}/`}>
          <OwnWords>{item.subject}</OwnWords>
        </a>
      </h3>
      {item.hasUnread && <Tag kind="success" label={t('applications.newReply')} />}
      {item.hasNewText && <Tag kind="success" label={t('applications.newText')} />}
      <p>{t(`state.${item.state}`)}</p>
      <p>{t('applications.number', { number: item.number })}</p>
      {(item.state === 'received' || item.state === 'assigned') && (
        <p>{t('applications.due', { date: formatDate(tag, item.dueOn) })}</p>
      )}
    </li>
  );
}

function Empty() {
  const { t } = useTexts();
  return (
    <>
      <p>{t('applications.empty')}</p>
      <p>{t('applications.emptyTrack')}</p>
      <p class="actions">
        <ButtonLink href="/basvuru/">{t('nav.apply')}</ButtonLink>
        <a href="/takip/">{t('applications.openByCode')}</a>
      </p>
    </>
  );
}
