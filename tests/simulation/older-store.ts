// What an earlier version of the app left on the phone: its store as its migrations made it, with a draft that was being
// written and an application that waited to be sent.

import { hash } from 'node:crypto';
import { freeze } from '../../src/domain/freeze.ts';
import { MIGRATIONS } from '../../src/offline/migrations.ts';
import { DATABASE_NAME } from '../../src/offline/schema.ts';
import { answers } from './citizen.ts';
import type { Device } from './device.ts';
import { RULES } from './server/intake.ts';

const DRAFT_ID = '01900000-0000-7000-8000-000000000001';
const ENTRY_ID = '01900000-0000-7000-8000-000000000002';
const SENT_DRAFT_ID = '01900000-0000-7000-8000-000000000003';
const KEY = 'k'.repeat(43);

export const LEFT_DRAFT = { id: DRAFT_ID, token: 'an older text' };
export const LEFT_ENTRY = { id: ENTRY_ID, token: 'an older application' };

/** @param version at most today's @returns whether it is older than today's */
export function leaveOlderStore(device: Device, version: number): boolean {
  if (version >= MIGRATIONS.length) return false;
  const request = device.disk.factory.open(DATABASE_NAME, version);
  request.addEventListener('upgradeneeded', () => {
    const { result, transaction } = request;
    if (transaction) for (const migrate of MIGRATIONS.slice(0, version)) migrate(result, transaction);
    transaction?.objectStore('drafts').put(draft());
    transaction?.objectStore('outbox').put(entry());
  });
  request.addEventListener('success', () => request.result.close());
  for (let step = 0; step < 40; step++) device.clockwork.step(device.clockwork.now);
  return true;
}

function draft() {
  const left = { id: DRAFT_ID, answers: answers(LEFT_DRAFT.token, []), createdAt: 1, changedAt: 2 };
  return { id: DRAFT_ID, revision: 3, draft: left };
}

function entry() {
  const freezing = {
    writtenAtMs: Date.parse('2026-01-05T10:00:00Z'),
    locale: 'tr',
    trackingKey: KEY,
  } as const;
  const frozen = freeze(answers(LEFT_ENTRY.token, []), freezing, RULES);
  if (!frozen.ok) throw new Error('the application of an earlier version is not valid');
  return {
    id: ENTRY_ID,
    draftId: SENT_DRAFT_ID,
    application: frozen.application,
    body: frozen.body,
    digest: hash('sha256', frozen.body, 'base64url'),
    tracking: { code: '1'.repeat(20), key: KEY },
    createdAt: 3,
    status: { state: 'waiting', attempts: 0, notBefore: 0, mayHaveArrived: false, isPaused: false },
  };
}
