// One round on the rack: a citizen writes and sends one application while browser, server and database are each killed,
// clocks jump, a new version comes, the disk is full or the database restarts. Whatever breaks is begun again, as a person
// would; what was shown is kept (promises.ts).

import { setTimeout as delay } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import type { BrowserProcess } from '../e2e/browser-process.ts';
import { beginApplication, endApplication, send, t } from '../e2e/citizen.ts';
import type { Gate } from '../e2e/fault-proxy.ts';
import { seededRandom } from '../simulation/random.ts';
import { moveClocks, startWithClock } from './clock.ts';
import type { Killed, Moment, Round } from './plan.ts';
import type { Promises } from './promises.ts';
import { bringVersion } from './renewal.ts';
import { openBrowser, type Stage } from './stage.ts';
import { SENDING, sendInto } from './trouble.ts';
import { RESTART_MS, untilDone, within } from './within.ts';

const LONGEST_ROUND_MS = 120_000;
const LONGEST_TRY_MS = 60_000;
const MOST_STARTS = 5;
/** For a page that was killed under an act, the act would wait for ever. */
const PATIENCE_MS = 20_000;
const RECEIPT_MS = 10_000;
/** Longer than what is free in a page of the database, and as good as random, so that a full disk has no room for it. */
const TEXT_LENGTH = 4_800;

export interface Counted {
  killed: Record<Killed, number>;
  /** New versions that were on the phone before the application had left it. */
  updates: number;
  /** Starts with a wrong clock. */
  wrongStarts: number;
  /** Clocks that were moved in the middle. */
  jumps: { page: number; worker: number };
}

export class Rack {
  readonly #stage: Stage;
  readonly #promises: Promises;
  readonly counted: Counted = {
    killed: { browser: 0, server: 0, database: 0 },
    updates: 0,
    wrongStarts: 0,
    jumps: { page: 0, worker: 0 },
  };
  /** Kills of this round that have their moment still before them. */
  #due: { what: Killed; at: Moment }[] = [];
  #browser: BrowserProcess | undefined;
  #starting: Promise<void> | undefined;

  constructor(stage: Stage, promises: Promises) {
    this.#stage = stage;
    this.#promises = promises;
  }

  async play(round: Round): Promise<void> {
    const { proxy } = this.#stage;
    proxy.faults.push(...round.faults.map((fault) => ({ method: 'PUT', fault })));
    this.#due = round.kills.flatMap(({ what, at }) => (typeof at === 'string' ? [{ what, at }] : []));
    const kills = this.#killInTime(round);
    const until = Date.now() + LONGEST_ROUND_MS;
    let isSent = false;
    for (let tries = 1; !isSent && Date.now() < until; tries++) {
      // What was not said to be kept is written anew, and is another application: the first may have been kept all the same.
      const subject = `${round.subject}.${tries}`;
      isSent = await within(LONGEST_TRY_MS, this.#try(round, subject)).catch(() =>
        this.#promises.saved.has(subject),
      );
      // What hangs is begun anew, as a person would.
      if (!isSent) await this.end();
      await this.#startServer();
    }
    await kills;
    await this.#startServer();
    proxy.faults.length = 0;
  }

  /** Whoever asks first starts it; the others wait with them. */
  #startServer(): Promise<void> {
    this.#starting ??= this.#tryToStart().finally(() => {
      this.#starting = undefined;
    });
    return this.#starting;
  }

  /** Also where it is killed while it starts. */
  async #tryToStart(): Promise<void> {
    for (let tries = 1; ; tries++) {
      try {
        await this.#stage.server.start();
        return;
      } catch (error) {
        if (tries === MOST_STARTS) throw error;
      }
    }
  }

  /** The list of what is on this phone, from a browser that was opened anew. */
  async openList(): Promise<Page> {
    await this.end();
    const page = await this.#page(0);
    await page.goto(`${this.#stage.proxy.url}/basvurularim/`);
    return page;
  }

  async end(): Promise<void> {
    const browser = this.#browser;
    this.#browser = undefined;
    await browser?.kill();
  }

  async #try(round: Round, subject: string): Promise<boolean> {
    const page = await this.#page(round.clockYears);
    await page.goto(`${this.#stage.proxy.url}/basvurularim/`);
    await page.waitForFunction(() => document.documentElement.dataset.ready === 'true');
    await beginApplication(page);
    await page.getByRole('textbox', { name: t('flow.text.subject') }).fill(subject);
    await page.getByRole('textbox', { name: t('flow.text.description') }).fill(longText(round.number));
    await this.#reach('writing', round, page);
    await endApplication(page);
    if (await page.getByText(t('flow.save.saved')).isVisible()) this.#promises.saved.add(subject);
    const gate = this.#stage.proxy.hold(SENDING);
    try {
      await send(page, { subject, description: '' });
      await page.getByRole('heading', { name: SENT_STATES }).first().waitFor();
      this.#promises.saved.add(subject);
      await within(PATIENCE_MS, Promise.race([gate.reached, untilGone(page)]));
      await this.#whileSending(round, subject, page, gate);
    } finally {
      gate.open();
    }
    // Read where it comes; where it does not, the next round's list or the last says it.
    await page.getByRole('heading', { name: RECEIVED }).first().waitFor({ timeout: RECEIPT_MS });
    return true;
  }

  /** The application stands before the server, which has not seen it: what comes now comes in the middle of sending. */
  async #whileSending(round: Round, subject: string, page: Page, gate: Gate): Promise<void> {
    const { trouble, isUpdated } = round;
    if (isUpdated) {
      const version = await this.#stage.publishNewVersion();
      const isThere = await within(PATIENCE_MS, bringVersion(page, version)).catch(() => false);
      if (isThere) this.counted.updates++;
    }
    await this.#reach('sending', round, page);
    if (!trouble) return;
    const statuses = await sendInto(trouble, this.#stage, gate);
    if (statuses) this.#promises.sentInto.push({ trouble, subject, statuses });
  }

  async #reach(moment: Moment, { jump }: Round, page: Page): Promise<void> {
    if (jump?.at === moment) {
      const moved = await within(PATIENCE_MS, moveClocks(page, jump.years));
      if (moved.page) this.counted.jumps.page++;
      if (moved.worker) this.counted.jumps.worker++;
    }
    const due = this.#due.filter(({ at }) => at === moment);
    this.#due = this.#due.filter(({ at }) => at !== moment);
    for (const { what } of due) await this.#strike(what);
  }

  async #page(clockYears: number): Promise<Page> {
    this.#browser ??= await openBrowser(this.#stage);
    const { context } = this.#browser;
    const old = context.pages();
    const page = await context.newPage();
    for (const other of old) await other.close().catch(() => undefined);
    page.setDefaultTimeout(PATIENCE_MS);
    await this.#promises.watch(page);
    if (clockYears !== 0) {
      await startWithClock(page, clockYears);
      this.counted.wrongStarts++;
    }
    return page;
  }

  async #killInTime({ kills }: Round): Promise<void> {
    const begun = Date.now();
    for (const { what, at } of kills) {
      if (typeof at === 'string') continue;
      await delay(Math.max(0, begun + at - Date.now()));
      await this.#strike(what);
    }
  }

  async #strike(what: Killed): Promise<void> {
    if (await this.#kill(what)) this.counted.killed[what]++;
    // As the one who watches over it does.
    if (what === 'server') void this.#startServer().catch(() => undefined);
  }

  /** What is not running just now is killed as soon as it does. */
  #kill(what: Killed): Promise<boolean> {
    return untilDone(RESTART_MS, () => this.#killNow(what));
  }

  async #killNow(what: Killed): Promise<boolean> {
    if (what === 'database') return await this.#stage.killDatabase();
    if (what === 'server') {
      await this.#stage.server.kill();
      return true;
    }
    const browser = this.#browser;
    this.#browser = undefined;
    await browser?.kill();
    return browser !== undefined;
  }
}

const RECEIVED = t('outbox.received', { number: '' }).trim();
/** Everything that says that the application is kept. */
const SENT_STATES = new RegExp(
  [t('outbox.waiting'), t('outbox.sending'), RECEIVED]
    .map((words) => words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('|'),
);

/** @throws Error when the page is no more, because its browser was killed */
async function untilGone(page: Page): Promise<never> {
  await page.waitForEvent('close', { timeout: 0 }).catch(() => undefined);
  throw new Error('the page is gone');
}

/** The same for the same round. */
function longText(round: number): string {
  const random = seededRandom(round);
  const letter = (): string => String.fromCodePoint(0x4e00 + random.below(20_000));
  return `Kaldırım kırık. ${Array.from({ length: TEXT_LENGTH }, letter).join('')}`;
}
