// What the hash chain and row-level security cost at acceptance: the statement of intake as the server runs it; without the trigger
// that makes the hash; and without policies, which is a superuser's, once within the transaction that the context needs and once
// alone. In turn, on one connection each, all durable. Without the trigger every event gets the same hash; so this comes last, on
// a database that nothing is asked of afterwards.

import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { type ApplicationRow, createIntakeStatements, STORE } from '../../../server/intake/statements.ts';
import { uuidv7 } from '../../../src/domain/uuid.ts';

const ROUNDS = 7;
const ROUND_MS = 1_500;

export interface AcceptanceCost {
  how: string;
  'acceptances/s': number;
  /** Of the rounds, the median of how many of the first row's it did in its turn. */
  'to as it is': string;
}

type Store = (row: ApplicationRow) => Promise<unknown>;

/** @param connection as whom the server works */
export async function measureAcceptance(
  connection: pg.ClientConfig,
  superuser: pg.Client,
): Promise<AcceptanceCost[]> {
  const app = new pg.Pool({ ...connection, max: 1 });
  const above = new pg.Pool({ ...connection, user: superuser.user ?? '', max: 1 });
  const asIs: Store = (row) => createIntakeStatements(app).store([row]);
  const ways: { how: string; trigger: boolean; store: Store }[] = [
    { how: 'as it is', trigger: true, store: asIs },
    { how: 'without the hash chain', trigger: false, store: asIs },
    {
      how: 'without policies, in the same transaction',
      trigger: true,
      store: (row) => createIntakeStatements(above).store([row]),
    },
    {
      how: 'without policies, one statement',
      trigger: true,
      store: (row) => above.query({ ...STORE, values: [JSON.stringify([row])] }),
    },
  ];
  const rates: number[][] = ways.map(() => []);
  let nth = 0;
  try {
    await superuser.query(`alter table case_event alter column hash set default '\\x${'00'.repeat(32)}'`);
    for (let round = 0; round <= ROUNDS; round++) {
      for (const [way, { trigger, store }] of ways.entries()) {
        await superuser.query(
          `alter table case_event ${trigger ? 'enable' : 'disable'} trigger case_event_chain`,
        );
        const rate = await rateOf(() => store(makeRow(++nth)));
        if (round > 0) rates[way]?.push(rate); // the first warms all up
      }
    }
  } finally {
    await superuser.query(`alter table case_event enable trigger case_event_chain;
      alter table case_event alter column hash drop default`);
    await app.end();
    await above.end();
  }
  const [first = []] = rates;
  return ways.map(({ how }, way) => ({
    how,
    'acceptances/s': Math.round(median(rates[way] ?? [])),
    'to as it is': median((rates[way] ?? []).map((rate, round) => rate / (first[round] ?? 0))).toFixed(2),
  }));
}

async function rateOf(accept: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  let done = 0;
  for (; performance.now() - startedAt < ROUND_MS; done++) await accept();
  return (done / (performance.now() - startedAt)) * 1000;
}

function makeRow(nth: number): ApplicationRow {
  const nowMs = Date.now();
  return {
    id: uuidv7(nowMs, randomBytes(10)),
    number: `2023-${String(nth).padStart(7, '0')}`,
    digest: randomBytes(32).toString('base64'),
    tracking_mac: randomBytes(32).toString('base64'),
    tracking_secret: 'bench',
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
