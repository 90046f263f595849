import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AttachmentKind } from '../../src/domain/attachment.ts';
import { DEFAULT_ATTACHMENT_LIMITS } from '../../src/domain/attachment-limits.ts';
import type { ThreadAct } from '../../src/domain/thread-act.ts';
import { STAFF_PAGE_SIZE } from '../../src/domain/wire-staff.ts';
import { startTestDatabase, type TestDatabases } from '../../tests/contracts/databases.ts';
import {
  momentAt,
  newId,
  openStore,
  ROADS_ID,
  type Store,
  seedCase,
  seedOfficer,
  WATER_ID,
} from '../../tests/fixtures/casework.ts';
import type { Officer } from '../identity/officer.ts';
import { toTrackingSecret } from '../intake/tracking-secrets.ts';
import { NO_NOTICES } from '../notify/notice-config.ts';
import { noticeSettings } from '../notify/notice-settings.ts';
import { takeAct } from './acts.ts';
import { readCase } from './cases.ts';
import { readThreads } from './threads.ts';
import { listTranscriptions } from './transcription-desk.ts';
import { offerTranscript, type TranscriptToOffer } from './transcripts.ts';

const SECRET = toTrackingSecret(randomBytes(32));
const NOW = Date.parse('2026-11-23T08:00:00.000Z');
const at = new Date(NOW).toISOString();

let databases: TestDatabases;
let store: Store;
let water: Officer;
let centre: Officer;
beforeAll(async () => {
  databases = await startTestDatabase();
});
afterAll(() => databases.stop());
beforeEach(async () => {
  store = await openStore(await databases.migrated());
  water = await seedOfficer(store.db, WATER_ID);
  centre = await seedOfficer(store.db, null);
  return store.close;
});

interface Recorded {
  applicationId: string;
  attachmentId: string;
  trackingMac: Buffer;
}

/** A case of the water works with one recording, ready to be played. */
async function record(
  kind: AttachmentKind = 'voice',
  {
    lengthMs = 5_000,
    ...seed
  }: { dueOn?: string; state?: 'ready' | 'stored' | 'original-only'; lengthMs?: number | null } = {},
): Promise<Recorded> {
  const trackingMac = randomBytes(32);
  const applicationId = await seedCase(store.db, { heldBy: WATER_ID, trackingMac, ...seed });
  const attachmentId = newId();
  await store.db
    .insertInto('attachment')
    .values({
      id: attachmentId,
      application_id: applicationId,
      kind,
      role: 'description',
      media_type: 'audio/webm',
      byte_length: 1_000,
      digest: randomBytes(32),
      duration_ms: lengthMs,
      state: seed.state ?? 'ready',
      position: 1,
      created_at: at,
    })
    .execute();
  return { applicationId, attachmentId, trackingMac };
}

/** As the tools have found it to play. */
async function measure(attachmentId: string, lengthMs: number): Promise<void> {
  await store.db
    .insertInto('rendition')
    .values({
      attachment_id: attachmentId,
      name: 'mp4',
      media_type: 'audio/mp4',
      byte_length: 10,
      blob_key: 'ab',
      duration_ms: lengthMs,
      created_at: at,
    })
    .execute();
}

const text = (attachmentId: string, said = 'Su akmıyor.'): TranscriptToOffer => ({
  id: newId(),
  attachmentId,
  kind: 'transcript',
  language: 'tr',
  cues: [{ startMs: 0, endMs: 2_000, text: said }],
});

async function say(
  { applicationId, attachmentId, trackingMac }: Recorded,
  transcriptId: string,
  verdict: object,
): Promise<void> {
  const act = {
    kind: 'transcript-verdict',
    attachmentId,
    transcriptId,
    writtenAt: at,
    locale: 'tr',
    ...verdict,
  } as ThreadAct;
  const taken = await takeAct(
    {
      database: store.db,
      signReceipt: () => 'a.b.c',
      calendar: momentAt(NOW).calendar,
      limits: DEFAULT_ATTACHMENT_LIMITS,
      notices: noticeSettings(NO_NOTICES, { newest: SECRET, all: [SECRET] }, undefined, {
        open: (sealed) => sealed,
      }),
      now: () => NOW,
    },
    {
      id: newId(),
      applicationId,
      trackingMacs: [trackingMac],
      digest: randomBytes(32),
      parsed: { ok: true, act },
    },
  );
  expect(taken.kind).toBe('accepted');
}

const desk = async (officer: Officer) =>
  (await listTranscriptions(store.db, officer, undefined)).items.map(({ attachmentId, state }) => [
    attachmentId,
    state,
  ]);

describe('the text of a recording', () => {
  it('stands in the thread and in the case alike, and in the audit', async () => {
    const recorded = await record();
    const offer = text(recorded.attachmentId, 'Su akmıyor.\r\nÜç gündür.');
    const offered = await offerTranscript(store.db, water, offer, NOW);
    const transcript = {
      id: offer.id,
      kind: 'transcript',
      language: 'tr',
      cues: [{ startMs: 0, endMs: 2_000, text: 'Su akmıyor.\nÜç gündür.' }],
      at,
    };
    expect(offered).toEqual({ ok: true, isNew: true, transcript });
    const [thread] = await readThreads(store.db, [recorded.trackingMac], momentAt(NOW));
    expect(thread?.attachments?.[0]?.transcript).toEqual(transcript);
    const found = await readCase(store.db, water, recorded.applicationId, momentAt(NOW));
    expect(found?.attachments).toEqual(thread?.attachments);
    const audit = await store.db.selectFrom('audit_entry').select(['action', 'actor_id']).execute();
    expect(audit).toContainEqual({ action: 'transcript-offered', actor_id: water.accountId });
    await say(recorded, offer.id, { verdict: 'accepted' });
    const told = (await readThreads(store.db, [recorded.trackingMac], momentAt(NOW)))[0]?.life?.events;
    expect(told).toContainEqual({ kind: 'transcript-offered', id: offer.id, at, holder: expect.any(String) });
    expect(told).toContainEqual({
      kind: 'transcript-judged',
      id: expect.any(String),
      at,
      verdict: 'accepted',
    });
  });

  it('sent again is the same; under its id another is a conflict', async () => {
    const { attachmentId } = await record();
    const offer = text(attachmentId);
    await offerTranscript(store.db, water, offer, NOW);
    expect(await offerTranscript(store.db, water, offer, NOW + 5_000)).toMatchObject({
      ok: true,
      isNew: false,
      transcript: { at },
    });
    const other = await record();
    const conflict = { ok: false, code: 'transcript-conflict' };
    const changed = { ...offer, cues: text(attachmentId, 'Başka.').cues };
    expect(await offerTranscript(store.db, water, changed, NOW)).toEqual(conflict);
    expect(
      await offerTranscript(store.db, water, { ...offer, attachmentId: other.attachmentId }, NOW),
    ).toEqual(conflict);
    expect(await store.db.selectFrom('transcript').select('id').execute()).toHaveLength(1);
  });

  it('that is newer counts; what the citizen has settled stands', async () => {
    const recorded = await record();
    const { attachmentId, trackingMac } = recorded;
    const [first, second] = [text(attachmentId, 'Bir.'), text(attachmentId, 'İki.')];
    await offerTranscript(store.db, water, first, NOW);
    await offerTranscript(store.db, water, second, NOW - 60_000);
    const counting = async () =>
      (await readThreads(store.db, [trackingMac], momentAt(NOW)))[0]?.attachments?.[0]?.transcript;
    expect(await counting()).toMatchObject({ id: second.id });
    // The citizen's phone knew the first one only.
    await say(recorded, first.id, { verdict: 'accepted' });
    expect(await counting()).toMatchObject({ id: first.id, verdict: { kind: 'accepted', at } });
    expect(await offerTranscript(store.db, water, text(attachmentId), NOW)).toEqual({
      ok: false,
      code: 'transcript-settled',
    });
    expect(await offerTranscript(store.db, water, second, NOW)).toMatchObject({ ok: true, isNew: false });
  });

  it('is of a kind that the recording can have', async () => {
    const cases: [AttachmentKind, 'transcript' | 'translation', boolean][] = [
      ['voice', 'transcript', true],
      ['voice', 'translation', false],
      ['sign-video', 'translation', true],
      ['sign-video', 'transcript', false],
      ['video', 'translation', true],
      ['photo', 'transcript', false],
    ];
    for (const [kind, textKind, isTaken] of cases) {
      const { attachmentId } = await record(kind);
      const offered = await offerTranscript(store.db, water, { ...text(attachmentId), kind: textKind }, NOW);
      expect([kind, textKind, offered]).toMatchObject([
        kind,
        textKind,
        isTaken ? { ok: true } : { ok: false, code: 'transcript-not-valid' },
      ]);
    }
  });

  it('is no business of another institution, nor is a recording that is not there', async () => {
    const { attachmentId } = await record();
    const roads = await seedOfficer(store.db, ROADS_ID);
    for (const offer of [text(attachmentId), text(newId())])
      expect(await offerTranscript(store.db, roads, offer, NOW)).toEqual({ ok: false, code: 'not-found' });
    expect(await offerTranscript(store.db, centre, text(attachmentId), NOW)).toMatchObject({ ok: true });
  });

  it('is never changed or deleted in the database', async () => {
    const { attachmentId } = await record();
    await offerTranscript(store.db, water, text(attachmentId), NOW);
    await expect(store.db.deleteFrom('transcript').execute()).rejects.toThrow(
      /append-only|permission denied/,
    );
  });
});

it('is not taken of a recording that nobody can have heard yet', async () => {
  const { attachmentId } = await record('voice', { state: 'stored' });
  expect(await offerTranscript(store.db, water, text(attachmentId), NOW)).toEqual({
    ok: false,
    code: 'transcript-not-valid',
  });
});

describe('the desk', () => {
  it('has what can be played and has no text, the most urgent first', async () => {
    const later = await record('voice', { dueOn: '2026-12-20' });
    const sooner = await record('sign-video', { dueOn: '2026-12-01', state: 'original-only' });
    const offered = await record();
    await record('photo');
    await record('voice', { state: 'stored' });
    await offerTranscript(store.db, water, text(offered.attachmentId), NOW);
    const open = [
      [sooner.attachmentId, 'open'],
      [later.attachmentId, 'open'],
    ];
    expect(await desk(water)).toEqual(open);
    expect(await desk(centre)).toEqual(open);
    expect(await desk(await seedOfficer(store.db, ROADS_ID))).toEqual([]);
  });

  it('has again what the citizen wants made anew, and a new recording instead of the old one', async () => {
    const [same, anew, settled] = [await record(), await record(), await record()];
    for (const [recorded, verdict] of [
      [same, { verdict: 'again' }],
      [settled, { verdict: 'corrected', text: 'Su yok.' }],
    ] as const) {
      const offer = text(recorded.attachmentId);
      await offerTranscript(store.db, water, offer, NOW);
      await say(recorded, offer.id, verdict);
    }
    const recording = {
      id: newId(),
      kind: 'voice',
      role: 'supporting',
      mediaType: 'audio/webm',
      byteLength: 500,
      digest: randomBytes(32).toString('base64url'),
    };
    const offer = text(anew.attachmentId);
    await offerTranscript(store.db, water, offer, NOW);
    await say(anew, offer.id, { verdict: 'again', attachments: [recording] });
    expect(await desk(water)).toEqual([[same.attachmentId, 'again']]);
    // Once it has come and can be played.
    await store.db.updateTable('attachment').set({ state: 'ready' }).where('id', '=', recording.id).execute();
    expect(new Set(await desk(water))).toEqual(
      new Set([
        [same.attachmentId, 'again'],
        [recording.id, 'again'],
      ]),
    );
  });

  it('shows each once, page by page', async () => {
    const all = new Set<string>();
    for (let n = 0; n <= STAFF_PAGE_SIZE; n++) all.add((await record()).attachmentId);
    const first = await listTranscriptions(store.db, water, undefined);
    expect([first.items.length, first.total]).toEqual([STAFF_PAGE_SIZE, STAFF_PAGE_SIZE + 1]);
    const second = await listTranscriptions(store.db, water, first.next ?? undefined);
    expect(second).toMatchObject({
      items: [{ durationMs: 5_000, subject: 'Sokağımızda su yok' }],
      next: null,
    });
    const seen = [...first.items, ...second.items].map(({ attachmentId }) => attachmentId);
    expect(new Set(seen)).toEqual(all);
    expect(await listTranscriptions(store.db, water, 'nothing of ours')).toEqual(first);
  });

  it('says how long a film plays that was chosen as a file, of which the device has not told', async () => {
    const { attachmentId } = await record('video', { lengthMs: null });
    const length = async () => (await listTranscriptions(store.db, water, undefined)).items[0]?.durationMs;
    expect(await length()).toBeUndefined();
    await measure(attachmentId, 8_000);
    expect(await length()).toBe(8_000);
  });
});

describe('a piece beyond the end of the recording', () => {
  const until = (attachmentId: string, ...ends: number[]): TranscriptToOffer => ({
    ...text(attachmentId),
    cues: ends.map((endMs) => ({ startMs: endMs - 500, endMs, text: 'Su.' })),
  });

  it('is refused with its place and the length, and one that clocks can differ by is not', async () => {
    const { attachmentId } = await record();
    expect(await offerTranscript(store.db, water, until(attachmentId, 5_000, 7_500), NOW)).toEqual({
      ok: false,
      code: 'cues-beyond-end',
      beyond: { piece: 2, endMs: 7_500, durationMs: 5_000 },
    });
    expect(await offerTranscript(store.db, water, until(attachmentId, 5_900), NOW)).toMatchObject({
      ok: true,
    });
  });

  it('is judged by what was measured, where that was done', async () => {
    const { attachmentId } = await record();
    await measure(attachmentId, 8_000);
    expect(await offerTranscript(store.db, water, until(attachmentId, 7_500), NOW)).toMatchObject({
      ok: true,
    });
    expect(await offerTranscript(store.db, water, until(attachmentId, 9_500), NOW)).toMatchObject({
      beyond: { durationMs: 8_000 },
    });
  });
});
