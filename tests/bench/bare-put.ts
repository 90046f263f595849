// The baseline of tests/bench/upload.ts, a process of its own as the server is: writes the body of each PUT into a file, syncs
// it, and answers. Argument: its folder. Tells its port to who started it, and ends with them.

import { randomUUID } from 'node:crypto';
import { open, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

const [folder = ''] = process.argv.slice(2);

async function keep(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = join(folder, randomUUID());
  const file = await open(path, 'w');
  for await (const chunk of request as AsyncIterable<Buffer>) await file.write(chunk);
  await file.sync();
  await file.close();
  response.writeHead(201).end();
  await rm(path);
}

const server = createServer((request, response) => void keep(request, response));
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
process.on('disconnect', () => process.exit());
