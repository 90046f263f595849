// Holds the rule of old emergencies against what is done with them (protocol, invariant 9).
//
// 1  None begins to be sent when it is older than a day by the phone's clock, unless its writer has said so since.
// 2  Nobody is asked about anything else.

import { EMERGENCY_ASK_HOURS } from '../../../src/domain/outbox.ts';
import type { OutboxEntry } from '../../../src/offline/schema.ts';
import { Violation } from './violation.ts';

const LIMIT_MS = EMERGENCY_ASK_HOURS * 60 * 60_000;
/** Between the code's look at the clock and ours. */
const TOLERANCE_MS = 60_000;

export class Emergencies {
  readonly #now: () => number;
  readonly #onAsked: () => void;
  /** When nothing was being written last; between then and now the code has looked at the clock. */
  #before = 0;
  /** State and attempts of each entry, at the last look. */
  #known = new Map<string, string>();
  /** When the writer of each has said that it is to be sent. */
  readonly #confirmed = new Map<string, number>();

  /** @param now by the phone's clock */
  constructor(now: () => number, onAsked: () => void) {
    this.#now = now;
    this.#onAsked = onAsked;
  }

  confirmed(id: string): void {
    this.#confirmed.set(id, this.#now());
  }

  /** Nothing is half written, whether or not something has changed. */
  still(): void {
    this.#before = this.#now();
  }

  check(entries: readonly OutboxEntry[]): void {
    const known = this.#known;
    this.#known = new Map(entries.map(({ id, status }) => [id, phaseOf(status)]));
    for (const entry of entries) if (known.get(entry.id) !== phaseOf(entry.status)) this.#judge(entry);
  }

  #judge({ id, application, createdAt, status }: OutboxEntry): void {
    const isEmergency = application.kind === 'disaster';
    const since = this.#confirmed.get(id) ?? createdAt;
    // The clock may have jumped between the two.
    const ages = [this.#before - since, this.#now() - since];
    if (status.state === 'sending' && isEmergency && Math.min(...ages) > LIMIT_MS + TOLERANCE_MS)
      throw new Violation(`the old emergency ${id} is sent, and nobody was asked`);
    if (status.state !== 'asking') return;
    this.#onAsked();
    if (!isEmergency || Math.max(...ages) < LIMIT_MS - TOLERANCE_MS)
      throw new Violation(`somebody is asked about ${id}, which is no old emergency`);
  }
}

function phaseOf(status: OutboxEntry['status']): string {
  return `${status.state} ${'attempts' in status ? status.attempts : ''}`;
}
