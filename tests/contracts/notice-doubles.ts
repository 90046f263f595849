// The three other sides of a notice: a mail server, an SMS gateway, and a push service with the browser behind it, which opens
// what was sealed for it (RFC 8291) and looks at who has signed (RFC 8292). All on this machine, all real sockets.

import { createDecipheriv, createECDH, createHmac, createPublicKey, randomBytes, verify } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type pg from 'pg';
import { SMTPServer } from 'smtp-server';
import type { PushTarget } from '../../src/domain/notice.ts';

/** One request or letter as it came. */
interface Came {
  path: string;
  headers: IncomingMessage['headers'];
  body: Buffer;
}

export interface HttpDouble {
  origin: string;
  came: Came[];
  /** What it answers from now on. */
  answer: { status: number; headers?: Record<string, string> };
  close: () => Promise<void>;
}

export async function openHttpDouble(): Promise<HttpDouble> {
  const came: Came[] = [];
  const double = { answer: { status: 201 } as HttpDouble['answer'] };
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    came.push({ path: request.url ?? '', headers: request.headers, body: Buffer.concat(chunks) });
    response.writeHead(double.answer.status, double.answer.headers).end();
  });
  await listening(server);
  return Object.assign(double, {
    origin: `http://localhost:${(server.address() as AddressInfo).port}`,
    came,
    close: () => closing(server),
  });
}

export interface MailDouble {
  port: number;
  letters: { to: string; source: string }[];
  /** A code of RFC 5321 that a recipient is answered with from now on; 250 takes it. */
  answer: { code: number };
  close: () => Promise<void>;
}

export async function openMailDouble(): Promise<MailDouble> {
  const letters: MailDouble['letters'] = [];
  const answer = { code: 250 };
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo: (_address, _session, done) => {
      if (answer.code === 250) return done();
      done(Object.assign(new Error('not now'), { responseCode: answer.code }));
    },
    onData: (stream, { envelope }, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const to = envelope.rcptTo.map(({ address }) => address).join();
        letters.push({ to, source: Buffer.concat(chunks).toString() });
        done();
      });
    },
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', () => done()));
  const { port } = server.server.address() as AddressInfo;
  return { port, letters, answer, close: () => new Promise((done) => server.close(() => done())) };
}

/** The parts of a letter, each as its reader has it. */
export function readLetter(source: string): { head: string; parts: string[] } {
  const [head = ''] = source.split('\r\n\r\n', 1);
  const boundary = /boundary="?([^";\r\n]+)/.exec(head)?.[1] ?? '';
  const parts = source.split(`--${boundary}`).slice(1, -1).map(readPart);
  return { head: head.replace(/\r\n[ \t]+/g, ' '), parts };
}

function readPart(part: string): string {
  const [head = '', ...body] = part.trim().split('\r\n\r\n');
  const text = body.join('\r\n\r\n');
  if (/encoding: base64/i.test(head)) return Buffer.from(text, 'base64').toString();
  if (!/encoding: quoted-printable/i.test(head)) return text;
  const bytes = text
    .replace(/=\r\n/g, '')
    .replace(/=([\dA-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString();
}

export interface Browser {
  target: PushTarget;
  /** Opens what was sealed for it. */
  open: (sealed: Buffer) => string;
}

export function aBrowser(origin: string): Browser {
  const own = createECDH('prime256v1');
  own.generateKeys();
  const auth = randomBytes(16);
  const endpoint = `${origin}/push/${randomBytes(12).toString('hex')}`;
  return {
    target: { endpoint, p256dh: own.getPublicKey('base64url'), auth: auth.toString('base64url') },
    open: (sealed) => {
      // RFC 8188 § 2.1: salt, record size, length of the key's name, the key.
      const salt = sealed.subarray(0, 16);
      const server = sealed.subarray(21, 21 + (sealed[20] ?? 0));
      const content = sealed.subarray(21 + server.length);
      // RFC 8291 § 3.4.
      const info = Buffer.concat([Buffer.from('WebPush: info\0'), own.getPublicKey(), server, Buffer.of(1)]);
      const keyMaterial = hmac(hmac(auth, own.computeSecret(server)), info);
      const prk = hmac(salt, keyMaterial);
      const key = hmac(prk, Buffer.from('Content-Encoding: aes128gcm\0\x01')).subarray(0, 16);
      const nonce = hmac(prk, Buffer.from('Content-Encoding: nonce\0\x01')).subarray(0, 12);
      const decipher = createDecipheriv('aes-128-gcm', key, nonce);
      decipher.setAuthTag(content.subarray(-16));
      const plain = Buffer.concat([decipher.update(content.subarray(0, -16)), decipher.final()]);
      return plain.subarray(0, plain.lastIndexOf(2)).toString();
    },
  };
}

/** @returns the claims of a signature that holds. @throws Error where it does not */
export function readSignature(authorization = ''): { claims: Record<string, unknown>; key: string } {
  const [, token = '', key = ''] = /^vapid t=(\S+), k=(\S+)$/.exec(authorization) ?? [];
  const [head = '', body = '', signature = ''] = token.split('.');
  const point = Buffer.from(key, 'base64url');
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((half) => half.toString('base64url'));
  const jwk = { kty: 'EC', crv: 'P-256', x: x ?? '', y: y ?? '' };
  const publicKey = createPublicKey({ key: jwk, format: 'jwk' });
  const signed = Buffer.from(`${head}.${body}`);
  const options = { key: publicKey, dsaEncoding: 'ieee-p1363' } as const;
  if (!verify('sha256', signed, options, Buffer.from(signature, 'base64url')))
    throw new Error('not signed by this key');
  return { claims: JSON.parse(Buffer.from(body, 'base64url').toString()), key };
}

function hmac(key: Buffer, text: Buffer): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

function listening(server: Server): Promise<void> {
  return new Promise((done) => server.listen(0, 'localhost', done));
}

function closing(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((done) => server.close(() => done()));
}

/** How often the program has written down that it opened the applicant's address: each choice opens it twice, each letter once. */
export async function countContactReads(pool: pg.Pool, applicationId: string): Promise<number> {
  const { rows } = await pool.query<{ count: number }>(
    `select count(*)::int from audit_entry where action = 'contact-read' and actor_id is null and application_id = $1`,
    [applicationId],
  );
  return rows[0]?.count ?? 0;
}
