// What happened to an application, oldest first: what the state did and what the citizen did, each with its time, who it was,
// and the words that were given.

import type { ComponentChildren } from 'preact';
import type { Life, LifeAct, LifeErasure, LifeEvent } from '../../domain/thread-life.ts';
import type { Thread } from '../../domain/wire.ts';
import { formatDate, formatInstant } from '../../i18n/format.ts';
import type { OutboxEntry } from '../../offline/outbox.ts';
import { type Texts, useTexts } from '../shell/texts.tsx';
import { Ground } from './ground.tsx';
import { scoreWords } from './score.ts';

export interface LifeHistoryProps {
  thread: Thread;
  entry: OutboxEntry | undefined;
  life: Life;
}

export function LifeHistory({ thread, entry, life }: LifeHistoryProps) {
  const texts = useTexts();
  const { t, tag } = texts;
  const isErased = life.events.some(({ kind }) => kind === 'erased');
  const moments = [
    ...life.events.map((event) => ({ ...event, told: <Event event={event} /> })),
    ...life.acts.map((act) => ({ ...act, told: <Done act={act} isErased={isErased} /> })),
    ...(life.erasures ?? []).map((asked) => ({ ...asked, kind: 'erasure', told: <Asked asked={asked} /> })),
  ].sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
  const writtenAt = entry?.application.writtenAt ?? thread.writtenAt;
  return (
    <section>
      <h2>{t('thread.historyHeading')}</h2>
      <ol class="history life-history">
        <Moment when={formatInstant(tag, writtenAt)}>
          <p>{t('life.event.written')}</p>
        </Moment>
        {moments.map(({ id, kind, at, told }) => (
          <Moment key={`${kind} ${id}`} when={formatInstant(tag, at)}>
            {told}
          </Moment>
        ))}
      </ol>
      <p>{t('applications.number', { number: thread.number })}</p>
    </section>
  );
}

function Moment({ when, children }: { when: string; children: ComponentChildren }) {
  return (
    <li>
      <p>
        <strong>{when}</strong>
      </p>
      {children}
    </li>
  );
}

/** One sentence. */
export function eventWords(event: LifeEvent, { t, tag }: Pick<Texts, 't' | 'tag'>): string {
  switch (event.kind) {
    case 'received':
      return t('life.event.received');
    case 'assigned':
    case 'information-asked':
    case 'opinion-given':
    case 'transcript-offered':
    case 'answered':
    case 'not-examined':
    case 'erasure-granted':
    case 'erasure-refused':
      return t(`life.event.${event.kind}`, { holder: event.holder });
    case 'transcript-judged':
      return t(`life.event.judged.${event.verdict}`);
    case 'erased':
      return t(event.cause === 'time' ? 'life.event.erasedByTime' : 'life.event.erased');
    case 'closed':
      return event.cause === 'time'
        ? t('life.event.closedByTime')
        : t('life.event.closed', { holder: event.holder });
    case 'recounted':
      return t('life.event.recounted', { date: formatDate(tag, event.dueOn) });
    case 'transferred':
      return t('life.event.transferred', { holder: event.holder, from: event.from });
    case 'opinion-asked':
      return t('life.event.opinion-asked', { holder: event.holder, askedOf: event.askedOf });
    case 'extended':
      return t('life.event.extended', { holder: event.holder, date: formatDate(tag, event.dueOn) });
  }
}

function Event({ event }: { event: LifeEvent }) {
  const texts = useTexts();
  const { t, tag } = texts;
  const reason =
    event.kind === 'transferred' || event.kind === 'extended' || event.kind === 'erasure-refused'
      ? event.text
      : '';
  const said = event.kind === 'information-asked' ? event.text : reason;
  const moved = event.kind === 'transferred' || event.kind === 'assigned' ? event.dueOn : undefined;
  return (
    <>
      <p>{eventWords(event, texts)}</p>
      {reason && <p>{t('life.reasonLabel')}</p>}
      {event.kind === 'not-examined' && <Ground event={event} />}
      {said && (
        <p class="citizen-text" dir="auto" lang="tr">
          {said}
        </p>
      )}
      {moved && <p>{t('life.event.newDue', { date: formatDate(tag, moved) })}</p>}
    </>
  );
}

function Done({ act: { kind, text, score }, isErased }: { act: LifeAct; isErased: boolean }) {
  const { t } = useTexts();
  return (
    <>
      <p>
        {kind === 'rating' ? t('life.done.rating', { score: scoreWords(score, t) }) : t(`life.done.${kind}`)}
      </p>
      {text ? (
        <p class="citizen-text" dir="auto" lang="">
          {text}
        </p>
      ) : (
        !isErased && (kind === 'addition' || kind === 'information') && <p>{t('life.recorded')}</p>
      )}
    </>
  );
}

function Asked({ asked: { text, until } }: { asked: LifeErasure }) {
  const { t, tag } = useTexts();
  return (
    <>
      <p>{t('life.done.erasure')}</p>
      {text && (
        <p class="citizen-text" dir="auto" lang="">
          {text}
        </p>
      )}
      {until && <p>{t('life.erasure.until', { date: formatDate(tag, until) })}</p>}
    </>
  );
}
