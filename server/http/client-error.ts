// What Node would answer by itself, as a problem. To bytes that are not HTTP there is no request yet, and with CONNECT its connection is
// no longer HTTP's: those answers are written by hand. What is a request goes the way of every other one, and is refused there.

import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { PROBLEM_MEDIA_TYPE, type ProblemCode } from '../../src/domain/problem.ts';
import { SOURCE_LOCALE } from '../../src/i18n/locale.ts';
import { makeProblem, sendProblem } from './problem-reply.ts';
import { readerLocale } from './reader-locale.ts';
import type { SecurityHeaders } from './security-headers.ts';
import type { App } from './valibot-provider.ts';

const STATUS_LINES: Readonly<Record<string, string>> = {
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
};

type HandleClientError = (error: Error & { code?: string }, socket: Socket) => void;

export function clientErrorHandler(headers: SecurityHeaders): HandleClientError {
  return (error, socket) => {
    if (error.code === 'ECONNRESET' || socket.destroyed || !socket.writable) socket.destroy();
    else write(socket, STATUS_LINES[error.code ?? ''] ?? '400 Bad Request', 'malformed-request', headers);
  };
}

/** Nothing is tunnelled, and what expects what is not kept here is told so (refuseUnmet). */
export function answerForNode({ server }: App, headers: SecurityHeaders): void {
  const http: Server = server;
  http.on('connect', (_, socket) => {
    socket.on('error', () => socket.destroy());
    // What comes behind it is nobody's.
    socket.resume();
    write(socket, '405 Method Not Allowed', 'method-not-allowed', { ...headers, allow: '' });
  });
  http.on('checkExpectation', (request, response) => http.emit('request', request, response));
}

/** RFC 9110 § 10.1.1 */
const KNOWN_EXPECTATION = /(?:^|\W)100-continue(?:$|\W)/i;

/** onRequest of everything: what Node is told to leave to us. */
export async function refuseUnmet(
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply | undefined> {
  const { host, expect } = request.headers;
  // RFC 9112 § 3.2: of HTTP/1.1 it must be there.
  if (host === undefined && request.raw.httpVersion === '1.1')
    return sendProblem(request, reply, 'malformed-request');
  if (expect !== undefined && !KNOWN_EXPECTATION.test(expect))
    return reply
      .code(417)
      .header('cache-control', 'no-store')
      .type(PROBLEM_MEDIA_TYPE)
      .serializer(JSON.stringify)
      .send({
        ...makeProblem('malformed-request', readerLocale(request.headers['accept-language'])),
        status: 417,
      });
  return undefined;
}

function write(socket: Duplex, statusLine: string, code: ProblemCode, headers: SecurityHeaders): void {
  const body = JSON.stringify({
    ...makeProblem(code, SOURCE_LOCALE),
    status: Number(statusLine.slice(0, 3)),
  });
  const head = [
    `HTTP/1.1 ${statusLine}`,
    `Content-Type: ${PROBLEM_MEDIA_TYPE}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}
