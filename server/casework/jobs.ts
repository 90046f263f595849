// Does what an acceptance has left to do. A job is a row of the outbox table, written in the transaction that owes it.
//
//     due rows ──for update skip locked──▶ handler, per kind ──ok──▶ deleted      all in the batch's transaction
//                                            └─throws─▶ undone, then each job alone ──ok──▶ deleted
//                                                                    └─throws─▶ undone; attempts + 1, due again later
//
// Invariants: 1. A job's effect and the end of its row are one commit: a crash at any moment leaves the row, and
// no effect. 2. Several servers may run: a row that one has locked, another skips. 3. A job that fails stops
// no other job, and is never given up; behind it a citizen waits.

import { type Kysely, sql, type Transaction } from 'kysely';
import { writeNotices } from '../notify/write-notices.ts';
import type { StoreLogger } from '../store/contract.ts';
import { errorCode } from '../store/fault.ts';
import type { Database } from '../store/schema.ts';
import { assignCases } from './assignment.ts';
import { indexCases } from './case-search.ts';
import { noteTopics } from './case-topics.ts';

/**
 * Does the jobs of one kind inside the transaction that ends them. What it throws undoes only what it did itself;
 * where it had several jobs, it is then called for each of them alone.
 */
export type JobHandler = (
  transaction: Transaction<Database>,
  applicationIds: readonly string[],
  nowMs: number,
) => Promise<void>;

const HANDLERS: Readonly<Record<string, JobHandler>> = {
  assign: assignCases,
  index: indexCases,
  topic: noteTopics,
  notify: writeNotices,
};

/** An officer who wants a case of the batch waits for its end: some tens of milliseconds. */
const BATCH_SIZE = 200;
/** A job is normally woken by the acceptance that wrote it; this finds those of a server that died. */
const POLL_MS = 5_000;
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 15 * 60_000;

export interface JobsOptions {
  database: Kysely<Database>;
  /** Milliseconds since 1970. */
  now: () => number;
  log: Pick<StoreLogger, 'error'>;
  /** How often it looks by itself; 0: only when it is asked. */
  pollMs?: number;
  /** By kind of job. */
  handlers?: Readonly<Record<string, JobHandler>>;
}

export interface Jobs {
  /** Something was written that is due now. Returns at once. */
  wake: () => void;
  /** Ends after the batch under way. Idempotent. */
  stop: () => Promise<void>;
  /** Runs until nothing is due. @returns how many jobs succeeded */
  drain: () => Promise<number>;
}

export function startJobs({ database, now, log, pollMs = POLL_MS, handlers = HANDLERS }: JobsOptions): Jobs {
  let isStopped = false;
  let isWaiting = false;
  /** One batch at a time: each run is chained to the one before. Never rejects. */
  let tail: Promise<unknown> = Promise.resolve();

  async function runWhatIsDue(): Promise<number> {
    let succeeded = 0;
    while (!isStopped) {
      const batch = await runBatch({ database, now, log, handlers });
      succeeded += batch.succeeded;
      if (batch.taken < BATCH_SIZE) break;
    }
    return succeeded;
  }
  function drain(): Promise<number> {
    const run = tail.then(runWhatIsDue);
    tail = run.catch(() => undefined);
    return run;
  }
  function wake(): void {
    if (isStopped || isWaiting) return;
    isWaiting = true;
    tail = tail.then(async () => {
      isWaiting = false;
      try {
        await runWhatIsDue();
      } catch (error) {
        // The rows are still there; the next poll finds them when the database is back.
        log.error({ event: 'jobs-interrupted', code: nameOf(error) }, 'Jobs could not be run');
      }
    });
  }

  const timer = pollMs > 0 ? setInterval(wake, pollMs) : undefined;
  timer?.unref();
  wake();
  return {
    wake,
    drain,
    stop: async () => {
      isStopped = true;
      clearInterval(timer);
      await tail;
    },
  };
}

interface JobRow {
  id: string;
  kind: string;
  application_id: string;
  attempts: number;
}

async function runBatch({
  database,
  now,
  log,
  handlers,
}: Required<Omit<JobsOptions, 'pollMs'>>): Promise<{ taken: number; succeeded: number }> {
  return database.transaction().execute(async (transaction) => {
    const jobs = await transaction
      .selectFrom('job')
      .select(['id', 'kind', 'application_id', 'attempts'])
      .where('run_after', '<=', new Date(now()))
      // Those take minutes; whoever does them holds no transaction meanwhile.
      .where('attachment_id', 'is', null)
      .where('clip_id', 'is', null)
      .orderBy('run_after')
      .orderBy('id')
      .limit(BATCH_SIZE)
      .forUpdate()
      .skipLocked()
      .execute();
    const failures: Failure[] = [];
    for (const [kind, ofKind] of Map.groupBy(jobs, (job) => job.kind)) {
      failures.push(...(await runJobs(transaction, ofKind, handlers[kind], now())));
    }
    for (const { job, error } of failures) {
      const attempts = job.attempts + 1;
      const fields = { event: 'job-failed', job: job.kind, attempts, code: nameOf(error) };
      log.error(fields, 'A job failed and will be tried again');
      await postpone(transaction, job, now());
    }
    const failed = new Set(failures.map(({ job }) => job));
    const done = jobs.filter((job) => !failed.has(job)).map(({ id }) => id);
    await transaction.deleteFrom('job').where('id', '=', sql<string>`any(${done}::bigint[])`).execute();
    return { taken: jobs.length, succeeded: done.length };
  });
}

interface Failure {
  job: JobRow;
  error: unknown;
}

/** Jobs of one kind: together, and where that fails each alone. */
async function runJobs(
  transaction: Transaction<Database>,
  jobs: readonly JobRow[],
  handler: JobHandler | undefined,
  nowMs: number,
): Promise<Failure[]> {
  const [first, ...others] = jobs;
  if (!first) return [];
  const error = await attempt(transaction, jobs, handler, nowMs);
  if (error === undefined) return [];
  if (others.length === 0) return [{ job: first, error }];
  const failures: Failure[] = [];
  for (const job of jobs) failures.push(...(await runJobs(transaction, [job], handler, nowMs)));
  return failures;
}

/** @returns what the handler threw, after its work is undone */
async function attempt(
  transaction: Transaction<Database>,
  jobs: readonly JobRow[],
  handler: JobHandler | undefined,
  nowMs: number,
): Promise<unknown> {
  await sql`savepoint jobs`.execute(transaction);
  try {
    if (!handler) throw new Error('No handler for jobs of this kind');
    const ids = jobs.map(({ application_id }) => application_id);
    await handler(transaction, ids, nowMs);
    await sql`release savepoint jobs`.execute(transaction);
    return undefined;
  } catch (error) {
    // Throws where the connection itself is gone; then the whole batch is undone by the database.
    await sql`rollback to savepoint jobs`.execute(transaction);
    await sql`release savepoint jobs`.execute(transaction);
    return error ?? new Error('A handler threw nothing');
  }
}

async function postpone(transaction: Transaction<Database>, job: JobRow, nowMs: number): Promise<void> {
  const pauseMs = Math.min(FIRST_PAUSE_MS * 2 ** Math.min(job.attempts, 30), LONGEST_PAUSE_MS);
  await transaction
    .updateTable('job')
    .set({ attempts: job.attempts + 1, run_after: new Date(nowMs + pauseMs) })
    .where('id', '=', job.id)
    .execute();
}

/** A code or a class name; never a message, which may quote a row. */
function nameOf(error: unknown): string {
  return errorCode(error) ?? (error instanceof Error ? error.name : typeof error);
}
