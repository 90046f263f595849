// Anchors: what has happened up to a day, fixed outside of the database. An anchor's digest is made of the hashes of all events
// since the anchor before it, in the order in which they came, and of that anchor's own text; it is signed with the key of
// the receipts. Pure: texts and hashes in, faults out.
//
//     events 1 … 812 ─▶ anchor 1 ◀─ its text ─ anchor 2 ◀─ events 813 … 1544

import { createHash, type Hash, hash } from 'node:crypto';
import * as v from 'valibot';
import { parseJws } from '../../src/domain/receipt.ts';
import { civilDate, instant } from '../../src/domain/wire.ts';

const headerSchema = v.object({
  alg: v.literal('ES256'),
  typ: v.literal('kopru-audit-anchor'),
  kid: v.string(),
});
export type AnchorHeader = v.InferOutput<typeof headerSchema>;

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const claimsSchema = v.object({
  /** The day in Istanbul of which there is no second anchor. */
  on: civilDate,
  at: instant,
  /** The newest event's position (case_event.position). */
  upTo: count,
  /** How many events since the anchor before it. */
  events: count,
  /** SHA-256 over their hashes, base64url. */
  digest: v.string(),
  /** SHA-256 of the text of the anchor before it, base64url; of the first an empty text. */
  previous: v.string(),
});
export type AnchorClaims = v.InferOutput<typeof claimsSchema>;

export interface Anchor {
  name: string;
  /** A JWS. */
  text: string;
}

export interface Link {
  position: number;
  hash: Buffer;
}

export type AnchorFault = {
  /** `malformed`: no anchor, or not signed by a key of ours. `out-of-order`: one before it was changed or is missing. */
  kind: 'malformed' | 'out-of-order' | 'events-differ';
  name: string;
};

export function anchorHeader(kid: string): AnchorHeader {
  return { alg: 'ES256', typ: 'kopru-audit-anchor', kid };
}

export function readAnchor(text: string): { kid: string; claims: AnchorClaims } | undefined {
  const decode = (part: string) => Buffer.from(part, 'base64url').toString();
  const parsed = parseJws(text, decode, headerSchema, claimsSchema);
  return parsed && { kid: parsed.header.kid, claims: parsed.claims };
}

export function textDigest(text: string): string {
  return text === '' ? '' : hash('sha256', text, 'base64url');
}

/** Takes the events of one anchor, in the order of their positions. */
export class AnchorDigest {
  readonly #digest: Hash = createHash('sha256');
  events = 0;

  add(link: Buffer): void {
    this.#digest.update(link);
    this.events++;
  }

  end(): string {
    return this.#digest.digest('base64url');
  }
}

/** Compares anchors with the events: `add` each event in the order of positions, then `end`. */
export class AnchorCheck {
  readonly #anchors: { name: string; claims: AnchorClaims }[] = [];
  readonly #faults: AnchorFault[] = [];
  #at = 0;
  #digest = new AnchorDigest();

  /** @param isSigned whether the text is signed by a key of ours */
  constructor(anchors: readonly Anchor[], isSigned: (text: string, kid: string) => boolean) {
    let previous = { text: '', upTo: 0, on: '' };
    for (const { name, text } of anchors) {
      const parsed = readAnchor(text);
      if (!parsed || !isSigned(text, parsed.kid)) {
        this.#faults.push({ kind: 'malformed', name });
        continue;
      }
      const { claims } = parsed;
      const isNext =
        claims.previous === textDigest(previous.text) &&
        claims.upTo >= previous.upTo &&
        claims.on > previous.on;
      if (!isNext) this.#faults.push({ kind: 'out-of-order', name });
      previous = { text, upTo: claims.upTo, on: claims.on };
      this.#anchors.push({ name, claims });
    }
  }

  /** How far the anchors reach: events after that need not be added. */
  get upTo(): number {
    return Math.max(0, ...this.#anchors.map(({ claims }) => claims.upTo));
  }

  add({ position, hash: link }: Link): void {
    this.#closeBefore(position);
    if (this.#at < this.#anchors.length) this.#digest.add(link);
  }

  end(): AnchorFault[] {
    this.#closeBefore(Number.POSITIVE_INFINITY);
    return this.#faults;
  }

  /** Judges the anchors that end before this position. */
  #closeBefore(position: number): void {
    for (;;) {
      const anchor = this.#anchors[this.#at];
      if (!anchor || anchor.claims.upTo >= position) return;
      const { events } = this.#digest;
      const isSame = events === anchor.claims.events && this.#digest.end() === anchor.claims.digest;
      if (!isSame) this.#faults.push({ kind: 'events-differ', name: anchor.name });
      this.#at++;
      this.#digest = new AnchorDigest();
    }
  }
}
