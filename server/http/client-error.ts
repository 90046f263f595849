// What is answered to bytes that are not HTTP: there is no request yet, so the answer is written by hand.

import type { Socket } from 'node:net';
import { PROBLEM_MEDIA_TYPE } from '../../src/domain/problem.ts';
import { SOURCE_LOCALE } from '../../src/i18n/locale.ts';
import { makeProblem } from './problem-reply.ts';
import type { SecurityHeaders } from './security-headers.ts';

const STATUS_LINES: Readonly<Record<string, string>> = {
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
};

type HandleClientError = (error: Error & { code?: string }, socket: Socket) => void;

export function clientErrorHandler(headers: SecurityHeaders): HandleClientError {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return (error, socket) => answer(error, socket, lines);
}

function answer(error: Error & { code?: string }, socket: Socket, lines: readonly string[]): void {
  if (error.code === 'ECONNRESET' || socket.destroyed || !socket.writable) {
    socket.destroy();
    return;
  }
  const statusLine = STATUS_LINES[error.code ?? ''] ?? '400 Bad Request';
  const body = JSON.stringify({
    ...makeProblem('malformed-request', SOURCE_LOCALE),
    status: Number(statusLine.slice(0, 3)),
  });
  const head = [
    `HTTP/1.1 ${statusLine}`,
    `Content-Type: ${PROBLEM_MEDIA_TYPE}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
    ...lines,
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}
