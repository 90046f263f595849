// What notices take from the tracking secret, each by a key of its own (HMAC as a key derivation, NIST SP 800-108), so
// that a stolen table stops nobody's notices and names nobody's address.

import { createHmac, timingSafeEqual } from 'node:crypto';
import type { NoticeChannel } from '../../src/domain/notice.ts';

export interface NoticeSecrets {
  /** 32 bytes; the same for the same address, and nothing to be read from. */
  addressMac: (channel: NoticeChannel, address: string) => Buffer;
  /** What the link of a notice ends with. It can stop notices, and nothing else: it opens no thread. 38 characters. */
  stopToken: (subscriptionId: string) => string;
  /** @returns the subscription's id; undefined where we have not made the token */
  readStopToken: (token: string) => string | undefined;
}

const ID_BYTES = 16;
/** 96 bits: nobody guesses one, and a short message has room for it. */
const MAC_BYTES = 12;

export function noticeSecrets(trackingSecret: Buffer): NoticeSecrets {
  const addressKey = hmac(trackingSecret, 'kopru: addresses of notices, v1');
  const stopKey = hmac(trackingSecret, 'kopru: stopping notices, v1');
  const macOf = (id: Buffer) => hmac(stopKey, id).subarray(0, MAC_BYTES);
  return {
    addressMac: (channel, address) => hmac(addressKey, `${channel} ${address.trim().toLowerCase()}`),
    stopToken: (subscriptionId) => {
      const id = Buffer.from(subscriptionId.replaceAll('-', ''), 'hex');
      return Buffer.concat([id, macOf(id)]).toString('base64url');
    },
    readStopToken: (token) => {
      const bytes = Buffer.from(token, 'base64url');
      if (bytes.length !== ID_BYTES + MAC_BYTES) return undefined;
      const id = bytes.subarray(0, ID_BYTES);
      if (!timingSafeEqual(bytes.subarray(ID_BYTES), macOf(id))) return undefined;
      return id.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
    },
  };
}

function hmac(key: Buffer, text: string | Buffer): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
