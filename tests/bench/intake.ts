// Durable acceptances per second at 1, 8 and 32 connections, beside the bare insert rate of the same PostgreSQL in the
// same run: a client that writes a 2 kB row and an outbox row in one durable statement, without any server between.
// The two take turns, so that a slow minute of the machine hits both, and each has a client that does as little as it
// can: the clients share the machine with what they measure.

import pg from 'pg';
import { parseConfig } from '../../server/config.ts';
import { connectToRunning } from '../../server/store/open-database.ts';
import { startServer } from '../e2e/server-process.ts';
import { newId, nextBody } from './bodies.ts';
import { type LoadConnection, openConnection } from './http-load.ts';

const ROUND_MS = 3_000;
const ROUNDS = 3;
const CONNECTIONS = [1, 8, 32] as const;

export async function benchIntake(): Promise<void> {
  // What arrives is measured, not who is let in.
  const server = await startServer({ LOG_LEVEL: 'silent', APPLICATIONS_PER_SECOND: '100000' });
  try {
    const parsed = parseConfig({ DATA_DIR: server.dataDir });
    if (!parsed.ok) throw new Error('The configuration of the benchmark is at fault');
    const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
    const opened = await connectToRunning(parsed.config, silent);
    if (!opened.ok) throw new Error(`The database cannot be reached: ${opened.fault.code}`);
    const rows = [];
    for (const connections of CONNECTIONS) {
      const pool = new pg.Pool({ ...opened.database.owner, max: connections });
      await prepareBaseline(pool);
      const opening = Array.from({ length: connections }, () => openConnection(server.port));
      const sockets = await Promise.all(opening);
      const bare: number[] = [];
      const accepted: number[] = [];
      for (let round = 0; round <= ROUNDS; round++) {
        const one = await rate(sockets, () => insertBare(pool));
        const two = await rate(sockets, sendApplication);
        if (round === 0) continue; // the first warms both up
        bare.push(one);
        accepted.push(two);
      }
      for (const socket of sockets) socket.close();
      await pool.end();
      const [insert, acceptance] = [median(bare), median(accepted)];
      rows.push({
        connections,
        'bare inserts/s': Math.round(insert),
        'acceptances/s': Math.round(acceptance),
        ratio: (acceptance / insert).toFixed(2),
      });
    }
    await opened.database.close();
    console.log(`\nDurable acceptances, medians of ${ROUNDS} rounds of ${ROUND_MS / 1000} s in turn`);
    console.table(rows);
  } finally {
    await server.remove();
  }
}

async function prepareBaseline(pool: pg.Pool): Promise<void> {
  await pool.query(`create table if not exists bench_application (id uuid primary key, body text not null);
    create table if not exists bench_outbox (id bigint generated always as identity primary key, application_id uuid not null)`);
}

async function insertBare(pool: pg.Pool): Promise<void> {
  await pool.query({
    name: 'bench-insert',
    text: `with a as (insert into bench_application (id, body) values ($1, $2) returning id)
           insert into bench_outbox (application_id) select id from a`,
    values: [newId(), nextBody()],
  });
}

async function sendApplication(connection: LoadConnection): Promise<void> {
  const status = await connection.put(`/api/applications/${newId()}`, nextBody());
  if (status !== 201) throw new Error(`An application was answered with ${status}`);
}

/** How often per second `work` is done by so many workers that each wait for their own. */
async function rate<Worker>(
  workers: readonly Worker[],
  work: (worker: Worker) => Promise<void>,
): Promise<number> {
  let done = 0;
  const started = performance.now();
  const until = started + ROUND_MS;
  await Promise.all(
    workers.map(async (worker) => {
      while (performance.now() < until) {
        await work(worker);
        done++;
      }
    }),
  );
  return (done / (performance.now() - started)) * 1000;
}

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
