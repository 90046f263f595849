// Bytes of an attachment per second through the whole way of an upload (tus, PATCH after PATCH, synced and recorded before
// each answer, put together, hashed, stored), beside a bare PUT of the same bytes in the same run: a server that writes the
// body into a file, syncs it, and answers. Where the upload comes in pieces, each of which is safe when it is answered, a
// second baseline says what that alone costs: bare PUTs of the same pieces. All take turns, over the same kind of connection,
// on the same disk.

import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { sendApplication, tusClient } from '../contracts/tus-client.ts';
import { startServer } from '../e2e/server-process.ts';

const ROUNDS = 5;
const MEGABYTE = 1024 * 1024;
const SIZES_MB = [20, 60] as const;
/** One request, and pieces of the size that a phone comes to on a quick line. */
const PIECES_MB = [Number.POSITIVE_INFINITY, 16] as const;

export async function benchUpload(): Promise<void> {
  const server = await startServer({ LOG_LEVEL: 'silent' });
  const folder = await mkdtemp(join(server.dataDir, 'bare-'));
  const bare = createServer((request, response) => void keep(folder, request, response));
  bare.listen(0, '127.0.0.1');
  await once(bare, 'listening');
  const bareOrigin = `http://127.0.0.1:${(bare.address() as AddressInfo).port}`;
  try {
    const rows = [];
    for (const sizeMb of SIZES_MB) {
      for (const pieceMb of PIECES_MB) {
        const [puts, pieces, uploads]: [number[], number[], number[]] = [[], [], []];
        for (let round = 0; round <= ROUNDS; round++) {
          // New bytes each time: what is stored already would not be stored again.
          const bytes = randomBytes(sizeMb * MEGABYTE);
          const put = await timed(() => putBare(bareOrigin, bytes));
          const inPieces = await timed(() => putPieces(bareOrigin, bytes, pieceMb * MEGABYTE));
          const upload = await timedUpload(`http://127.0.0.1:${server.port}`, bytes, pieceMb * MEGABYTE);
          if (round === 0) continue; // the first warms all up
          puts.push(put);
          pieces.push(inPieces);
          uploads.push(upload);
        }
        const [bareMs, piecesMs, uploadMs] = [median(puts), median(pieces), median(uploads)];
        rows.push({
          size: `${sizeMb} MB`,
          requests: Number.isFinite(pieceMb) ? `${pieceMb} MB each` : 'one',
          'bare PUT, MB/s': Math.round((sizeMb / bareMs) * 1000),
          'bare PUTs of the pieces, MB/s': Math.round((sizeMb / piecesMs) * 1000),
          'upload, MB/s': Math.round((sizeMb / uploadMs) * 1000),
          ratio: (bareMs / uploadMs).toFixed(2),
          'ratio to the pieces': (piecesMs / uploadMs).toFixed(2),
        });
      }
    }
    console.log(`\nUploads, medians of ${ROUNDS} rounds in turn`);
    console.table(rows);
  } finally {
    bare.closeAllConnections();
    bare.close();
    await rm(folder, { recursive: true, force: true });
    await server.remove();
  }
}

async function keep(folder: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = join(folder, randomUUID());
  const file = await open(path, 'w');
  for await (const chunk of request as AsyncIterable<Buffer>) await file.write(chunk);
  await file.sync();
  await file.close();
  response.writeHead(201).end();
  await rm(path);
}

async function putBare(origin: string, bytes: Buffer<ArrayBuffer>): Promise<void> {
  const { status } = await fetch(origin, { method: 'PUT', body: bytes });
  if (status !== 201) throw new Error(`The bare PUT was answered with ${status}`);
}

async function putPieces(origin: string, bytes: Buffer<ArrayBuffer>, pieceBytes: number): Promise<void> {
  for (let at = 0; at < bytes.length; at += pieceBytes)
    await putBare(origin, bytes.subarray(at, Math.min(bytes.length, at + pieceBytes)));
}

async function timedUpload(origin: string, bytes: Buffer, pieceBytes: number): Promise<number> {
  const sent = await sendApplication(origin, [{ bytes }]);
  const client = tusClient(sent);
  return timed(async () => {
    await client.create();
    let last: Response | undefined;
    for (let at = 0; at < bytes.length; at += pieceBytes) {
      last = await client.patch(at, bytes.subarray(at, Math.min(bytes.length, at + pieceBytes)));
    }
    const receipt = last?.headers.get('upload-receipt')?.split('.')[1] ?? '';
    const { digest } = JSON.parse(Buffer.from(receipt, 'base64url').toString()) as { digest: string };
    if (digest !== sent.attachments[0]?.digest) throw new Error('Not what was sent');
  });
}

async function timed(action: () => Promise<void>): Promise<number> {
  const startedAt = performance.now();
  await action();
  return performance.now() - startedAt;
}

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
