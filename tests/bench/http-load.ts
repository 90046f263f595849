// An HTTP/1.1 client that costs about what a PostgreSQL driver costs: a kept connection, one request at a time, one
// write for each. Node's own client costs more than the acceptance that it asks for, which on a machine of few cores
// would be measured as the server's. It reads what a server of ours sends and refuses the rest: no chunked bodies.

import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

export interface LoadConnection {
  /** @returns the status of the answer, which has come to its end */
  put: (path: string, json: string) => Promise<number>;
  /** The server closes what nobody has used for half a minute. */
  isOpen: () => boolean;
  close: () => void;
}

interface Waiting {
  resolve: (status: number) => void;
  reject: (reason: Error) => void;
}

export async function openConnection(port: number): Promise<LoadConnection> {
  const socket: Socket = connect({ port, host: '127.0.0.1', noDelay: true });
  await once(socket, 'connect');
  let received = '';
  let waiting: Waiting | undefined;
  const fail = (reason: Error) => {
    waiting?.reject(reason);
    waiting = undefined;
  };
  socket.setEncoding('latin1'); // one character for each byte
  socket.on('error', fail);
  socket.on('close', () => fail(new Error('The server has closed the connection')));
  socket.on('data', (chunk: string) => {
    received += chunk;
    const status = statusOfWhole(received);
    if (status === undefined) return;
    received = '';
    waiting?.resolve(status);
    waiting = undefined;
  });
  return {
    put: (path, json) => {
      const { promise, resolve, reject } = Promise.withResolvers<number>();
      waiting = { resolve, reject };
      socket.write(
        `PUT ${path} HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\ncontent-type: application/json\r\n` +
          `content-length: ${Buffer.byteLength(json)}\r\n\r\n${json}`,
      );
      return promise;
    },
    isOpen: () => !socket.destroyed && socket.writable,
    close: () => socket.destroy(),
  };
}

/** @returns undefined while some of the answer is still to come */
function statusOfWhole(answer: string): number | undefined {
  const headersEnd = answer.indexOf('\r\n\r\n');
  if (headersEnd < 0) return undefined;
  const length = /\r\ncontent-length: (\d+)\r\n/i.exec(answer.slice(0, headersEnd + 2))?.[1];
  if (length === undefined) throw new Error('An answer without its length');
  return answer.length < headersEnd + 4 + Number(length) ? undefined : Number(answer.slice(9, 12));
}
