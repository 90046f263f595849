// The composed server, from the last byte of an upload to what the citizen plays: that the parts know each other.

import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { composeServer, type Server } from '../../server/compose.ts';
import { parseConfig } from '../../server/config.ts';
import { createLog } from '../../server/logging.ts';
import { translateFor } from '../../server/texts.ts';
import { picture } from '../fixtures/attachments/images.ts';
import { HAS_FFMPEG, recording } from '../fixtures/attachments/recordings.ts';
import { makeTemporaryFolder, startTimeoutMs } from './databases.ts';
import { sendApplication, tusClient } from './tus-client.ts';

let folder: string;
let server: Server;
let origin: string;
let webm: Buffer | undefined;

beforeAll(async () => {
  folder = await makeTemporaryFolder();
  // Before there is a server: while ffmpeg is waited for, this process answers nobody.
  webm = HAS_FFMPEG ? recording({ format: 'webm', size: '160x120', seconds: 0.4 }) : undefined;
  // In the place of the built front end, which it does not need.
  const front = join(folder, 'front');
  await mkdir(front);
  await writeFile(join(front, 'index.html'), '<!doctype html>');
  const { config } = parseConfig({
    DATA_DIR: join(folder, 'data'),
    STATIC_DIR: front,
    SHUTDOWN_GRACE_MS: '2000',
  });
  const composed = await composeServer({ config, log: createLog('silent'), translate: translateFor('en') });
  if (!composed.ok) throw new Error(composed.faults.join('\n'));
  server = composed.server;
  origin = await server.app.listen({ port: 0, host: '127.0.0.1' });
}, startTimeoutMs);

afterAll(async () => {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
}, startTimeoutMs);

const sees = HAS_FFMPEG
  ? 'sees and plays'
  : 'sees (no film among them: ffmpeg is not installed on this machine)';
it(`an upload that is complete becomes what the citizen ${sees}`, async () => {
  const jpeg = await picture(64, 48).jpeg().toBuffer();
  const sent = await sendApplication(origin, [
    { bytes: jpeg, changes: { kind: 'photo', mediaType: 'image/jpeg' } },
    ...(webm ? [{ bytes: webm, changes: { kind: 'sign-video' as const } }] : []),
  ]);
  const wanted = [
    ['image', jpeg],
    ['mp4', webm],
  ] as const;
  for (const [index, [rendition, bytes]] of wanted.entries()) {
    const id = sent.attachments[index]?.id;
    if (bytes === undefined || id === undefined) continue;
    const created = await tusClient(sent, index).create(
      { 'content-type': 'application/offset+octet-stream' },
      bytes,
    );
    expect(created.status).toBe(201);
    const ask = () =>
      fetch(`${origin}/api/attachments/${id}/${rendition}`, {
        headers: { authorization: `Bearer ${sent.trackingKey}` },
      });
    await expect.poll(async () => (await ask()).status, { timeout: 60_000, interval: 300 }).toBe(200);
    expect((await (await ask()).arrayBuffer()).byteLength).toBeGreaterThan(500);
  }
});
