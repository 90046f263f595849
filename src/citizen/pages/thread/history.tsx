// What happened to an application, oldest first, with times: the time of writing beside the time of receipt.

import type { Thread, ThreadEvent } from '../../../domain/wire.ts';
import { formatDate, formatInstant } from '../../../i18n/format.ts';
import type { OutboxEntry } from '../../../offline/outbox.ts';
import { type Texts, useTexts } from '../../shell/texts.tsx';

export function History({ entry, thread }: { entry: OutboxEntry | undefined; thread: Thread | undefined }) {
  const texts = useTexts();
  const { t, tag } = texts;
  const writtenAt = entry?.application.writtenAt ?? thread?.writtenAt;
  const claims = entry?.status.state === 'received' ? entry.status.claims : undefined;
  const events = thread?.events ?? (claims ? [{ kind: 'received', at: claims.receivedAt } as const] : []);
  const dueOn = thread?.dueOn ?? claims?.dueOn;
  const number = thread?.number ?? claims?.number;
  return (
    <section>
      <h2>{t('thread.historyHeading')}</h2>
      <ol class="history">
        {writtenAt && <li>{t('thread.eventWritten', { when: formatInstant(tag, writtenAt) })}</li>}
        {events.map((event) => (
          <li key={`${event.kind} ${event.at}`}>{describe(event, texts)}</li>
        ))}
      </ol>
      {number && <p>{t('applications.number', { number })}</p>}
      {thread?.holder && <p>{t('thread.holder', { institution: thread.holder })}</p>}
      {dueOn && thread?.state !== 'answered' && (
        <p>{t('applications.due', { date: formatDate(tag, dueOn) })}</p>
      )}
    </section>
  );
}

function describe(event: ThreadEvent, { t, tag }: Texts): string {
  const when = formatInstant(tag, event.at);
  switch (event.kind) {
    case 'received':
      return t('thread.eventReceived', { when });
    case 'assigned':
      return t('thread.eventAssigned', { when, institution: event.institution });
    case 'answered':
      return t('thread.eventAnswered', { when, institution: event.institution });
  }
}
