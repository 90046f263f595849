// The statements of acceptance (server/intake/statements.ts) over rows in memory, honest about commits: nothing can be found
// before its commit, a statement is stored whole or not at all, and a connection that breaks may break on either side of
// the commit. tests/contracts/intake-statements.test.ts holds them against PostgreSQL's.

import type { ApplicationRow, IntakeStatements, StoreResult } from '../../../server/intake/statements.ts';
import type { Tally } from '../tally.ts';

/** What goes wrong with the next statement that stores. */
export const ROW_FAULTS = [
  'database unreachable',
  'database lost before the commit',
  'database lost at the commit',
] as const;
export type RowFault = (typeof ROW_FAULTS)[number];

export interface Pace {
  /** Resolves after the time of one round trip. */
  trip: () => Promise<void>;
}

export class CommittedRows {
  /** Committed, by id. */
  readonly applications = new Map<string, ApplicationRow>();
  /** By attachment's id. */
  readonly #attachments = new Set<string>();
  readonly #lastNumbers = new Map<number, number>();
  readonly #faults: RowFault[] = [];
  readonly #pace: Pace;
  readonly #tally: Tally;

  constructor(pace: Pace, tally: Tally) {
    this.#pace = pace;
    this.#tally = tally;
  }

  expect(fault: RowFault): void {
    this.#faults.push(fault);
  }

  /** @param isRunning whether the server that asks still runs: what a dead one has begun is rolled back */
  statementsFor(isRunning: () => boolean): IntakeStatements {
    return {
      drawNumbers: async (year, count) => {
        await this.#pace.trip();
        const last = this.#lastNumbers.get(year) ?? 0;
        this.#lastNumbers.set(year, last + count);
        return Array.from({ length: count }, (_, at) => `${year}-${String(last + at + 1).padStart(7, '0')}`);
      },
      find: async (ids) => {
        await this.#pace.trip();
        const found = ids.flatMap((id) => this.applications.get(id) ?? []);
        return new Map(
          found.map(({ id, digest, receipt }) => [id, { digest: Buffer.from(digest, 'base64'), receipt }]),
        );
      },
      store: (rows) => this.#store(rows, isRunning),
    };
  }

  async #store(rows: readonly ApplicationRow[], isRunning: () => boolean): Promise<StoreResult> {
    const fault = this.#faults.shift();
    if (fault) this.#tally.hit(fault);
    if (fault === 'database unreachable') return { kind: 'unreachable', cause: lost('ECONNREFUSED') };
    await this.#pace.trip();
    if (fault === 'database lost before the commit' || !isRunning()) throw lost('ECONNRESET');
    const fresh = rows.filter(({ id }) => !this.applications.has(id));
    const attachments = fresh.flatMap((row) => row.attachments ?? []);
    if (attachments.some(({ id }) => this.#attachments.has(id))) throw taken();
    for (const row of fresh) this.applications.set(row.id, row);
    for (const { id } of attachments) this.#attachments.add(id);
    await this.#pace.trip();
    if (fault === 'database lost at the commit') throw lost('ECONNRESET');
    return { kind: 'stored', ids: new Set(fresh.map(({ id }) => id)) };
  }
}

function lost(code: string): Error {
  return Object.assign(new Error('the connection is gone'), { code });
}

/** As PostgreSQL says it of an attachment's id that another application has. */
function taken(): Error {
  return Object.assign(new Error('duplicate key'), { code: '23505', constraint: 'attachment_pkey' });
}
