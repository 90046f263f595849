import { randomBytes } from 'node:crypto';
import * as v from 'valibot';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { threadSchema } from '../../src/domain/wire.ts';
import { startTestDatabase, type TestDatabases } from '../../tests/contracts/databases.ts';
import {
  momentAt,
  openStore,
  type Store,
  seedCase,
  seedOfficer,
  WATER_ID,
} from '../../tests/fixtures/casework.ts';
import { readThreads } from './threads.ts';

const NOW = momentAt(Date.parse('2026-11-25T09:00:00Z'));

let databases: TestDatabases;
let store: Store;
beforeAll(async () => {
  databases = await startTestDatabase();
});
afterAll(() => databases.stop());
beforeEach(async () => {
  store = await openStore(await databases.migrated());
  return store.close;
});

describe('the threads of a tracking key', () => {
  it('are all applications under it, oldest first, each with its own events and replies', async () => {
    const officer = await seedOfficer(store.db, WATER_ID);
    const trackingMac = randomBytes(32);
    const younger = await seedCase(store.db, { trackingMac, receivedAt: new Date('2026-11-10T09:00:00Z') });
    const older = await seedCase(store.db, {
      trackingMac,
      receivedAt: new Date('2026-11-03T09:00:00Z'),
      heldBy: WATER_ID,
      answered: { by: officer, at: new Date('2026-11-09T09:00:00Z'), text: 'Arıza giderildi.' },
    });
    await seedCase(store.db);
    const threads = await readThreads(store.db, [trackingMac], NOW);
    expect(threads.map(({ applicationId }) => applicationId)).toEqual([older, younger]);
    expect(threads[0]).toMatchObject({
      state: 'answered',
      holder: 'Su İdaresi',
      dueOn: '2026-12-02',
      events: [{ kind: 'received' }, { kind: 'assigned' }, { kind: 'answered' }],
      replies: [{ text: 'Arıza giderildi.', institution: 'Su İdaresi' }],
    });
    expect(threads[1]).toMatchObject({
      state: 'received',
      holder: null,
      events: [{ kind: 'received' }],
      replies: [],
    });
    for (const thread of threads) expect(v.safeParse(threadSchema, thread).success).toBe(true);
  });

  it('say nothing about who wrote them', async () => {
    const trackingMac = randomBytes(32);
    await seedCase(store.db, { trackingMac });
    const text = JSON.stringify(await readThreads(store.db, [trackingMac], NOW));
    expect(text).toContain('Üç gündür su akmıyor.');
    expect(text).not.toMatch(/Nuriye|11111111110|Bahar|0555|ornek/);
  });

  it('are none for a key that nobody has', async () => {
    await seedCase(store.db);
    expect(await readThreads(store.db, [randomBytes(32)], NOW)).toEqual([]);
  });
});
