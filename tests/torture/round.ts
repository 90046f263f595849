// One round on the rack: a citizen writes and sends one application while browser, server and database are each killed
// once. Whatever breaks is begun again, as a person would; what was shown is kept (promises.ts).

import { setTimeout as delay } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import type { BrowserProcess } from '../e2e/browser-process.ts';
import { beginApplication, endApplication, send, t } from '../e2e/citizen.ts';
import type { Killed, Round } from './plan.ts';
import type { Promises } from './promises.ts';
import { openBrowser, type Stage } from './stage.ts';
import { within } from './within.ts';

const YEAR_MS = 365.25 * 24 * 60 * 60_000;
const LONGEST_ROUND_MS = 120_000;
const LONGEST_TRY_MS = 60_000;
const MOST_STARTS = 5;
/** For a page that was killed under an act, the act would wait for ever. */
const PATIENCE_MS = 20_000;
const RECEIPT_MS = 10_000;
/** Within which what was killed runs again. */
const RESTART_MS = 15_000;

export interface Counted {
  killed: Record<Killed, number>;
  updates: number;
  clockJumps: number;
}

export class Rack {
  readonly #stage: Stage;
  readonly #promises: Promises;
  readonly counted: Counted = {
    killed: { browser: 0, server: 0, database: 0 },
    updates: 0,
    clockJumps: 0,
  };
  #browser: BrowserProcess | undefined;
  #starting: Promise<void> | undefined;

  constructor(stage: Stage, promises: Promises) {
    this.#stage = stage;
    this.#promises = promises;
  }

  async play(round: Round): Promise<void> {
    const { proxy } = this.#stage;
    proxy.faults.push(...round.faults.map((fault) => ({ method: 'PUT', fault })));
    if (round.isUpdated) await this.#stage.publishNewVersion();
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
    if (round.isUpdated && (await askForUpdate(page))) this.counted.updates++;
    await beginApplication(page);
    await page.getByRole('textbox', { name: t('flow.text.subject') }).fill(subject);
    await page.getByRole('textbox', { name: t('flow.text.description') }).fill(`${subject}: kaldırım kırık.`);
    await endApplication(page);
    if (await page.getByText(t('flow.save.saved')).isVisible()) this.#promises.saved.add(subject);
    await send(page, { subject, description: '' });
    await page.getByRole('heading', { name: SENT_STATES }).first().waitFor();
    this.#promises.saved.add(subject);
    // Read where it comes; where it does not, the next round's list or the last says it.
    await page.getByRole('heading', { name: RECEIVED }).first().waitFor({ timeout: RECEIPT_MS });
    return true;
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
      await page.addInitScript(shiftClock, clockYears * YEAR_MS);
      this.counted.clockJumps++;
    }
    return page;
  }

  async #killInTime({ kills }: Round): Promise<void> {
    const begun = Date.now();
    for (const { what, afterMs } of kills) {
      await delay(Math.max(0, begun + afterMs - Date.now()));
      if (await this.#kill(what)) this.counted.killed[what]++;
      // As the one who watches over it does.
      if (what === 'server') void this.#startServer().catch(() => undefined);
    }
  }

  /** What is not running just now is killed as soon as it does. */
  async #kill(what: Killed): Promise<boolean> {
    const until = Date.now() + RESTART_MS;
    while (!(await this.#killNow(what))) {
      if (Date.now() > until) return false;
      await delay(100);
    }
    return true;
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

/** @returns whether a new version waits */
async function askForUpdate(page: Page): Promise<boolean> {
  return await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    await registration.update();
    return registration.waiting !== null || registration.installing !== null;
  });
}

/** In the page: a clock that is off. */
function shiftClock(byMs: number): void {
  const RealDate = Date;
  class ShiftedDate extends RealDate {
    constructor(...given: unknown[]) {
      if (given.length === 0) super(RealDate.now() + byMs);
      else super(...(given as [number]));
    }
    static override now(): number {
      return RealDate.now() + byMs;
    }
  }
  globalThis.Date = ShiftedDate as DateConstructor;
}
