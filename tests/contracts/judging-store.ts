// An S3-compatible server that judges signatures: s3rver, which does not, behind one that does (s3-signature.ts), and that compares
// what came with the SHA-256 that was signed for it.

import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import S3rver from 's3rver';
import { isSignedBy } from './s3-signature.ts';

/** s3rver's own account. */
export const STORE_KEY = { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' };

export interface JudgingStore {
  endpoint: string;
  close: () => Promise<void>;
}

/** @param directory exists */
export async function startJudgingStore(
  directory: string,
  buckets: readonly string[],
): Promise<JudgingStore> {
  const options = { address: '127.0.0.1', port: 0, silent: true, directory };
  const store = new S3rver({ ...options, configureBuckets: buckets.map((name) => ({ name })) });
  const { port } = await store.run();
  const gate = createServer((incoming, outgoing) => void judge(incoming, outgoing, port));
  await new Promise<void>((resolve) => gate.listen(0, '127.0.0.1', resolve));
  return {
    endpoint: `http://127.0.0.1:${(gate.address() as AddressInfo).port}`,
    close: async () => {
      gate.closeAllConnections();
      await new Promise((resolve) => gate.close(resolve));
      await store.close();
    },
  };
}

async function judge(incoming: IncomingMessage, outgoing: ServerResponse, port: number): Promise<void> {
  const { method = '', url: path = '' } = incoming;
  const headers = incoming.headers as Record<string, string | undefined>;
  const body = await buffer(incoming);
  const claimed = headers['x-amz-content-sha256'];
  const isWhole =
    !/^[0-9a-f]{64}$/.test(claimed ?? '') || claimed === createHash('sha256').update(body).digest('hex');
  if (!isWhole || !isSignedBy(STORE_KEY.secretAccessKey, { method, path, headers })) {
    outgoing.writeHead(403).end();
    return;
  }
  const forwarded = request({ host: '127.0.0.1', port, method, path, headers: incoming.headers });
  forwarded.on('response', (answer) => {
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(outgoing);
  });
  forwarded.on('error', () => outgoing.destroy());
  forwarded.end(body);
}
