// The operator's virus scanner: clamd, by its own protocol (clamd(8), INSTREAM). The file goes through the socket, so that clamd
// needs no right to our folders.
//
//     zINSTREAM\0 · length (4 bytes, big-endian) · bytes · … · 0      →  stream: OK\0 · stream: <name> FOUND\0 · … ERROR\0
//
// Invariants: 1. Only clamd's own word makes a file clean. 2. A scanner that is away, silent or at fault says nothing about the file:
// an error, and the file waits.

import { createReadStream } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import type { ScannerAddress } from './scanner-config.ts';

type ScanVerdict = 'clean' | 'infected';

/** @param path of the file. @throws ScannerFault, or the system's error of the socket or the file */
export type Scan = (path: string) => Promise<ScanVerdict>;

/** It was reached, and did not judge: the file is larger than its `StreamMaxLength`, or it has trouble of its own. */
export class ScannerFault extends Error {
  override name = 'ScannerFault';
}

const CHUNK_BYTES = 64 * 1024;
/** A film of the greatest length, on a busy machine. */
const PATIENCE_MS = 300_000;

export function createScan(address: ScannerAddress, patienceMs = PATIENCE_MS): Scan {
  return async (path) => {
    const socket = connect(address.kind === 'socket' ? { path: address.path } : address);
    socket.setTimeout(patienceMs, () => socket.destroy(new ScannerFault('clamd is silent')));
    try {
      const answer = text(socket);
      // A scanner that has judged before the end hangs up; its answer counts, not that it did not listen to the end.
      const sent = pipeline(inChunks(path), socket, { end: false }).then(
        () => undefined,
        (error: unknown) => error,
      );
      const said = await answer.catch(() => '');
      if (said !== '') return verdictOf(said);
      throw (await sent) ?? new ScannerFault('clamd hung up');
    } finally {
      socket.destroy();
    }
  };
}

async function* inChunks(path: string): AsyncGenerator<Buffer> {
  yield Buffer.from('zINSTREAM\0');
  for await (const chunk of createReadStream(path, { highWaterMark: CHUNK_BYTES })) {
    yield lengthOf(chunk.length);
    yield chunk;
  }
  yield lengthOf(0);
}

function lengthOf(bytes: number): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes);
  return length;
}

/** Its names of viruses are nobody's business here. */
function verdictOf(said: string): ScanVerdict {
  const line = said.replace(/\0.*$/s, '').trim();
  if (line === 'stream: OK') return 'clean';
  if (/^stream: .+ FOUND$/.test(line)) return 'infected';
  throw new ScannerFault('clamd did not judge');
}

/** For the start: whether somebody is there. @throws as a scan does */
export async function isScannerThere(address: ScannerAddress, patienceMs = 5_000): Promise<boolean> {
  const socket: Socket = connect(address.kind === 'socket' ? { path: address.path } : address);
  socket.setTimeout(patienceMs, () => socket.destroy(new ScannerFault('clamd is silent')));
  try {
    socket.write('zPING\0');
    return (await text(socket)).startsWith('PONG');
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
