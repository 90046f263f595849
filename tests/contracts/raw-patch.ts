// A PATCH by hand, over a socket of its own: its body need not be what its head says, nor ever end.

import { once } from 'node:events';
import { connect } from 'node:net';
import { OFFSET_TYPE, type SentApplication } from './tus-client.ts';

export interface RawPatch {
  send: (...pieces: (Buffer | string)[]) => Promise<void>;
  /** The first that comes of it. */
  answer: () => Promise<string>;
  /** As a network does that goes away. */
  reset: () => void;
}

export async function openPatch(
  { origin, trackingKey }: Pick<SentApplication, 'origin' | 'trackingKey'>,
  id: string,
  headers: Readonly<Record<string, string>>,
): Promise<RawPatch> {
  const socket = connect(Number(new URL(origin).port), '127.0.0.1');
  socket.on('error', () => undefined);
  let received = '';
  socket.on('data', (data) => {
    received += data.toString();
  });
  await once(socket, 'connect');
  const all = {
    host: 'x',
    authorization: `Bearer ${trackingKey}`,
    'tus-resumable': '1.0.0',
    'upload-offset': '0',
    'content-type': OFFSET_TYPE,
    ...headers,
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
  socket.write(`PATCH /api/uploads/${id} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`);
  return {
    send: async (...pieces) => {
      for (const piece of pieces) {
        await new Promise<void>((resolve) => socket.write(piece, () => resolve()));
      }
    },
    answer: async () => {
      while (received === '') await once(socket, 'data');
      return received;
    },
    reset: () => socket.resetAndDestroy(),
  };
}
