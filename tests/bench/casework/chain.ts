// What the hash chain costs at acceptance: the statement of intake with the trigger that makes the hash, and without it, in
// turn, on one connection, each durable. Without it every event gets the same hash; so this comes last, on a throw-away database.

import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { type ApplicationRow, createIntakeStatements } from '../../../server/intake/statements.ts';
import { uuidv7 } from '../../../src/domain/uuid.ts';

const ROUNDS = 6;
const ROUND_MS = 1_500;

export interface ChainCost {
  'acceptances/s with the chain': number;
  without: number;
  ratio: string;
}

/** @param connection as whom the server works */
export async function measureChain(connection: pg.ClientConfig, superuser: pg.Client): Promise<ChainCost> {
  const pool = new pg.Pool({ ...connection, max: 1 });
  const { store } = createIntakeStatements(pool);
  let nth = 0;
  const rate = async (): Promise<number> => {
    const startedAt = performance.now();
    let done = 0;
    for (; performance.now() - startedAt < ROUND_MS; done++) await store([makeRow(++nth)]);
    return (done / (performance.now() - startedAt)) * 1000;
  };
  const rates: { withChain: number[]; without: number[] } = { withChain: [], without: [] };
  try {
    await superuser.query(`alter table case_event alter column hash set default '\\x${'00'.repeat(32)}'`);
    for (let round = 0; round <= ROUNDS; round++) {
      await superuser.query('alter table case_event enable trigger case_event_chain');
      const withChain = await rate();
      await superuser.query('alter table case_event disable trigger case_event_chain');
      const without = await rate();
      if (round === 0) continue; // the first warms both up
      rates.withChain.push(withChain);
      rates.without.push(without);
    }
  } finally {
    await superuser.query(`alter table case_event enable trigger case_event_chain;
      alter table case_event alter column hash drop default`);
    await pool.end();
  }
  const [chained, bare] = [median(rates.withChain), median(rates.without)];
  return {
    'acceptances/s with the chain': Math.round(chained),
    without: Math.round(bare),
    ratio: (chained / bare).toFixed(2),
  };
}

function makeRow(nth: number): ApplicationRow {
  const nowMs = Date.now();
  return {
    id: uuidv7(nowMs, randomBytes(10)),
    number: `2023-${String(nth).padStart(7, '0')}`,
    digest: randomBytes(32).toString('base64'),
    tracking_mac: randomBytes(32).toString('base64'),
    kind: 'complaint',
    subject: 'Kaldırımda engel',
    description: 'Kaldırımdaki direk tekerlekli sandalyeyle geçmeme engel oluyor. '.repeat(22),
    addressed_to: null,
    addressed_name: null,
    province: '34',
    district: 'Kadıköy',
    place_detail: null,
    coordinates: null,
    before_court: false,
    hide_identity: false,
    formats: ['text'],
    locale: 'tr',
    notice_version: '2026-11',
    written_at_ms: nowMs,
    received_at_ms: nowMs,
    due_on: '2026-12-31',
    receipt: 'x'.repeat(450),
    full_name: 'Deniz Örnek',
    identity_number: null,
    address_kind: null,
    address_text: null,
    phone: null,
    email: null,
    key_id: 'benchmark',
  };
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
