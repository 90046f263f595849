// tus-js-client, as it comes from npm, against the real server: through a network that breaks ten times, and through two
// power cuts. What the server has in the end is what the client had, by its SHA-256.

import { createHash, randomBytes } from 'node:crypto';
import { Upload, type UploadOptions } from 'tus-js-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openAttachmentStores } from '../../server/attachments/attachment-stores.ts';
import { DEFAULT_ANSWER_LIMITS } from '../../src/domain/answer-limits.ts';
import { sendApplication } from '../contracts/tus-client.ts';
import { seededRandom } from '../simulation/random.ts';
import { type FaultProxy, startFaultProxy } from './fault-proxy.ts';
import { type ServerProcess, startServer } from './server-process.ts';

const MEGABYTE = 1_000_000;
const BYTES = randomBytes(20 * MEGABYTE);
const DIGEST = createHash('sha256').update(BYTES).digest('hex');

let server: ServerProcess;
let proxy: FaultProxy;

beforeAll(async () => {
  server = await startServer({ LOG_LEVEL: 'silent' });
  proxy = await startFaultProxy(server.port);
});

afterAll(async () => {
  await proxy.close();
  await server.remove();
});

/** @returns the receipt */
async function upload(options: Partial<UploadOptions>): Promise<string | undefined> {
  const { applicationId, trackingKey, attachments } = await sendApplication(proxy.url, [{ bytes: BYTES }]);
  let receipt: string | undefined;
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const client = new Upload(BYTES, {
    endpoint: `${proxy.url}/api/uploads`,
    headers: { authorization: `Bearer ${trackingKey}` },
    metadata: { applicationId, attachmentId: attachments[0]?.id ?? '' },
    // As long as a killed server takes to start on a busy machine.
    retryDelays: Array(900).fill(100),
    onAfterResponse: (_, answer) => {
      receipt = answer.getHeader('upload-receipt') ?? receipt;
    },
    onSuccess: () => resolve(),
    onError: reject,
    ...options,
  });
  client.start();
  await promise;
  return receipt;
}

async function storedDigest(): Promise<string> {
  const attachments = { limits: DEFAULT_ANSWER_LIMITS, uploadExpiryDays: 30, s3: undefined };
  const { blobs } = openAttachmentStores({ dataDir: server.dataDir, attachments });
  const hash = createHash('sha256');
  for await (const chunk of await blobs.open(DIGEST)) hash.update(chunk);
  await blobs.delete(DIGEST);
  return hash.digest('hex');
}

describe('20 MB by tus-js-client', () => {
  it('arrive through ten broken connections', async () => {
    const random = seededRandom(20_261_125);
    for (let cut = 0; cut < 10; cut++) {
      const afterBytes = Math.floor(MEGABYTE * (0.1 + 1.7 * random.next()));
      proxy.faults.push({ method: 'PATCH', fault: 'cut-body', afterBytes });
    }
    expect(await upload({})).toMatch(/^ey/);
    expect(proxy.faults).toEqual([]);
    expect(proxy.seen.filter((line) => line.startsWith('PATCH'))).toHaveLength(11);
    expect(await storedDigest()).toBe(DIGEST);
  });

  it('arrive although the server is killed twice on the way', async () => {
    const kills = [5 * MEGABYTE, 12 * MEGABYTE];
    const restarts: Promise<void>[] = [];
    const receipt = await upload({
      chunkSize: 3 * MEGABYTE,
      onProgress: (sent) => {
        if (kills[0] === undefined || sent < kills[0]) return;
        kills.shift();
        restarts.push(server.kill().then(() => server.start()));
      },
    });
    expect(receipt).toMatch(/^ey/);
    expect(restarts).toHaveLength(2);
    await Promise.all(restarts);
    expect(await storedDigest()).toBe(DIGEST);
  });
});
