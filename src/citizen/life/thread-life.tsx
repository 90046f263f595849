// A case's life in the thread: where it is now and until when, the officer's question, the answers, what the citizen can do,
// and what happened. Where the thread tells no life, it reads as it always did.

import type { ComponentChildren } from 'preact';
import { useCallback, useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { istanbulDate } from '../../domain/calendar.ts';
import { type Life, type LifeEvent, readLife } from '../../domain/thread-life.ts';
import { listActs } from '../../offline/act-writing.ts';
import { platform } from '../../offline/environment.ts';
import type { OutboxEntry } from '../../offline/outbox.ts';
import type { StoredThread } from '../../offline/threads.ts';
import type { SummarizedError } from '../../ui/error-summary/error-summary.tsx';
import { useAnnounce } from '../../ui/live-region/live-region.tsx';
import { StatusBanner } from '../../ui/status-banner/status-banner.tsx';
import { wordsOf } from '../acts/act-state.tsx';
import { TopSummary } from '../acts/top-summary.tsx';
import { useActChanges } from '../acts/use-act-changes.ts';
import { Notices } from '../notices/notices.tsx';
import { useTexts } from '../shell/texts.tsx';
import { useErrorTitle } from '../shell/use-error-title.ts';
import { useStored } from '../shell/use-stored.ts';
import { ActPart, partHeadingId } from './act-part.tsx';
import { Appeal } from './appeal.tsx';
import { ExportPart } from './export/export-part.tsx';
import { eventWords, LifeHistory } from './life-history.tsx';
import { Now } from './now.tsx';
import { isCaseAct, lifeToCome, type Part, partsOf } from './parts.ts';

export interface ThreadLifeProps {
  /** Of an application that was written here. */
  entry: OutboxEntry | undefined;
  stored: StoredThread;
  replies: ComponentChildren;
  /** As it is told without a life. */
  history: ComponentChildren;
}

export function ThreadLife({ entry, stored, replies, history }: ThreadLifeProps) {
  const life = useMemo(() => readLife(stored.thread), [stored.thread]);
  return life ? (
    <KnownLife entry={entry} stored={stored} replies={replies} life={life} />
  ) : (
    <>
      {replies}
      {history}
    </>
  );
}

type KnownLifeProps = Omit<ThreadLifeProps, 'history'> & { life: Life };

function KnownLife({ entry, stored, replies, life }: KnownLifeProps) {
  const texts = useTexts();
  const { t } = texts;
  const announce = useAnnounce();
  const { applicationId, trackingKey, thread } = stored;
  const found = useStored(useCallback(() => listActs(applicationId), [applicationId]));
  const [fault, setFault] = useState<{ error: SummarizedError | undefined; attempt: number }>({
    error: undefined,
    attempt: 0,
  });
  useErrorTitle(fault.error !== undefined);
  /** The citizen has just opened a form: it takes the focus, which it must not when the page is opened again. */
  const opened = useRef(false);
  /** Buttons were pressed that go away when the answer has come. */
  const isAwaited = useRef(false);
  const seen = useRef(new Set<string>());
  const records = found.state === 'ready' ? found.value.filter(isCaseAct) : undefined;
  const now = platform.now();
  const parts = partsOf(life, records ?? [], seen.current, now);
  for (const { sent } of parts) for (const { id } of sent) seen.current.add(id);
  useActChanges(records, (changed) => {
    const part = parts.find(({ sent }) => sent.includes(changed));
    announce(`${t(`life.${changed.act.kind}.heading`)}: ${wordsOf(changed, 'life.act.', texts)}`, {
      matter: changed.id,
    });
    const isSettled = changed.status.state === 'received' || changed.status.state === 'refused';
    if (part && isSettled && isAwaited.current && document.activeElement === document.body)
      document.getElementById(partHeadingId(part))?.focus();
    isAwaited.current &&= !isSettled;
  });
  useNewEvents(life.events, (event) =>
    announce(t('life.news', { what: eventWords(event, texts) }), { matter: 'life' }),
  );
  const partOf = (part: Part) => (
    <ActPart
      key={part.subject}
      part={part}
      applicationId={applicationId}
      trackingKey={trackingKey}
      life={life}
      canAdd={lifeToCome(life, records ?? []).canAdd && !parts.some(isAdditionInWriting)}
      today={istanbulDate(now)}
      opened={opened}
      isAwaited={isAwaited}
      onFault={(error) => setFault(({ attempt }) => ({ error, attempt: attempt + 1 }))}
    />
  );
  // Of what is over there is no news.
  const isErased = life.events.some(({ kind }) => kind === 'erased');
  const isOver = life.state === 'withdrawn' || life.state === 'not-examined' || isErased;
  const notices = life.notices && life.notices.offered.length > 0 && !isOver ? life.notices : undefined;
  const others = parts.filter(({ about }) => about.kind !== 'information');
  return (
    <>
      {fault.error && (
        <TopSummary title={t('life.error.title')} errors={[fault.error]} attempt={fault.attempt} />
      )}
      {isErased && (
        <StatusBanner kind="info" title={t('life.erasure.erased')}>
          <p>{t('life.erasure.erasedBody')}</p>
        </StatusBanner>
      )}
      <Now kind={thread.kind} life={life} today={istanbulDate(now)} />
      {parts.filter(({ about }) => about.kind === 'information').map((part) => partOf(part))}
      {thread.replies.length > 0 && replies}
      <section class="life-parts" data-print="no">
        <h2>{t('life.can.heading')}</h2>
        {others.filter(isAboutReply).map(partOf)}
        {life.appeal && (
          <Appeal
            appeal={life.appeal}
            entry={entry}
            thread={thread}
            isAnswered={thread.replies.length > 0 || life.state === 'not-examined'}
            today={istanbulDate(now)}
          />
        )}
        {notices && <Notices stored={stored} offer={notices} />}
        {others.filter((part) => !isAboutReply(part)).map(partOf)}
        <ExportPart
          thread={thread}
          life={life}
          entry={entry}
          refreshedAt={new Date(stored.refreshedAt).toISOString()}
        />
      </section>
      <LifeHistory thread={thread} entry={entry} life={life} />
    </>
  );
}

const isAboutReply = ({ about }: Part): boolean => 'replyId' in about;
const isAdditionInWriting = ({ about, writing }: Part): boolean =>
  about.kind === 'addition' && writing !== undefined;

/** Announced by the app itself, and what the citizen did. */
const KNOWN: readonly LifeEvent['kind'][] = ['answered', 'transcript-judged'];

/** Hears what has newly happened while the page stands open. */
function useNewEvents(events: readonly LifeEvent[], onNew: (event: LifeEvent) => void): void {
  const known = useRef(new Set(events.map(({ id }) => id)));
  useEffect(() => {
    const added = events.filter(({ id }) => !known.current.has(id));
    for (const { id } of added) known.current.add(id);
    const last = added.findLast(({ kind }) => !KNOWN.includes(kind));
    if (last) onNew(last);
  }, [events]);
}
