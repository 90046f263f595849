// What the citizen can do in a case, and what has been done and is on its way, as the parts of the page that tell it. Pure.
//
// P1  What was prepared or sent here is shown until the thread tells it: a right that is gone takes no text away.
// P2  What waits to be sent counts as done: nobody is offered to withdraw twice.

import { type CaseActInWriting, subjectOfAct } from '../../domain/thread-act.ts';
import { type ActObstacle, type Life, lifeAfter, obstacleTo } from '../../domain/thread-life.ts';
import type { ActRecord } from '../../offline/act-writing.ts';

export type CaseActRecord = ActRecord<CaseActInWriting>;

export interface Part {
  /** Tells it from the others (subjectOfAct). */
  subject: string;
  /** What is begun here. */
  about: CaseActInWriting;
  /** Being prepared. */
  writing: CaseActRecord | undefined;
  /** Why what is prepared cannot be sent any more. */
  obstacle: ActObstacle | undefined;
  /** Sent, or on its way; oldest first. */
  sent: readonly CaseActRecord[];
  canBegin: boolean;
}

export function isCaseAct(record: ActRecord): record is CaseActRecord {
  return record.act.kind !== 'transcript-verdict' && record.act.kind !== 'notice-choice';
}

/** The life as it will be when all that was sent has come (P2). */
export function lifeToCome(life: Life, records: readonly CaseActRecord[]): Life {
  const sent = records.filter(({ status }) => status.state !== 'writing' && status.state !== 'refused');
  return lifeAfter(
    life,
    sent.map(({ id, act }) => ({ id, ...act })),
  );
}

/**
 * @param records of this application, oldest first
 * @param seen ids of what was shown already in this visit: it stays, though the thread tells it by now
 */
export function partsOf(
  life: Life,
  records: readonly CaseActRecord[],
  seen: ReadonlySet<string>,
  nowMs: number,
): Part[] {
  const known = new Set([...life.acts, ...(life.erasures ?? [])].map(({ id }) => id));
  const shown = records.filter(({ id }) => !known.has(id) || seen.has(id));
  const after = lifeToCome(life, records);
  const subjects = new Map(
    [...offered(life), ...shown.map(({ act }) => begun(act))].map((about) => [subjectOfAct(about), about]),
  );
  return [...subjects]
    .map(([subject, about]): Part => {
      const mine = shown.filter(({ act }) => subjectOfAct(act) === subject);
      const writing = mine.find(({ status }) => status.state === 'writing');
      const sent = mine.filter(({ status }) => status.state !== 'writing');
      const obstacle = obstacleTo(after, about, nowMs);
      return { subject, about, writing, sent, obstacle, canBegin: !writing && !obstacle };
    })
    .filter(({ writing, sent, canBegin }) => writing || sent.length > 0 || canBegin)
    .sort((a, b) => ORDER.indexOf(a.about.kind) - ORDER.indexOf(b.about.kind));
}

const ORDER: readonly CaseActInWriting['kind'][] = [
  'information',
  'rating',
  'objection',
  'addition',
  'withdrawal',
  'erasure',
];

function offered({ question, canRate, canObject, canAdd, canWithdraw, canErase }: Life): CaseActInWriting[] {
  return [
    ...(question ? [{ kind: 'information' as const, questionId: question.id }] : []),
    ...(canRate ? [{ kind: 'rating' as const, replyId: canRate.replyId }] : []),
    ...(canObject ? [{ kind: 'objection' as const, replyId: canObject.replyId }] : []),
    ...(canAdd ? [{ kind: 'addition' as const }] : []),
    ...(canWithdraw ? [{ kind: 'withdrawal' as const }] : []),
    ...(canErase ? [{ kind: 'erasure' as const }] : []),
  ];
}

/** As it was when it was begun, without what was typed. */
function begun(act: CaseActInWriting): CaseActInWriting {
  switch (act.kind) {
    case 'information':
      return { kind: act.kind, questionId: act.questionId };
    case 'rating':
    case 'objection':
      return { kind: act.kind, replyId: act.replyId };
    case 'addition':
    case 'withdrawal':
    case 'erasure':
      return { kind: act.kind };
  }
}
