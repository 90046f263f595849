// Several servers on one database, with one place for attachments: an upload may go on through whichever of them.

import { createHash, randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openAttachmentStores } from '../../server/attachments/attachment-stores.ts';
import { forEachPlace } from './attachment-stores.ts';
import { makeTemporaryFolder, startTestDatabase, startTimeoutMs, type TestDatabases } from './databases.ts';
import { openTestApp } from './http-app.ts';
import { sendApplication, tusClient } from './tus-client.ts';

let databases: TestDatabases;
beforeAll(async () => {
  databases = await startTestDatabase();
}, startTimeoutMs);
afterAll(() => databases.stop(), startTimeoutMs);

forEachPlace((place) => {
  it('two servers on one database take parts of one upload in turn, and at once only one of them', async () => {
    const { dataDir, attachments } = place();
    const [database, keys] = [await databases.fresh(), await makeTemporaryFolder()];
    const open = () => openTestApp(database, keys, { config: { attachments }, attachmentFolder: dataDir });
    const servers = [await open(), await open()];
    const origins = [];
    for (const { app } of servers) origins.push(await app.listen({ port: 0, host: '127.0.0.1' }));
    const bytes = randomBytes(500_000);
    const sent = await sendApplication(origins[0] ?? '', [{ bytes }]);
    const clients = origins.map((at) => tusClient({ ...sent, origin: at }));
    await clients[1]?.create();
    for (let turn = 0; turn < 3; turn++) {
      const part = bytes.subarray(turn * 100_000, (turn + 1) * 100_000);
      const both = clients.map((client) => client.patch(turn * 100_000, part));
      const statuses = (await Promise.all(both)).map(({ status }) => status).toSorted();
      // One takes them; the other comes too late, or is told to come again.
      expect(statuses[0]).toBe(204);
      expect([409, 503]).toContain(statuses[1]);
      expect(await clients[turn % 2]?.offset()).toBe((turn + 1) * 100_000);
    }
    const last = await clients[0]?.patch(300_000, bytes.subarray(300_000));
    expect(last?.headers.has('upload-receipt')).toBe(true);
    expect((await clients[1]?.head())?.headers.has('upload-receipt')).toBe(true);
    const stored = openAttachmentStores({ dataDir, attachments }).blobs;
    const key = createHash('sha256').update(bytes).digest('hex');
    expect(await buffer(await stored.open(key))).toEqual(bytes);
    for (const server of servers) await server.close();
    await rm(keys, { recursive: true, force: true });
  });
});
