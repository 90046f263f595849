// Against a small server that speaks clamd's protocol; a real clamd is asked by hand (docs/operate.md).

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createScan, isScannerThere, ScannerFault } from './clamd.ts';
import type { ScannerAddress } from './scanner-config.ts';

const VIRUS = 'KÖTÜ-DENEME';

let folder: string;
let file: string;
const servers: Server[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kopru-clamd-'));
  file = join(folder, 'file');
});
afterEach(async () => {
  for (const server of servers.splice(0)) await new Promise((resolve) => server.close(resolve));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Takes the stream as clamd does, and answers. */
function takeStream(socket: Socket, answer: (content: string) => string): void {
  let bytes = Buffer.alloc(0);
  socket.on('error', () => undefined);
  socket.on('data', (more: Buffer) => {
    bytes = Buffer.concat([bytes, more]);
    if (bytes.toString().startsWith('zPING\0')) return void socket.end('PONG\0');
    const content: Buffer[] = [];
    let at = 'zINSTREAM\0'.length;
    while (bytes.length >= at + 4) {
      const length = bytes.readUInt32BE(at);
      at += 4;
      if (length === 0) return void socket.end(answer(Buffer.concat(content).toString()));
      if (bytes.length < at + length) return undefined;
      content.push(bytes.subarray(at, at + length));
      at += length;
    }
    return undefined;
  });
}

async function listen(onSocket: (socket: Socket) => void, path?: string): Promise<ScannerAddress> {
  const server = createServer(onSocket);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(path ?? { port: 0, host: '127.0.0.1' }, resolve));
  if (path !== undefined) return { kind: 'socket', path };
  return { kind: 'port', host: '127.0.0.1', port: (server.address() as AddressInfo).port };
}

const judge = (socket: Socket) =>
  takeStream(socket, (content) =>
    content.includes(VIRUS) ? 'stream: Deneme.Virus FOUND\0' : 'stream: OK\0',
  );

describe('a file goes to clamd whole', () => {
  it.each([
    ['clean', 'temiz'],
    ['clean', ''],
    ['clean', 'a'.repeat(200_000)],
    ['infected', `${'a'.repeat(200_000)}${VIRUS}`],
  ])('and is %s', async (verdict, content) => {
    await writeFile(file, content);
    expect(await createScan(await listen(judge))(file)).toBe(verdict);
    expect(await createScan(await listen(judge, join(folder, 'clamd.ctl')))(file)).toBe(verdict);
  });
});

describe('what is no verdict makes the file wait', () => {
  it.each<[string, (socket: Socket) => void]>([
    ['too large for it', (socket) => takeStream(socket, () => 'INSTREAM size limit exceeded. ERROR\0')],
    ['another protocol', (socket) => takeStream(socket, () => 'HTTP/1.1 400 Bad Request')],
    ['OK somewhere in it', (socket) => takeStream(socket, () => 'stream: OK ERROR\0')],
    ['nothing', (socket) => takeStream(socket, () => '')],
  ])('%s', async (_, onSocket) => {
    await writeFile(file, 'a'.repeat(200_000));
    await expect(createScan(await listen(onSocket))(file)).rejects.toThrow(ScannerFault);
  });

  it('silence', async () => {
    await writeFile(file, 'a');
    const sockets: Socket[] = [];
    const address = await listen((socket) => void sockets.push(socket.on('error', () => undefined)));
    await expect(createScan(address, 50)(file)).rejects.toThrow();
    for (const socket of sockets) socket.destroy();
  });

  it('nobody there', async () => {
    const address = { kind: 'socket', path: join(folder, 'away.ctl') } as const;
    await expect(createScan(address)(file)).rejects.toMatchObject({ code: 'ENOENT' });
    expect(await isScannerThere(address)).toBe(false);
    expect(await isScannerThere(await listen(judge))).toBe(true);
  });
});
