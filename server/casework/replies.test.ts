import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestDatabase, type TestDatabases } from '../../tests/contracts/databases.ts';
import {
  CENTRE_ID,
  momentAt,
  newId,
  openStore,
  type Store,
  seedCase,
  seedOfficer,
  WATER_ID,
} from '../../tests/fixtures/casework.ts';
import type { Officer } from '../identity/officer.ts';
import { startJobs } from './jobs.ts';
import { sendReply } from './replies.ts';

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

const eventsOf = (applicationId: string) =>
  store.db
    .selectFrom('case_event')
    .select(['sequence', 'kind', 'institution_id', 'actor_id'])
    .where('application_id', '=', applicationId)
    .orderBy('sequence')
    .execute();

describe('a reply', () => {
  it('answers the case, and says so in the case, its events, its file and the audit', async () => {
    const applicationId = await seedCase(store.db, { heldBy: WATER_ID });
    const replyId = newId();
    const sent = await sendReply(
      store.db,
      water,
      { applicationId, replyId, text: 'Arıza giderildi.' },
      momentAt(NOW),
    );
    expect(sent).toMatchObject({
      ok: true,
      isNew: true,
      case: {
        state: 'answered',
        holder: 'Su İdaresi',
        replies: [{ id: replyId, at, institution: 'Su İdaresi', text: 'Arıza giderildi.' }],
        events: [{ kind: 'received' }, { kind: 'assigned' }, { kind: 'answered', at, replyId }],
      },
    });
    expect((await eventsOf(applicationId)).at(-1)).toEqual({
      sequence: 3,
      kind: 'answered',
      institution_id: WATER_ID,
      actor_id: water.accountId,
    });
    expect(await store.db.selectFrom('case_file').selectAll().executeTakeFirst()).toMatchObject({
      state: 'answered',
      changed_at: new Date(NOW),
    });
    const audit = await store.db.selectFrom('audit_entry').select(['action', 'actor_id']).execute();
    expect(audit).toContainEqual({ action: 'reply-sent', actor_id: water.accountId });
  });

  it('sent again with the same id and text is the same reply, not a second', async () => {
    const applicationId = await seedCase(store.db, { heldBy: WATER_ID });
    const reply = { applicationId, replyId: newId(), text: 'Arıza giderildi.\r\nBilginize.' };
    await sendReply(store.db, water, reply, momentAt(NOW));
    const again = await sendReply(
      store.db,
      water,
      { ...reply, text: ` ${reply.text}\n` },
      momentAt(NOW + 5000),
    );
    expect(again).toMatchObject({
      ok: true,
      isNew: false,
      case: { replies: [{ at, text: 'Arıza giderildi.\nBilginize.' }] },
    });
    expect(await eventsOf(applicationId)).toHaveLength(3);
  });

  it('with the same id and another text is a conflict, and the first stays', async () => {
    const applicationId = await seedCase(store.db, { heldBy: WATER_ID });
    const reply = { applicationId, replyId: newId(), text: 'Birinci.' };
    await sendReply(store.db, water, reply, momentAt(NOW));
    expect(await sendReply(store.db, water, { ...reply, text: 'İkinci.' }, momentAt(NOW))).toEqual({
      ok: false,
      code: 'reply-conflict',
    });
    const replies = await store.db.selectFrom('reply').select('text').execute();
    expect(replies).toEqual([{ text: 'Birinci.' }]);
  });

  it('to a case that is answered already is a conflict', async () => {
    const applicationId = await seedCase(store.db, {
      heldBy: WATER_ID,
      answered: { by: water, at: new Date(NOW), text: 'Yapıldı.' },
    });
    expect(
      await sendReply(
        store.db,
        centre,
        { applicationId, replyId: newId(), text: 'Bir daha.' },
        momentAt(NOW),
      ),
    ).toEqual({ ok: false, code: 'reply-conflict' });
  });

  it('whose id belongs to another case is a conflict, and leaves this case open', async () => {
    const first = await seedCase(store.db, { heldBy: WATER_ID });
    const second = await seedCase(store.db, { heldBy: WATER_ID });
    const replyId = newId();
    const text = 'Arıza giderildi.';
    const both = await Promise.all(
      [first, second].map((applicationId) =>
        sendReply(store.db, water, { applicationId, replyId, text }, momentAt(NOW)),
      ),
    );
    expect(both.map((sent) => sent.ok).toSorted()).toEqual([false, true]);
    const states = await store.db.selectFrom('case_file').select('state').execute();
    expect(states.map(({ state }) => state).toSorted()).toEqual(['answered', 'assigned']);
  });

  it.each(['x', newId()])('to a case that does not exist (%j) is not found', async (applicationId) => {
    expect(
      await sendReply(store.db, centre, { applicationId, replyId: newId(), text: 'Olmaz.' }, momentAt(NOW)),
    ).toEqual({ ok: false, code: 'not-found' });
  });

  it('of the centre to a case that nobody holds takes the case first', async () => {
    const applicationId = await seedCase(store.db);
    const sent = await sendReply(
      store.db,
      centre,
      { applicationId, replyId: newId(), text: 'Cevabımız.' },
      momentAt(NOW),
    );
    expect(sent).toMatchObject({
      ok: true,
      case: { holder: 'Başvuru Merkezi', replies: [{ institution: 'Başvuru Merkezi' }] },
    });
    expect(await eventsOf(applicationId)).toMatchObject([
      { sequence: 1, kind: 'received' },
      { sequence: 2, kind: 'assigned', institution_id: CENTRE_ID, actor_id: centre.accountId },
      { sequence: 3, kind: 'answered', institution_id: CENTRE_ID, actor_id: centre.accountId },
    ]);
  });

  it('of the centre to a case of an institution is given in the name of that institution', async () => {
    const applicationId = await seedCase(store.db, { heldBy: WATER_ID });
    const reply = { applicationId, replyId: newId(), text: 'Cevabımız.' };
    expect(await sendReply(store.db, centre, reply, momentAt(NOW))).toMatchObject({
      ok: true,
      case: { replies: [{ institution: 'Su İdaresi' }] },
    });
  });
});

describe('at the same moment', () => {
  it('20 officers who answer one case give exactly one answer', async () => {
    const applicationId = await seedCase(store.db, { heldBy: WATER_ID });
    const all = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        sendReply(
          store.db,
          water,
          { applicationId, replyId: newId(), text: `Cevap ${index}` },
          momentAt(NOW),
        ),
      ),
    );
    expect(all.filter(({ ok }) => ok)).toHaveLength(1);
    expect(all.filter((sent) => !sent.ok && sent.code === 'reply-conflict')).toHaveLength(19);
    expect(await store.db.selectFrom('reply').select('id').execute()).toHaveLength(1);
    expect(await eventsOf(applicationId)).toHaveLength(3);
  });

  it('one reply that is sent 20 times is new once and the same 19 times', async () => {
    const applicationId = await seedCase(store.db, { heldBy: WATER_ID });
    const reply = { applicationId, replyId: newId(), text: 'Arıza giderildi.' };
    const all = await Promise.all(
      Array.from({ length: 20 }, () => sendReply(store.db, water, reply, momentAt(NOW))),
    );
    expect(all.every(({ ok }) => ok)).toBe(true);
    expect(all.filter((sent) => sent.ok && sent.isNew)).toHaveLength(1);
  });

  it('the assignment and an answer of the centre leave a case that adds up', async () => {
    const ids = await Promise.all(
      Array.from({ length: 12 }, () => seedCase(store.db, { addressedTo: WATER_ID, hasAssignJob: true })),
    );
    const jobs = startJobs({ database: store.db, now: () => NOW, log: { error: () => undefined } });
    const sent = await Promise.all(
      ids.map((applicationId) =>
        sendReply(store.db, centre, { applicationId, replyId: newId(), text: 'Cevabımız.' }, momentAt(NOW)),
      ),
    );
    await jobs.drain();
    await jobs.stop();
    expect(sent.every(({ ok }) => ok)).toBe(true);
    for (const id of ids) {
      const kinds = (await eventsOf(id)).map(({ kind }) => kind);
      expect(kinds).toEqual(['received', 'assigned', 'answered']);
    }
    expect(await store.db.selectFrom('job').select('id').execute()).toEqual([]);
  });
});
