// Applications offered at a fixed rate, whatever becomes of those before (an open loop: a crowd does not wait for a slow server),
// to the real server with its database. At the end everything that was acknowledged is looked for in the database.

import type pg from 'pg';
import { newId, nextBody } from '../bench/bodies.ts';
import { type LoadConnection, openConnection } from '../bench/http-load.ts';

export interface Offer {
  name: string;
  perSecond: number;
  seconds: number;
  /** Milliseconds that 99 of 100 acknowledgements may take; undefined: it is only told. */
  patienceMs?: number;
}

export interface OfferFigures {
  offered: number;
  accepted: number;
  /** 503: nothing was stored, come back. */
  putOff: number;
  /** Not even a connection was free, of those that one process may have. */
  unsent: number;
  /** The connection broke: nobody knows, and the device asks again. */
  broken: number;
  /** Acknowledged and not in the database. */
  lost: number;
  acceptedPerSecond: number;
  /** Milliseconds, of what was accepted. */
  p50: number;
  p99: number;
}

class Unexpected extends Error {}

const TICK_MS = 10;
const MOST_CONNECTIONS = 2_000;
const CLIENTS = 32;
const [WARM_UP_MS, CAPACITY_MS] = [3_000, 10_000];

export async function offer(
  port: number,
  database: pg.Pool,
  { perSecond, seconds }: Offer,
): Promise<OfferFigures> {
  const free: LoadConnection[] = [];
  let connections = 0;
  const ids: string[] = [];
  const latencies: number[] = [];
  let [putOff, unsent, broken, sent] = [0, 0, 0, 0];
  const underWay = new Set<Promise<void>>();

  async function send(): Promise<void> {
    if (free.length === 0 && connections >= MOST_CONNECTIONS) {
      unsent += 1;
      return;
    }
    const id = newId();
    const startedAt = performance.now();
    let connection = free.pop();
    while (connection && !connection.isOpen()) {
      connections -= 1;
      connection = free.pop();
    }
    try {
      if (!connection) {
        connections += 1;
        connection = await openConnection(port);
      }
      const status = await connection.put(`/api/applications/${id}`, nextBody());
      if (status === 201) {
        ids.push(id);
        latencies.push(performance.now() - startedAt);
      } else if (status === 503) putOff += 1;
      // A request that this process was too slow to send: the server closes its connection.
      else if (status === 408) throw new Error('The request was not sent in time');
      else throw new Unexpected(`An application was answered with ${status}`);
      free.push(connection);
    } catch (error) {
      if (error instanceof Unexpected) throw error;
      broken += 1;
      connections -= 1;
      connection?.close();
    }
  }

  const startedAt = performance.now();
  const total = perSecond * seconds;
  while (sent < total) {
    const due = Math.min(total, Math.floor(((performance.now() - startedAt) / 1_000) * perSecond));
    for (; sent < due; sent++) {
      const sending: Promise<void> = send().finally(() => underWay.delete(sending));
      underWay.add(sending);
    }
    await new Promise((resolve) => setTimeout(resolve, TICK_MS));
  }
  await Promise.all(underWay);
  const tookMs = performance.now() - startedAt;
  for (const connection of free) connection.close();
  latencies.sort((a, b) => a - b);
  return {
    offered: total,
    accepted: ids.length,
    putOff,
    unsent,
    broken,
    lost: ids.length - (await countStored(database, ids)),
    acceptedPerSecond: Math.round((ids.length / tookMs) * 1_000),
    p50: Math.round(quantile(latencies, 0.5)),
    p99: Math.round(quantile(latencies, 0.99)),
  };
}

/** What the server takes in a second from clients that wait for each answer. */
export async function measureCapacity(port: number): Promise<number> {
  const connections = await Promise.all(Array.from({ length: CLIENTS }, () => openConnection(port)));
  const rateOf = async (ms: number): Promise<number> => {
    const startedAt = performance.now();
    let accepted = 0;
    const work = async (connection: LoadConnection): Promise<void> => {
      while (performance.now() - startedAt < ms) {
        const status = await connection.put(`/api/applications/${newId()}`, nextBody());
        if (status === 201) accepted += 1;
      }
    };
    await Promise.all(connections.map(work));
    return Math.round((accepted / (performance.now() - startedAt)) * 1_000);
  };
  await rateOf(WARM_UP_MS);
  const capacity = await rateOf(CAPACITY_MS);
  for (const connection of connections) connection.close();
  return capacity;
}

/** @returns how many of the ids have an application, a case and a receipt */
async function countStored(database: pg.Pool, ids: readonly string[]): Promise<number> {
  let count = 0;
  for (let from = 0; from < ids.length; from += 5_000) {
    const { rows } = await database.query<{ count: number }>(
      `select count(*)::int as count from application
       join case_file on case_file.application_id = application.id
       where application.id = any($1::uuid[]) and application.receipt is not null`,
      [ids.slice(from, from + 5_000)],
    );
    count += rows[0]?.count ?? 0;
  }
  return count;
}

function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
