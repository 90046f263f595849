// The brake of the doors that a tracking key opens (failure-delay.ts), where what was asked for is not there. A right key that asks for
// what is gone, or was never made, is nobody who guesses: its holder is answered at once, and nothing is counted. The answer is the same
// for both, and both cost the same questions of the database.

import type { Kysely } from 'kysely';
import { trackingMacs } from '../intake/tracking-mac.ts';
import type { TrackingSecrets } from '../intake/tracking-secrets.ts';
import { withAccess } from '../store/access.ts';
import type { Database } from '../store/schema.ts';
import { createFailureDelay } from './failure-delay.ts';
import type { App } from './valibot-provider.ts';

/** Holds an answer back where the key opens nothing at all. */
export type GuessBrake = (guess: { trackingKey: string; address: string }) => Promise<void>;

/** One for each door, until the server ends. */
export function createGuessBrake(
  app: App,
  {
    database,
    trackingSecrets,
    now,
  }: { database: Kysely<Database>; trackingSecrets: TrackingSecrets; now: () => number },
): GuessBrake {
  const delay = createFailureDelay(now);
  app.onEnding(delay.release);
  return async ({ trackingKey, address }) => {
    const macs = trackingMacs(trackingSecrets, trackingKey);
    const right = await withAccess({ kind: 'citizen', trackingMacs: macs }, () =>
      database
        .selectFrom('application')
        .select('id')
        .where('tracking_mac', 'in', macs)
        .limit(1)
        .executeTakeFirst(),
    );
    if (!right) await delay.hold(delay.count(address));
  };
}
