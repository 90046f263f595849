// Stands between Playwright and an installed Firefox: everything passes as it is, except the commands of WebDriver BiDi that
// this Firefox does not know yet and nobody here needs, which are answered as done. Why: docs/decisions/0020.

import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';

/** Firefox 153 ESR has none of it; Playwright sends it at the start of every context, even for "as it is". */
const ANSWERED_HERE = new Set(['emulation.setMediaFeaturesOverride']);

/** RFC 6455, 5.2 */
const FINAL = 0x80;
const OPCODE_TEXT = 1;
const MASKED = 0x80;

/** @returns the port to speak to instead of Firefox's own */
export async function startRelay(firefoxPort: number): Promise<number> {
  const relay = createServer((client) => {
    const firefox = connect({ port: firefoxPort, host: '127.0.0.1', noDelay: true });
    let held: Buffer = Buffer.alloc(0);
    let isOpen = false;
    client.on('data', (bytes) => {
      held = Buffer.concat([held, bytes]);
      if (!isOpen) {
        const end = held.indexOf('\r\n\r\n');
        if (end < 0) return;
        // Firefox takes a handshake for its own port only.
        const handshake = held.subarray(0, end + 4).toString('latin1');
        firefox.write(handshake.replace(/^(host: [^\r]*:)\d+/im, `$1${firefoxPort}`), 'latin1');
        held = held.subarray(end + 4);
        isOpen = true;
      }
      for (let frame = readFrame(held); frame; frame = readFrame(held)) {
        held = held.subarray(frame.whole.length);
        const answer = answerOf(frame.text);
        if (answer === undefined) firefox.write(frame.whole);
        else client.write(textFrame(answer));
      }
    });
    firefox.on('data', (bytes) => client.write(bytes));
    for (const [one, other] of [[client, firefox] as const, [firefox, client] as const]) {
      one.on('error', () => other.destroy());
      one.on('close', () => other.destroy());
    }
  });
  relay.listen(0, '127.0.0.1');
  await once(relay, 'listening');
  return (relay.address() as AddressInfo).port;
}

function answerOf(command: string): string | undefined {
  if (![...ANSWERED_HERE].some((method) => command.includes(method))) return undefined;
  const { id, method } = JSON.parse(command) as { id: number; method: string };
  return ANSWERED_HERE.has(method) ? JSON.stringify({ type: 'success', id, result: {} }) : undefined;
}

/** The first whole frame of a client, with its text unmasked; undefined while bytes of it are still to come. */
function readFrame(bytes: Buffer): { whole: Buffer; text: string } | undefined {
  const [first, second] = bytes;
  if (first === undefined || second === undefined) return undefined;
  let at = 2;
  let length = second & ~MASKED;
  if (length >= 126) {
    at = length === 126 ? 4 : 10;
    if (bytes.length < at) return undefined;
    length = length === 126 ? bytes.readUInt16BE(2) : Number(bytes.readBigUInt64BE(2));
  }
  const mask = bytes.subarray(at, at + 4);
  const end = at + 4 + length;
  if (bytes.length < end) return undefined;
  const payload = Buffer.from(bytes.subarray(at + 4, end));
  for (let i = 0; i < payload.length; i++) payload[i] = (payload[i] ?? 0) ^ (mask[i % 4] ?? 0);
  const isText = first === (FINAL | OPCODE_TEXT);
  return { whole: bytes.subarray(0, end), text: isText ? payload.toString() : '' };
}

/** Of a server: not masked. */
function textFrame(text: string): Buffer {
  const payload = Buffer.from(text);
  if (payload.length >= 126) throw new Error('An answer of the relay is short');
  return Buffer.concat([Buffer.from([FINAL | OPCODE_TEXT, payload.length]), payload]);
}
