// What lies on a citizen's phone of each life, as the app itself lays it there (src/offline/schema.ts): drafts, applications that
// wait and that were received, acts that are being written and that were refused. In all of them stands the payload.

import type { Page } from 'playwright-core';
import type { Answers, Application } from '../../../src/domain/application.ts';
import type { ActInWriting } from '../../../src/domain/thread-act.ts';
import type { ActRecord, DraftRecord, OutboxEntry, RecordingRecord } from '../../../src/offline/schema.ts';
import { lay } from '../../a11y/stage/lay-records.ts';
import { freshId } from '../../contracts/http-app.ts';
import { answersOf, type Life, voice } from './lives.ts';

export interface PhoneIds {
  draft: string;
  waiting: string;
}

const NOW = Date.parse('2026-11-24T08:00:00.000Z');
const DIGEST = 'a'.repeat(43);

function answers(life: Life): Answers {
  return { ...(answersOf(life.words) as Answers), kind: 'request' };
}

function recordingOf({ words }: Life, draftId: string): RecordingRecord {
  return {
    id: freshId(),
    draftId,
    kind: 'document',
    name: words['file name'] ?? 'belge.pdf',
    mediaType: 'application/pdf',
    byteLength: 800,
    durationMs: 0,
    createdAt: NOW,
    state: 'whole',
    digest: DIGEST,
    upload: { state: 'waiting', attempts: 0, notBefore: 0 } as never,
  };
}

function attachmentOf({ id, kind, mediaType, byteLength, digest }: RecordingRecord) {
  return { id, kind, role: 'supporting' as const, mediaType, byteLength, digest };
}

function entryOf(life: Life, id: string, attachments: object[], status: OutboxEntry['status']): OutboxEntry {
  const { code, key } = life;
  const application = {
    ...answersOf(life.words),
    trackingKey: key,
    ...(attachments.length > 0 && { attachments }),
  } as unknown as Application;
  const body = JSON.stringify(application);
  const tracking = { code, key };
  return { id, draftId: freshId(), application, body, digest: DIGEST, tracking, createdAt: NOW, status };
}

/** A draft and an application that waits, with a file each. */
export async function layUnsent(page: Page, life: Life): Promise<PhoneIds> {
  const ids = { draft: freshId(), waiting: freshId() };
  const [ofDraft, ofWaiting] = [recordingOf(life, ids.draft), recordingOf(life, ids.waiting)];
  const draft: DraftRecord = {
    id: ids.draft,
    revision: 1,
    draft: {
      id: ids.draft,
      answers: { ...answers(life), attachments: [attachmentOf(ofDraft)] },
      createdAt: NOW,
      changedAt: NOW,
      tracking: { code: life.code, key: life.key },
    },
  };
  const waits = {
    state: 'waiting',
    attempts: 1,
    notBefore: 0,
    mayHaveArrived: false,
    isPaused: true,
  } as const;
  await lay(page, {
    put: [
      { store: 'drafts', record: draft },
      { store: 'outbox', record: entryOf(life, ids.waiting, [attachmentOf(ofWaiting)], waits) },
      { store: 'recordings', record: ofDraft },
      { store: 'recordings', record: ofWaiting },
    ],
  });
  return ids;
}

/** The answered one was written on this phone. */
export async function layReceived(page: Page, life: Life, number: string): Promise<void> {
  const { answered: id } = life.ids;
  const claims = { id, number, digest: DIGEST, receivedAt: new Date(NOW).toISOString(), dueOn: '2026-12-24' };
  const entry = entryOf(life, id, [voice(life.recordingId)], { state: 'received', receipt: 'x', claims });
  await lay(page, { put: [{ store: 'outbox', record: entry }] });
}

/** Acts of every kind in the one to which nothing has happened yet. */
export async function layActs(page: Page, life: Life, state: 'writing' | 'refused'): Promise<void> {
  const { words, ids } = life;
  const other = freshId();
  const said: [ActInWriting, string | undefined][] = [
    [{ kind: 'addition', text: words['addition text'] }, words['addition text']],
    [{ kind: 'information', questionId: other, text: words['information text'] }, words['information text']],
    [{ kind: 'rating', replyId: other, score: 1, reason: words['rating reason'] }, words['rating reason']],
    [{ kind: 'objection', replyId: other, text: words['objection text'] }, words['objection text']],
    [{ kind: 'withdrawal', reason: words['withdrawal reason'] }, words['withdrawal reason']],
    [{ kind: 'erasure', reason: words['erasure reason'] }, words['erasure reason']],
  ];
  const records = said.flatMap(([act, text]): ActRecord[] =>
    text === undefined
      ? []
      : [
          {
            id: freshId(),
            applicationId: ids.fresh,
            trackingKey: life.key,
            act,
            body: state === 'writing' ? '' : JSON.stringify(act),
            digest: state === 'writing' ? '' : DIGEST,
            createdAt: NOW,
            status:
              state === 'writing'
                ? { state }
                : { state, problem: 'act-not-valid', violations: [], refusedAt: NOW },
          },
        ],
  );
  await lay(page, { clear: ['acts'], put: records.map((record) => ({ store: 'acts', record })) });
}
