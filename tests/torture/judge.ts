// The end of a run, long or short: the phone comes to rest, and every promise is held against the database.

import { sql } from 'kysely';
import { t } from '../e2e/citizen.ts';
import { withSystem } from '../e2e/office.ts';
import type { Trouble } from './plan.ts';
import type { Promises, StoredRow, Verdict } from './promises.ts';
import type { Rack } from './round.ts';
import type { Stage } from './stage.ts';

const SETTLING_MS = 5 * 60_000;
/** How long it is left to itself before it is told again to send now. */
const PRESS_AGAIN_MS = 2_000;

export interface Judgement {
  verdict: Verdict;
  /** In the database. */
  rows: number;
  /** Each thing that must not be, in a line. */
  faults: string[];
}

export async function judgeRun(stage: Stage, rack: Rack, promises: Promises): Promise<Judgement> {
  await stage.server.start();
  const here = await comeToRest(rack);
  const rows = await readRows(stage);
  const verdict = promises.judge(rows, here);
  const { lost, doubled, falselyReceived, notPutOff } = verdict;
  const faults = [
    ...lost.map((subject) => `lost: ${subject}`),
    ...doubled.map((subject) => `doubled: ${subject}`),
    ...falselyReceived.map((what) => `falsely received: ${what}`),
    ...notPutOff.map((what) => `sent into trouble: ${what}`),
  ];
  return { verdict, rows: rows.length, faults };
}

/** How often, and what came of it: `3 applications into …: 2 refused for now, 1 connection broke, 0 taken all the same`. */
export function describeTrouble({ sentInto }: Promises, trouble: Trouble, place: string): string {
  const all = sentInto.filter((sent) => sent.trouble === trouble).map(({ statuses }) => statuses[0]);
  const count = (...wanted: number[]): number => all.filter((status) => wanted.includes(status ?? -1)).length;
  return (
    `${all.length} applications were sent into ${place}: ${count(503, 507)} were refused for now, ` +
    `of ${count(0)} the connection broke, ${count(200, 201)} were taken all the same`
  );
}

async function readRows({ server }: Stage): Promise<StoredRow[]> {
  return await withSystem(server, async (system) => {
    const { rows } = await sql<StoredRow>`select subject, number from application`.execute(system);
    return rows;
  });
}

/** Waits until the phone has nothing left to send, and reads what it still shows. */
async function comeToRest(rack: Rack): Promise<Set<string>> {
  const page = await rack.openList();
  // Each card of the list, sent or not, has its subject as its heading.
  const cards = page.getByRole('heading', { level: 3 });
  await cards.first().waitFor();
  const unsent = page.getByText(t('outbox.waiting')).or(page.getByText(t('outbox.sending'), { exact: true }));
  const until = Date.now() + SETTLING_MS;
  while ((await unsent.count()) > 0 && Date.now() < until) {
    const now = page.getByRole('button', { name: t('applications.sendNow') }).first();
    if (await now.isVisible()) await now.click().catch(() => undefined);
    const first = unsent.first();
    await first.waitFor({ state: 'detached', timeout: PRESS_AGAIN_MS }).catch(() => undefined);
  }
  const subjects = await cards.allInnerTexts();
  return new Set(subjects.map((text) => text.trim()));
}
