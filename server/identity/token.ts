// Tokens of invitations and sessions: 32 random bytes, base64url. The database keeps their SHA-256 only, so a stolen
// table opens no session. A plain digest is enough, because 256 random bits cannot be guessed from it.

import { createHash, randomBytes } from 'node:crypto';

export interface NewToken {
  /** 43 characters; given to its holder once and kept nowhere. */
  token: string;
  hash: Buffer;
}

export function makeToken(): NewToken {
  const token = randomBytes(32).toString('base64url');
  return { token, hash: hashToken(token) };
}

/** Any text has a hash; one that is no token of ours has a hash that no row has. */
export function hashToken(token: string): Buffer {
  return createHash('sha256').update(token, 'utf8').digest();
}
