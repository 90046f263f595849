// What is put off first when not everything can be taken: films, then every other attachment; texts last, by the HTTP layer and
// the acceptor's own queue. Whoever is refused here keeps the bytes and comes back (503 with a Retry-After).

import type { AttachmentKind } from '../../src/domain/attachment.ts';

/** Shares of the load from which on a kind is put off; the texts' is 1. */
const PUT_OFF_FROM = { film: 0.3, other: 0.6 } as const;

/** @param load 0: idle; 1: nothing more can be taken */
export function isPutOff(kind: AttachmentKind, load: number): boolean {
  return load >= PUT_OFF_FROM[kind === 'sign-video' || kind === 'video' ? 'film' : 'other'];
}
