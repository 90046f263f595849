// Bytes of an attachment per second through the whole way of an upload (tus, PATCH after PATCH, synced and recorded before
// each answer, put together, hashed, stored), beside a bare PUT of the same bytes in the same run: a server that writes the
// body into a file, syncs it, and answers (bare-put.ts). The pieces are a device's (src/offline/upload-pieces.ts), the first
// with the creation, and beside them one request and pieces of one size. Where the upload comes in pieces, each of which is safe
// when it is answered, a second baseline says what that alone costs: bare PUTs of the same pieces. All take turns, over the
// same kind of connection, on the same disk, and each begins when the work that the one before left behind is done.

import { fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { PATHS } from '../../src/domain/wire.ts';
import { FIRST_PIECE_BYTES, nextPieceBytes } from '../../src/offline/upload-pieces.ts';
import {
  OFFSET_TYPE,
  type SentApplication,
  sendApplication,
  type TusClient,
  tusClient,
} from '../contracts/tus-client.ts';
import { startServer } from '../e2e/server-process.ts';

const ROUNDS = 7;
const MEGABYTE = 1024 * 1024;
const SIZES_MB = [20, 60] as const;
const IDLE_STATES = ['ready', 'rejected', 'original-only'];

/** Bytes of the next piece, after one of so many bytes that took so long; of the first, after nothing. */
type Pieces = (before?: { bytes: number; tookMs: number }) => number;
const WAYS: Readonly<Record<string, Pieces>> = {
  one: () => Number.POSITIVE_INFINITY,
  '16 MB each': () => 16 * MEGABYTE,
  'as a device': (before) => (before ? nextPieceBytes(before.bytes, before.tookMs) : FIRST_PIECE_BYTES),
};

export async function benchUpload(): Promise<void> {
  const server = await startServer({ LOG_LEVEL: 'silent' });
  const folder = await mkdtemp(join(server.dataDir, 'bare-'));
  const bare = fork(resolve(import.meta.dirname, 'bare-put.ts'), [folder]);
  const [port] = await once(bare, 'message');
  const origins = { bare: `http://127.0.0.1:${port}`, server: `http://127.0.0.1:${server.port}` };
  try {
    const rows = [];
    for (const sizeMb of SIZES_MB) {
      for (const [requests, pieces] of Object.entries(WAYS))
        rows.push(await measure(origins, sizeMb, requests, pieces));
    }
    console.log(`\nUploads, medians of ${ROUNDS} rounds in turn`);
    console.table(rows);
  } finally {
    bare.disconnect();
    await rm(folder, { recursive: true, force: true });
    await server.remove();
  }
}

async function measure(
  origins: { bare: string; server: string },
  sizeMb: number,
  requests: string,
  pieces: Pieces,
): Promise<Record<string, string | number>> {
  const [bareMs, piecesMs, uploadMs]: [number[], number[], number[]] = [[], [], []];
  let count = 0;
  for (let round = 0; round <= ROUNDS; round++) {
    // New bytes each time: what is stored already would not be stored again.
    const bytes = randomBytes(sizeMb * MEGABYTE);
    const put = await timed(() => putBare(origins.bare, bytes));
    const inPieces = await timed(() => sendPieces(bytes, pieces, (_, piece) => putBare(origins.bare, piece)));
    const sent = await sendApplication(origins.server, [{ bytes }]);
    const client = tusClient(sent);
    await until(sent, ({ state }) => state !== 'received');
    const upload = await timed(async () => {
      count = await uploadWhole(client, bytes, pieces, sent.attachments[0]?.digest);
    });
    await until(sent, ({ attachments }) => IDLE_STATES.includes(attachments[0]?.state ?? ''));
    if (round === 0) continue; // the first warms all up
    bareMs.push(put);
    piecesMs.push(inPieces);
    uploadMs.push(upload);
  }
  const [put, inPieces, upload] = [median(bareMs), median(piecesMs), median(uploadMs)];
  const speed = (ms: number): number => Math.round((sizeMb / ms) * 1000);
  return {
    size: `${sizeMb} MB`,
    requests: count === 1 ? requests : `${requests} (${count})`,
    'bare PUT, MB/s': speed(put),
    'bare PUTs of the pieces, MB/s': speed(inPieces),
    'upload, MB/s': speed(upload),
    ratio: (put / upload).toFixed(2),
    'ratio to the pieces': (inPieces / upload).toFixed(2),
  };
}

async function putBare(origin: string, bytes: Buffer<ArrayBuffer>): Promise<void> {
  const { status } = await fetch(origin, { method: 'PUT', body: bytes });
  if (status !== 201) throw new Error(`The bare PUT was answered with ${status}`);
}

async function uploadWhole(
  client: TusClient,
  bytes: Buffer<ArrayBuffer>,
  pieces: Pieces,
  expected: string | undefined,
): Promise<number> {
  let last: Response | undefined;
  const count = await sendPieces(bytes, pieces, async (at, piece) => {
    last = await (at === 0 ? client.create({ 'content-type': OFFSET_TYPE }, piece) : client.patch(at, piece));
  });
  const receipt = last?.headers.get('upload-receipt')?.split('.')[1] ?? '';
  const { digest } = JSON.parse(Buffer.from(receipt, 'base64url').toString()) as { digest: string };
  if (digest !== expected) throw new Error('Not what was sent');
  return count;
}

/** @returns how many there were */
async function sendPieces(
  bytes: Buffer<ArrayBuffer>,
  pieces: Pieces,
  send: (at: number, piece: Buffer<ArrayBuffer>) => Promise<void>,
): Promise<number> {
  let count = 0;
  let size = pieces();
  for (let at = 0; at < bytes.length; count++) {
    const piece = bytes.subarray(at, Math.min(bytes.length, at + size));
    const tookMs = await timed(() => send(at, piece));
    at += piece.length;
    size = pieces({ bytes: size, tookMs });
  }
  return count;
}

interface ShownThread {
  state: string;
  attachments: { state: string }[];
}

/** Until the citizen is shown that the work is done: what it costs is nobody's upload. */
async function until(
  { origin, trackingKey }: SentApplication,
  isDone: (thread: ShownThread) => boolean,
): Promise<void> {
  for (;;) {
    const answer = await fetch(`${origin}${PATHS.threads}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ trackingKey }),
    });
    const { threads } = (await answer.json()) as { threads: ShownThread[] };
    if (threads.some(isDone)) return;
    await delay(100);
  }
}

async function timed(action: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await action();
  return performance.now() - startedAt;
}

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
