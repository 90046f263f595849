// On a database: what is from before there was a key, and what is under an older one, is sealed anew, also when it is broken off.

import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestDatabase, startTimeoutMs, type TestDatabases } from '../../tests/contracts/databases.ts';
import {
  momentAt,
  openStore,
  type Store,
  seedCase,
  seedOfficer,
  WATER_ID,
} from '../../tests/fixtures/casework.ts';
import { readCase } from '../casework/cases.ts';
import { createIdentityCipher, openCase } from './identity-cipher.ts';
import { makeIdentityKey, parseIdentityKeys } from './identity-keys.ts';
import { sealIdentities } from './seal-identities.ts';

const NOW = Date.parse('2026-11-23T08:00:00Z');

let databases: TestDatabases;
let store: Store;
beforeAll(async () => {
  databases = await startTestDatabase();
  store = await openStore(await databases.migrated());
}, startTimeoutMs);
afterAll(async () => {
  await store.close();
  await databases.stop();
});

const rows = () => store.db.selectFrom('applicant').selectAll().execute();

function cipherOf(text: string) {
  const keys = parseIdentityKeys(text);
  if (!keys) throw new Error('no keys');
  return createIdentityCipher(keys);
}

it('seals what was plain, rotates it to a new key, and an officer reads the same all the time', async () => {
  const ids = await Promise.all([1, 2, 3].map(() => seedCase(store.db, { heldBy: WATER_ID })));
  const officer = await seedOfficer(store.db, WATER_ID);
  const line = makeIdentityKey();
  const first = cipherOf(line);
  expect(await sealIdentities(store.db, first, 'plain')).toBe(3);
  expect(await sealIdentities(store.db, first, 'plain')).toBe(0);
  expect(JSON.stringify(await rows())).not.toMatch(/Nuriye|11111111110|Bahar|\+90|ornek/);

  const rotated = cipherOf(`${makeIdentityKey()}${line}`);
  // Broken off after the first.
  const [one] = await rows();
  if (!one) throw new Error('no applicant');
  await store.db
    .updateTable('applicant')
    .set(rotated.seal(one.application_id, first.open(one)))
    .where('application_id', '=', one.application_id)
    .execute();
  expect(await sealIdentities(store.db, rotated, 'older')).toBe(2);
  expect(await sealIdentities(store.db, rotated, 'older')).toBe(0);
  expect(new Set((await rows()).map(({ key_id }) => key_id))).toEqual(new Set([rotated.newestKeyId()]));

  const found = await readCase(store.db, officer, ids[0] ?? '', momentAt(NOW));
  expect(found && openCase(rotated, found).applicant).toEqual({
    fullName: 'Nuriye Taşdelen',
    identityNumber: '11111111110',
    addressKind: 'home',
    addressText: 'Bahar Mahallesi 4, Çankaya',
    phone: '+905550000000',
    email: 'nuriye@ornek.example',
  });
});

it('writes down who read whose identity and when, and nothing of it; not for those who may not', async () => {
  const id = await seedCase(store.db, { heldBy: WATER_ID });
  const officer = await seedOfficer(store.db, WATER_ID);
  await readCase(store.db, officer, id, momentAt(NOW));
  const auditor = await seedOfficer(store.db, null, 'auditor');
  expect((await readCase(store.db, auditor, id, momentAt(NOW)))?.applicant).toBeNull();
  const audit = await store.db
    .selectFrom('audit_entry')
    .selectAll()
    .where('application_id', '=', id)
    .execute();
  expect(audit).toEqual([
    {
      id: expect.any(String),
      at: new Date(NOW),
      action: 'identity-read',
      actor_id: officer.accountId,
      application_id: id,
      clip_id: null,
      account_id: null,
    },
  ]);
});
