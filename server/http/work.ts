// Work that is asked for when more comes than can be taken (line.ts says when): ALTCHA, a proof that costs a phone some seconds and
// its owner nothing to do. No address is looked at, and nobody is refused: who brings none waits longer.
//
//   503 with a challenge ─▶ the phone works ─▶ the same request with the solution ─▶ let in before those who have not worked
//
// 1. A challenge is signed, and lasts ten minutes from when it was asked for: whoever was offline for three days gets one when
//    sending. 2. A solution is good for one knock and one application, and for that one as often as its answer is lost.
// 3. Other servers of the same operator take it, too, each of them once, if the newest tracking secret is the same. 4. What cannot be read, is false, late or used up counts as
//    none. A false one is used up, too. 5. What this costs here is bounded: so many at a time are looked at, so many are remembered.

import { createHmac } from 'node:crypto';
import { createChallenge, verifySolution } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import * as v from 'valibot';
import { WORK_HEADER } from '../../src/domain/work.ts';
import type { TrackingSecret } from '../intake/tracking-secrets.ts';
import { parseJson } from './json-body.ts';

const ALGORITHM = 'PBKDF2/SHA-256';
/** One try costs a server 0.4 ms and an old phone seven; every 256th is right. */
export const DEFAULT_WORK = { cost: 2_000, keyPrefix: '00' } as const;
const LASTS_MS = 10 * 60_000;
const HEADER_MAX_LENGTH = 2_000;
/** Each of them has cost somebody a tenth of a second of a fast processor. */
const MOST_REMEMBERED = 200_000;
const MOST_AT_A_TIME = 16;

const hex = v.pipe(v.string(), v.regex(/^[0-9a-f]{1,128}$/));
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
/** As it stands in a problem's body. */
export const workChallengeSchema = v.object({
  parameters: v.object({
    algorithm: v.literal(ALGORITHM),
    nonce: hex,
    salt: hex,
    cost: count,
    keyLength: count,
    keyPrefix: hex,
    data: v.object({ until: count }),
  }),
  signature: hex,
});
const payloadSchema = v.object({
  challenge: workChallengeSchema,
  solution: v.object({ counter: count, derivedKey: hex }),
});

export type WorkChallenge = v.InferOutput<typeof workChallengeSchema>;
type Payload = v.InferOutput<typeof payloadSchema>;

export interface Work {
  ask: () => Promise<WorkChallenge>;
  /** @param subject what it is brought for: an application’s id or digest. Absent: a knock. @returns whether it holds */
  accept: (headers: Readonly<Record<string, unknown>>, subject?: string) => Promise<boolean>;
}

interface Used {
  holds: Promise<boolean>;
  until: number;
  hasKnocked: boolean;
  subject: string | undefined;
}

export interface WorkOptions {
  /** The newest: who has an older one could ask for work that is none. */
  trackingSecret: TrackingSecret;
  /** Milliseconds since 1970. */
  now: () => number;
  /** For tests. */
  difficulty?: { cost: number; keyPrefix: string };
}

export function createWork({ trackingSecret, now, difficulty = DEFAULT_WORK }: WorkOptions): Work {
  const hmacSignatureSecret = createHmac('sha256', trackingSecret.key).update('kopru work v1').digest('hex');
  /** By nonce, the oldest first. */
  const used = new Map<string, Used>();
  let underWay = 0;

  async function holds({ challenge, solution }: Payload): Promise<boolean> {
    underWay += 1;
    try {
      const said = await verifySolution({ challenge, solution, deriveKey, hmacSignatureSecret });
      // What was not asked for here costs nothing to make, and must not push out what has cost something.
      if (said.invalidSignature) used.delete(challenge.parameters.nonce);
      return said.verified;
    } finally {
      underWay -= 1;
    }
  }

  function remember(nonce: string, use: Used): void {
    for (const [oldest, { until }] of used) {
      if (until >= now() && used.size < MOST_REMEMBERED) break;
      used.delete(oldest);
    }
    used.set(nonce, use);
  }

  return {
    ask: async () => {
      const data = { until: Math.floor((now() + LASTS_MS) / 1_000) };
      const made = await createChallenge({
        ...difficulty,
        algorithm: ALGORITHM,
        data,
        deriveKey,
        hmacSignatureSecret,
      });
      return v.parse(workChallengeSchema, made);
    },
    accept: async (headers, subject) => {
      const payload = read(headers[WORK_HEADER]);
      if (!payload) return false;
      const { nonce, data } = payload.challenge.parameters;
      const until = data.until * 1_000;
      if (until < now()) return false;
      let use = used.get(nonce);
      if (!use) {
        if (underWay >= MOST_AT_A_TIME) return false;
        use = { holds: holds(payload), until, hasKnocked: false, subject: undefined };
        remember(nonce, use);
      } else if (subject === undefined ? use.hasKnocked : (use.subject ?? subject) !== subject) return false;
      // Before anything is waited for: two requests at once with one solution are one too many.
      if (subject === undefined) use.hasKnocked = true;
      else use.subject = subject;
      return await use.holds;
    },
  };
}

function read(header: unknown): Payload | undefined {
  if (typeof header !== 'string' || header.length > HEADER_MAX_LENGTH) return undefined;
  const json = parseJson(Buffer.from(header, 'base64'));
  const parsed = json.ok ? v.safeParse(payloadSchema, json.value) : undefined;
  return parsed?.success ? parsed.output : undefined;
}
