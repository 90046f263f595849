// Plays a schedule: a citizen with two tabs and a worker, a second phone, a network and a clock that misbehave, and
// processes that die in the middle of everything. After each step the oracles look.

import type { App } from './app.ts';
import { Citizen } from './citizen.ts';
import { Correspondent } from './correspondent.ts';
import { LEFT_DRAFT, LEFT_ENTRY, leaveOlderStore } from './older-store.ts';
import { Violation } from './oracle/violation.ts';
import { Phone } from './phone.ts';
import type { Act, Schedule, TabAct, TabName, WorldAct } from './schedule.ts';
import { World } from './world.ts';

const YEAR_MS = 365.25 * 24 * 60 * 60_000;
const LONGEST_END_MS = 12 * 60 * 60_000;
const MOST_STEPS_AT_THE_END = 12_000;
/** How long it is watched after it has come to rest; of so many lives one, because watching takes as long as most lives. */
const QUIET_EVERY = 16;
const QUIET_MS = 3 * 60_000;
const MOST_REQUESTS_WHEN_QUIET = 4 * 24;

/** What a life has come to, for the summary. */
export interface Ended {
  steps: number;
  accepted: number;
  refused: number;
  uploaded: number;
  acts: number;
  faults: ReadonlyMap<string, number>;
}

/** @throws Violation */
export async function live(schedule: Schedule, app: App, isThorough = false): Promise<Ended> {
  const life = new Life(schedule.seed, app, isThorough);
  return await life.play(schedule);
}

class Life {
  readonly #app: App;
  readonly #world: World;
  readonly #phone: Phone;
  readonly #citizen: Citizen;
  readonly #correspondent: Correspondent;
  /** Made when it is first used. */
  #other: { phone: Phone; correspondent: Correspondent } | undefined;
  #steps = 0;

  constructor(seed: number, app: App, isThorough: boolean) {
    this.#app = app;
    this.#world = new World(seed, isThorough);
    this.#phone = new Phone(app, this.#world, true);
    this.#citizen = new Citizen(this.#phone);
    this.#correspondent = new Correspondent(this.#phone, this.#citizen);
  }

  play({ seed, startsAtVersion, items }: Schedule): Promise<Ended> {
    const { clockwork, server, tally } = this.#world;
    return clockwork.during(() => {
      if (startsAtVersion > 0) this.#begin(startsAtVersion);
      for (const { act, steps } of items) {
        this.#do(act);
        clockwork.settle();
        this.#look();
        if (act.do === 'wait') this.#run(400, act.seconds * 1000);
        this.#run(steps, 5_000);
      }
      this.#end(seed % QUIET_EVERY === 0);
      return {
        steps: this.#steps,
        accepted: server.rows.applications.size,
        refused: server.refused.size,
        uploaded: [...server.uploads.held.values()].filter(({ receipt }) => receipt !== undefined).length,
        acts: server.acts.accepted.size,
        faults: tally.counts,
      };
    });
  }

  #begin(version: number): void {
    if (!leaveOlderStore(this.#phone.device, version)) return;
    this.#world.tally.hit('upgrade of an older store with entries');
    const { texts, disk } = this.#phone.oracle;
    disk.isOlder = true;
    texts.found(LEFT_DRAFT.token, LEFT_DRAFT.id);
    texts.found(LEFT_ENTRY.token, LEFT_ENTRY.id);
  }

  #run(steps: number, durationMs: number): void {
    const { clockwork } = this.#world;
    const until = clockwork.now + durationMs;
    for (let step = 0; step < steps; step++) {
      const hasMore = clockwork.step(until);
      this.#look();
      if (!hasMore) return;
    }
  }

  #look(): void {
    this.#steps++;
    for (const phone of this.#phones()) {
      if (phone.fault !== undefined) throw new Violation('the code threw', { cause: phone.fault });
      phone.oracle.check();
    }
  }

  #phones(): readonly Phone[] {
    return this.#other ? [this.#phone, this.#other.phone] : [this.#phone];
  }

  /** What is still to go wrong on the line does, and nothing else: everything must come to rest. */
  #end(isWatchedAfterwards: boolean): void {
    this.#world.network.downUntil = 0;
    for (const phone of this.#phones()) phone.closeOldTabs();
    // Nobody hurries it: what is open goes on by its own timers.
    if (this.#phone.tabs.size === 0) this.#phone.open('A');
    if (this.#other?.phone.tabs.size === 0) this.#other.phone.open('other');
    for (const phone of this.#phones()) phone.putAway();
    this.#goOnUntil((phone) => !phone.isActing() && phone.oracle.isSettled());
    for (const phone of this.#phones()) phone.lookAgain();
    this.#goOnUntil((phone) => phone.oracle.isAtRest());
    if (isWatchedAfterwards) this.#watchQuiet();
    for (const phone of this.#phones()) phone.oracle.checkEnd();
  }

  #goOnUntil(hasEnded: (phone: Phone) => boolean): void {
    const { clockwork } = this.#world;
    const until = clockwork.now + LONGEST_END_MS;
    for (let steps = 0; !this.#phones().every(hasEnded); steps++) {
      if (steps > MOST_STEPS_AT_THE_END) throw new Violation('it does not come to rest');
      if (!clockwork.step(until)) return;
      this.#look();
    }
  }

  /** Answers are polled for each minute; what is not of that pace is a busy loop. */
  #watchQuiet(): void {
    const { network } = this.#world;
    const before = network.requestCount;
    this.#run(MOST_STEPS_AT_THE_END, QUIET_MS);
    if (network.requestCount - before > MOST_REQUESTS_WHEN_QUIET) throw new Violation('a busy loop');
  }

  #do(act: Act): void {
    if ('tab' in act && act.do !== 'disk') this.#doInTab(act);
    else this.#doToTheWorld(act as WorldAct);
  }

  #phoneOf(tab: TabName): { phone: Phone; correspondent: Correspondent } {
    if (tab !== 'other') return { phone: this.#phone, correspondent: this.#correspondent };
    if (!this.#other) {
      const phone = new Phone(this.#app, this.#world, false);
      this.#other = { phone, correspondent: new Correspondent(phone, this.#citizen) };
    }
    return this.#other;
  }

  #doInTab(act: TabAct): void {
    const { phone, correspondent } = this.#phoneOf(act.tab);
    const citizen = this.#citizen;
    switch (act.do) {
      case 'write':
      case 'send':
      case 'join':
      case 'leave':
      case 'emergency':
        phone.act(act.tab, (tab) => citizen[act.do](tab));
        break;
      case 'record':
        phone.act(act.tab, (tab) => citizen.record(tab, act.chunks));
        break;
      case 'cancel':
      case 'confirm':
      case 'mend':
      case 'delete':
      case 'forget':
        phone.act(act.tab, (tab) => citizen.handle(tab, act.do, act.nth));
        break;
      case 'cancel upload':
        phone.act(act.tab, (tab) => citizen.handleUpload(tab, 'cancel', act.nth));
        break;
      case 'resume upload':
        phone.act(act.tab, (tab) => citizen.handleUpload(tab, 'resume', act.nth));
        break;
      case 'add':
        phone.act(act.tab, (tab) => correspondent.add(tab, act.nth, act.chunks, act.isSent));
        break;
      case 'send act':
        phone.act(act.tab, (tab) => correspondent.handle(tab, 'send', act.nth));
        break;
      case 'mend act':
        phone.act(act.tab, (tab) => correspondent.handle(tab, 'mend', act.nth));
        break;
      case 'drop act':
        phone.act(act.tab, (tab) => correspondent.handle(tab, 'drop', act.nth));
        break;
      case 'withdraw':
        phone.act(act.tab, (tab) => correspondent.withdraw(tab, act.nth));
        break;
      case 'read':
        phone.act(act.tab, (tab) => correspondent.read(tab, act.nth));
        break;
      case 'open by code': {
        const entries = this.#phone.oracle.disk.entries();
        const code = entries[act.nth % Math.max(1, entries.length)]?.tracking.code;
        if (code !== undefined) phone.act(act.tab, (tab) => correspondent.openByCode(tab, code));
        break;
      }
      case 'hurry':
        void this.#app.hurry(phone.open(act.tab).process.environment);
        break;
      case 'online':
      case 'visible':
        phone.open(act.tab).process.signal(act.do);
        break;
      case 'kill':
        phone.kill(act.tab);
        break;
    }
  }

  #doToTheWorld(act: WorldAct): void {
    const { network, server, tally } = this.#world;
    const { device } = this.#phone;
    switch (act.do) {
      case 'wake worker':
        this.#phone.wakeWorker();
        break;
      case 'kill worker':
        this.#phone.killWorker();
        break;
      case 'update':
        this.#phone.update();
        break;
      case 'rotate key':
        server.rotateKey();
        tally.hit('signing key changed');
        break;
      case 'restart server':
        server.restart();
        tally.hit('server restarted');
        break;
      case 'answer':
        server.answer(act.nth);
        break;
      case 'network':
        network.expect(act.faults);
        break;
      case 'line down':
        network.downUntil = this.#world.clockwork.now + act.seconds * 1000;
        break;
      case 'disk':
        this.#phone.open(act.tab).process.expectDiskFaults(act.faults);
        break;
      case 'clock':
        device.clockOffsetMs += act.years * YEAR_MS;
        if (act.years !== 0) tally.hit(act.years > 0 ? 'clock jumps forward' : 'clock jumps back');
        break;
      case 'wait':
        break;
    }
  }
}
