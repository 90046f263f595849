// What notices take from the tracking secrets, each by a key of its own (HMAC as a key derivation, NIST SP 800-108), so
// that a stolen table stops nobody's notices and names nobody's address. The newest makes them; links that were sent under an
// older one still stop, as long as it is there.

import { createHmac, type KeyObject, timingSafeEqual } from 'node:crypto';
import type { NoticeChannel } from '../../src/domain/notice.ts';
import type { TrackingSecret, TrackingSecrets } from '../intake/tracking-secrets.ts';

export interface NoticeSecrets {
  /** Of the tracking secret by which `addressMac` is made. */
  newestId: string;
  /** 32 bytes; the same for the same address, and nothing to be read from. */
  addressMac: (channel: NoticeChannel, address: string) => Buffer;
  /** What it may be under, by all secrets, the newest first. */
  addressMacs: (channel: NoticeChannel, address: string) => readonly Buffer[];
  /** What the link of a notice ends with. It can stop notices, and nothing else: it opens no thread. 38 characters. */
  stopToken: (subscriptionId: string) => string;
  /** @returns the subscription's id; undefined where we have not made the token */
  readStopToken: (token: string) => string | undefined;
}

const ID_BYTES = 16;
/** 96 bits: nobody guesses one, and a short message has room for it. */
const MAC_BYTES = 12;

interface Keys {
  address: Buffer;
  stop: Buffer;
}

export function noticeSecrets({ newest, all }: TrackingSecrets): NoticeSecrets {
  const own = keysOf(newest);
  const every = all.map(keysOf);
  const addressMac = ({ address: key }: Keys, channel: NoticeChannel, address: string) =>
    hmac(key, `${channel} ${address.trim().toLowerCase()}`);
  const macOf = ({ stop }: Keys, id: Buffer) => hmac(stop, id).subarray(0, MAC_BYTES);
  return {
    newestId: newest.id,
    addressMac: (channel, address) => addressMac(own, channel, address),
    addressMacs: (channel, address) => every.map((keys) => addressMac(keys, channel, address)),
    stopToken: (subscriptionId) => {
      const id = Buffer.from(subscriptionId.replaceAll('-', ''), 'hex');
      return Buffer.concat([id, macOf(own, id)]).toString('base64url');
    },
    readStopToken: (token) => {
      const bytes = Buffer.from(token, 'base64url');
      if (bytes.length !== ID_BYTES + MAC_BYTES) return undefined;
      const id = bytes.subarray(0, ID_BYTES);
      const fits = every.map((keys) => timingSafeEqual(bytes.subarray(ID_BYTES), macOf(keys, id)));
      if (!fits.includes(true)) return undefined;
      return id.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
    },
  };
}

function keysOf({ key }: TrackingSecret): Keys {
  return {
    address: hmac(key, 'kopru: addresses of notices, v1'),
    stop: hmac(key, 'kopru: stopping notices, v1'),
  };
}

function hmac(key: Buffer | KeyObject, text: string | Buffer): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
