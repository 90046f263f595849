// The rules that come with the program, as a citizen's application meets them: by kind, by district, by topic.

import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ApplicationKind } from '../../src/domain/kinds.ts';
import { startTestDatabase, type TestDatabases } from '../../tests/contracts/databases.ts';
import { openStore, type Store, seedCase } from '../../tests/fixtures/casework.ts';
import { assignCases } from '../casework/assignment.ts';
import { loadDirectory, storeDirectory } from './directory.ts';
import { storeShippedTables } from './shipped-tables.ts';

const NOW = Date.parse('2026-11-23T08:00:00Z');

let databases: TestDatabases;
let store: Store;
beforeAll(async () => {
  databases = await startTestDatabase();
  store = await openStore(await databases.migrated());
  const loaded = await loadDirectory();
  if (!loaded.ok) throw new Error('The directory that comes with the program has a fault');
  await storeDirectory(store.db, loaded.directory);
  await storeShippedTables(store.db, NOW);
});
afterAll(async () => {
  await store.close();
  await databases.stop();
});

it.each<[string, ApplicationKind, string, string, string, string]>([
  ['a kind', 'disaster', '06', 'Çankaya', 'Yardım bekliyoruz', 'deprem-afet-esgudum-kurumu'],
  ['no kind', 'request', '06', 'Çankaya', 'Yardım bekliyoruz', 'basvuru-merkezi'],
  ['a topic in a district', 'complaint', '42', 'Ahırlı', 'Çöplük yanıyor', 'turnaova-belediyesi'],
  ['a topic in another district', 'complaint', '42', 'Meram', 'Çöplük yanıyor', 'atik-geri-donusum-kurumu'],
])('%s decides: %s in %s %s, "%s", goes to %s', async (_, kind, province, district, text, expected) => {
  const id = await seedCase(store.db, { kind, province, district, text });
  await store.db.transaction().execute((transaction) => assignCases(transaction, [id], NOW));
  const { institution_id } = await store.db
    .selectFrom('case_file')
    .select('institution_id')
    .where('application_id', '=', id)
    .executeTakeFirstOrThrow();
  expect(institution_id).toBe(expected);
});
