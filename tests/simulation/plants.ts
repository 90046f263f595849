// The faults that are planted to show that the simulation sees: each is one text of the app, replaced. Most are what other
// systems really do, or what this one did first.

import type { Plant } from './planting.ts';

const RECEIPT = 'src/offline/receipt.ts';
const ATTEMPT = 'src/offline/attempt.ts';
const OUTBOX = 'src/offline/outbox.ts';
const LIFE = 'src/domain/outbox.ts';

/** Applications: what is believed. */
const BELIEVED: readonly Plant[] = [
  {
    fault: 'settles before it verifies',
    file: RECEIPT,
    find: "if (!receipt || signature?.length !== 64) return { ok: false, reason: 'malformed' };",
    replace: `if (receipt) return { ok: true, claims: receipt.claims };
      if (!receipt || signature?.length !== 64) return { ok: false, reason: 'malformed' };`,
  },
  {
    fault: 'checks no signature',
    file: RECEIPT,
    find: 'if (!(await environment.cryptography.verify(key, signature, utf8(receipt.signingInput)))) {',
    replace: 'if (key.kid === undefined) {',
  },
  {
    fault: 'takes a receipt over another digest',
    file: RECEIPT,
    find: "if (receipt.claims.digest !== entry.digest) return { ok: false, reason: 'other-digest' };",
    replace: '',
  },
  {
    fault: 'takes a receipt of another application',
    file: RECEIPT,
    find: "if (receipt.claims.id !== entry.id) return { ok: false, reason: 'other-id' };",
    replace: '',
  },
  {
    fault: 'believes every 200 (workbox-background-sync)',
    file: ATTEMPT,
    find: "const unverified = { kind: 'retry' as const, retryAfterMs: 0, isOurs: false };",
    replace: `if (outcome) return { event: { kind: 'receipt', receipt: 'none', claims: {} as never }, isUnverified: false };
      const unverified = { kind: 'retry' as const, retryAfterMs: 0, isOurs: false };`,
  },
  {
    fault: "takes a proxy's 413 for the server's word",
    file: 'src/domain/retry.ts',
    find: 'if (problem && REFUSALS.has(status)) {',
    replace: `if (!problem && REFUSALS.has(status)) return { kind: 'refused', problem: 'internal', violations: [] };
      if (problem && REFUSALS.has(status)) {`,
  },
];

/** Emergencies that have become old. */
const ASKED: readonly Plant[] = [
  {
    fault: 'sends an old emergency without a question',
    file: LIFE,
    find: "if (event.isOld) return { state: 'asking', attempts, mayHaveArrived };",
    replace: '',
  },
  {
    fault: 'asks about what is no emergency',
    file: ATTEMPT,
    find: "kind === 'disaster' ? ",
    replace: 'kind ? ',
  },
];

/** Applications: what is kept. */
const KEPT: readonly Plant[] = [
  {
    fault: 'sends in two transactions: the draft goes, then the entry comes',
    file: OUTBOX,
    find: "const entry = await write(environment, ['drafts', 'outbox', 'recordings'], (transaction) =>",
    replace: `await write(environment, ['drafts'], (transaction) => transaction.objectStore('drafts').delete(draft.id));
      const entry = await write(environment, ['drafts', 'outbox', 'recordings'], (transaction) =>`,
  },
  {
    fault: 'sends without what is being recorded for it',
    file: OUTBOX,
    find: "if (isIncomplete(await transaction.objectStore('recordings').getAll(), made.draftId, pressed.answers))",
    replace: 'if (sent.length > 1_000)',
  },
  {
    fault: 'says "saved" before the commit',
    file: 'src/offline/database.ts',
    find: 'const end = await done;',
    replace: 'if (database) return result;\n      const end = await done;',
    isRare: true,
  },
  {
    fault: 'says "saved" when there was no room',
    file: 'src/offline/drafts.ts',
    find: 'if (error instanceof StorageFault) return { ok: false, reason: error.reason };',
    replace: 'if (error instanceof StorageFault) return { ok: true, revision: 1 };',
  },
  {
    fault: 'deletes what is refused (Formbricks)',
    file: ATTEMPT,
    find: 'await outbox.put(changed);',
    replace: "if (status.state === 'refused') await outbox.delete(id);\n    else await outbox.put(changed);",
  },
  {
    fault: 'throws the other tab\'s text away with "Gönder"',
    file: OUTBOX,
    find: 'if (isSame(draft.answers, pressed.answers)) return true;',
    replace: 'if (draft) return true;',
    isRare: true,
  },
  {
    fault: 'retries over a newer text',
    file: 'src/offline/drafts.ts',
    find: "if (stored && stored.revision !== known && over !== 'any') return { ok: false, reason: 'changed' };",
    replace: '',
  },
  {
    fault: 'takes an entry back without putting the draft there',
    file: OUTBOX,
    find: "await transaction.objectStore('drafts').put({ id: draftId, revision: 1, draft: back });",
    replace: '',
  },
];

/** The last key before a page goes. */
const SAID_LAST: readonly Plant[] = [
  {
    fault: 'takes the last word away before it is in the draft',
    file: 'src/offline/last-words.ts',
    find: "if (word?.store === 'drafts') await takeInDraft(word, environment);",
    replace:
      "await remove(kept, environment);\n    if (word?.store === 'drafts') await takeInDraft(word, environment);",
  },
  {
    fault: 'takes the last word for older than a save that was under way',
    file: 'src/domain/last-word.ts',
    find: "return stored.by[1] < count ? 'put' : 'drop';",
    replace: "return 'drop';",
  },
];

/** Applications: once, and to an end. */
const ONCE: readonly Plant[] = [
  {
    fault: 'takes a new id for each attempt (formhub#678)',
    file: ATTEMPT,
    find: 'pathOf(PATHS.application, { id: entry.id }),',
    replace: `pathOf(PATHS.application, {
      id: entry.id.slice(0, -4) + String(Math.floor(environment.random() * 10_000)).padStart(4, '0'),
    }),`,
  },
  {
    fault: 'makes an entry for each press (enketo#942)',
    file: OUTBOX,
    find: 'if (!first) await outbox.put(made);',
    replace: 'await outbox.put(made);',
  },
  {
    fault: 'forgets that it may have arrived',
    file: LIFE,
    find: 'mayHaveArrived: mightHaveArrivedBefore || !outcome.isOurs,',
    replace: 'mayHaveArrived: false,',
  },
  {
    fault: 'forgets it when paused',
    file: LIFE,
    find: `notBefore: now + BACKOFF_CAP_MS,
        mayHaveArrived: mightHaveArrivedBefore,`,
    replace: `notBefore: now + BACKOFF_CAP_MS,
        mayHaveArrived: false,`,
  },
  {
    fault: 'forgets it when the sender died',
    file: LIFE,
    find: "return { state: 'waiting', attempts, notBefore: 0, mayHaveArrived: true, isPaused: false, confirmedAt };",
    replace:
      "return { state: 'waiting', attempts, notBefore: 0, mayHaveArrived: false, isPaused: false, confirmedAt };",
    isRare: true,
  },
  {
    fault: 'lets what may have arrived be taken back',
    file: LIFE,
    find: "return (state.state === 'waiting' || state.state === 'asking') && !state.mayHaveArrived;",
    replace: "return state.state === 'waiting' || state.state === 'asking';",
  },
  {
    fault: 'leaves what a dead sender was sending',
    file: 'src/offline/sending.ts',
    find: "await stepAll(() => ({ kind: 'interrupted' }), environment, judgement);",
    replace: '',
  },
  {
    fault: 'waits for years when the clock was set back',
    file: LIFE,
    find: 'return wait <= 0 || wait > LONGEST_WAIT_MS ? 0 : wait;',
    replace: 'return wait <= 0 ? 0 : wait;',
  },
];

/** Recordings. */
const RECORDED: readonly Plant[] = [
  {
    fault: 'deletes the bytes before the receipt',
    file: 'src/offline/upload-acts.ts',
    find: "if (upload.state === 'uploaded') await",
    replace: "if (upload.state === 'uploaded' || event.kind === 'progress') await",
  },
  {
    fault: "checks no signature of an upload's receipt",
    file: 'src/offline/upload-receipt.ts',
    find: "return isSigned ? 'valid' : 'invalid';",
    replace: "return 'valid';",
  },
  {
    fault: "takes an upload's receipt over another digest",
    file: 'src/offline/upload-receipt.ts',
    find: 'claims.digest === digest &&',
    replace: '',
  },
  {
    fault: 'sweeps away a recording that only a manifest names',
    file: 'src/offline/recording-sweep.ts',
    find: 'if (needed.has(id) || needed.has(draftId)) continue;',
    replace: 'if (needed.has(draftId)) continue;',
  },
  {
    fault: 'does not count the bytes that it stores',
    file: 'src/offline/recordings.ts',
    find: 'byteLength: record.byteLength + bytes.byteLength, durationMs });',
    replace: 'durationMs });',
  },
];

/** Acts and threads. */
const THREADS: readonly Plant[] = [
  {
    fault: "checks no signature of an act's receipt",
    file: 'src/offline/act-receipt.ts',
    find: 'return isSigned ? { ok: true, claims } : invalid;',
    replace: 'return { ok: true, claims };',
  },
  {
    fault: "takes an act's receipt over another digest",
    file: 'src/offline/act-receipt.ts',
    find: ' || claims.digest !== digest)',
    replace: ')',
  },
  {
    fault: 'lets an act be dropped that may have arrived',
    file: 'src/offline/act-writing.ts',
    find: '|| canCancel(status);',
    replace: "|| status.state === 'waiting';",
  },
  {
    fault: 'says that an act is sent, and stores it later',
    file: 'src/offline/act-writing.ts',
    find: 'await acts.put(made);\n    return made;',
    replace:
      "environment.setTimer(() => void write(environment, ['acts'], (t) => t.objectStore('acts').put(made)), 0);\n    return made;",
  },
  {
    fault: 'forgets what was unread when another answer comes',
    file: 'src/offline/threads.ts',
    find: 'unreadReplyIds: [...(before?.unreadReplyIds ?? []), ...added],',
    replace: 'unreadReplyIds: added,',
  },
];

export const PLANTS: readonly Plant[] = [
  ...BELIEVED,
  ...ASKED,
  ...KEPT,
  ...SAID_LAST,
  ...ONCE,
  ...RECORDED,
  ...THREADS,
];
