// Lives with a PIN: it is set, changed, taken away and mistyped while applications are written and sent, by two tabs and a
// worker that are killed at any step. The line is only down now and then; what is looked at is the lock.

import type { App } from '../app.ts';
import { Citizen } from '../citizen.ts';
import { type LineFault, PARCEL_FAULTS } from '../faults.ts';
import { Violation } from '../oracle/violation.ts';
import { Phone, type Tab } from '../phone.ts';
import { type Random, seededRandom } from '../random.ts';
import { World } from '../world.ts';
import { keyedSealing } from './keyed-sealing.ts';
import { Locks } from './locks.ts';
import { PinHolder } from './pin-holder.ts';

const TAB_ACTS = [
  'write',
  'write',
  'send',
  'send',
  'set',
  'set',
  'change',
  'change',
  'remove',
  'mistype',
  'unlock',
  'unlock',
  'leave',
  'join',
  'kill',
  'kill',
] as const;
type TabAct = (typeof TAB_ACTS)[number];
type PinAct =
  | { do: TabAct | 'disk' | 'seal'; tab: 'A' | 'B' }
  | { do: 'line down' | 'wake worker' | 'kill worker' }
  | { do: 'parcel meets'; faults: LineFault[] };
export interface PinSchedule {
  seed: number;
  items: { act: PinAct; steps: number }[];
}

const MOST_STEPS = 60;
const DOWN_MS = 20_000;
const LONGEST_END_MS = 12 * 60 * 60_000;
const MOST_STEPS_AT_THE_END = 12_000;

export function makePinSchedule(seed: number): PinSchedule {
  const random = seededRandom(seed);
  const items = Array.from({ length: 8 + random.below(14) }, () => {
    const steps = random.below(MOST_STEPS);
    const tab = random.next() < 0.6 ? ('A' as const) : ('B' as const);
    const kind = random.next();
    if (kind < 0.05) return { act: { do: 'wake worker' } as const, steps };
    if (kind < 0.08) return { act: { do: 'kill worker' } as const, steps };
    if (kind < 0.14) return { act: { do: 'disk' as const, tab }, steps };
    if (kind < 0.2) return { act: { do: 'line down' } as const, steps };
    return { act: { do: TAB_ACTS[random.below(TAB_ACTS.length)] as TabAct, tab }, steps };
  });
  const locked = random.next() < 0.3 ? LOCKED_START : [];
  return { seed, items: [...items, ...locked, ...(random.next() < 0.5 ? parcelUnderPin(random) : [])] };
}

/** Something waits for a line while the page dies; the next one is locked, and the line is there again. */
const LOCKED_START: PinSchedule['items'] = [
  { act: { do: 'unlock', tab: 'A' }, steps: 100 },
  { act: { do: 'set', tab: 'A' }, steps: 300 },
  { act: { do: 'line down' }, steps: 0 },
  { act: { do: 'send', tab: 'A' }, steps: 100 },
  { act: { do: 'kill', tab: 'A' }, steps: 0 },
  { act: { do: 'kill', tab: 'B' }, steps: 0 },
  ...Array.from({ length: 6 }, () => ({ act: { do: 'mistype', tab: 'B' } as const, steps: 300 })),
];

/**
 * Something is sealed, perhaps while another tab seals it or sends it openly, and waits for a line; the phone is locked and its pages die. The worker sends what
 * nobody here can read, is killed at it, and meets faults.
 */
function parcelUnderPin(random: Random): PinSchedule['items'] {
  const isTwice = random.next() < 0.3;
  // Private mode may be chosen in one tab while the other is about to send.
  const other = random.next() < 0.5 ? ('send' as const) : ('seal' as const);
  const faults = Array.from(
    { length: random.below(4) },
    () => PARCEL_FAULTS[random.below(PARCEL_FAULTS.length)] as LineFault,
  );
  const wakes = Array.from({ length: 3 + random.below(4) }, (): PinSchedule['items'] => [
    { act: { do: 'wake worker' }, steps: 60 + random.below(300) },
    ...(random.next() < 0.3 ? [{ act: { do: 'kill worker' } as const, steps: 0 }] : []),
  ]);
  return [
    { act: { do: 'unlock', tab: 'A' }, steps: 150 },
    { act: { do: 'write', tab: 'A' }, steps: 150 },
    ...(isTwice ? [{ act: { do: 'join' as const, tab: 'B' as const }, steps: 100 }] : []),
    { act: { do: 'line down' }, steps: 0 },
    ...(random.next() < 0.3 ? [{ act: { do: 'disk' as const, tab: 'A' as const }, steps: 0 }] : []),
    { act: { do: 'seal', tab: 'A' }, steps: isTwice ? random.below(20) : 40 + random.below(100) },
    ...(isTwice ? [{ act: { do: other, tab: 'B' as const }, steps: 60 }] : []),
    { act: { do: 'set', tab: 'A' }, steps: 150 + random.below(250) },
    { act: { do: 'parcel meets', faults }, steps: 0 },
    { act: { do: 'kill', tab: 'A' }, steps: 0 },
    { act: { do: 'kill', tab: 'B' }, steps: 0 },
    ...wakes.flat(),
    // A page that is locked looks on.
    { act: { do: 'mistype', tab: 'B' }, steps: 100 },
    { act: { do: 'wake worker' }, steps: 200 },
  ];
}

export function tellPins({ seed, items }: PinSchedule): string {
  const lines = items.map(
    ({ act, steps }) =>
      `${'tab' in act ? `tab ${act.tab}: ` : ''}${act.do}${'faults' in act ? ` ${act.faults.join(', ')}` : ''}, then ${steps} steps`,
  );
  return [`World ${seed}, with a PIN:`, ...lines, 'then everything is killed, and unlocked.'].join('\n');
}

/** @throws Violation */
export async function livePins(
  schedule: PinSchedule,
  app: App,
): Promise<{ steps: number; faults: ReadonlyMap<string, number> }> {
  return await new PinLife(schedule.seed, app).play(schedule);
}

class PinLife {
  readonly #world: World;
  readonly #phone: Phone;
  readonly #citizen: Citizen;
  readonly #locks: Locks;
  readonly #holder: PinHolder;
  #steps = 0;
  #accepted = 0;

  constructor(seed: number, app: App) {
    this.#world = new World(seed);
    this.#phone = new Phone(app, this.#world, true, keyedSealing(this.#world.random));
    this.#citizen = new Citizen(this.#phone);
    this.#locks = new Locks(this.#phone.device.disk);
    this.#holder = new PinHolder(this.#phone, this.#locks);
  }

  play({ items }: PinSchedule): Promise<{ steps: number; faults: ReadonlyMap<string, number> }> {
    return this.#world.clockwork.during(() => {
      for (const { act, steps } of items) {
        this.#do(act);
        this.#world.clockwork.settle();
        this.#look();
        this.#run(steps, 5_000);
      }
      this.#end();
      return { steps: this.#steps, faults: this.#world.tally.counts };
    });
  }

  #do(act: PinAct): void {
    if ('tab' in act) this.#doInTab(act.do, act.tab);
    else if (act.do === 'wake worker') this.#phone.wakeWorker();
    else if (act.do === 'kill worker') this.#phone.killWorker();
    else if (act.do === 'parcel meets') this.#world.network.expectOfParcels(act.faults);
    else this.#world.network.downUntil = this.#world.clockwork.now + DOWN_MS;
  }

  #doInTab(what: TabAct | 'disk' | 'seal', name: string): void {
    const phone = this.#phone;
    if (what === 'kill') {
      phone.kill(name);
      // What was under way in it says nothing more.
      if (phone.tabs.size === 0) this.#holder.died();
      return;
    }
    const { process } = this.#met(name);
    switch (what) {
      case 'disk':
        process.expectDiskFaults(['transaction aborted']);
        break;
      case 'write':
      case 'send':
      case 'seal':
      case 'leave':
      case 'join':
        phone.act(name, (tab) => this.#citizen[what](tab));
        break;
      default:
        phone.act(name, (tab) => this.#holder[what](tab));
    }
  }

  #met(name: string): Tab {
    const tab = this.#phone.open(name);
    this.#holder.meet(tab);
    return tab;
  }

  /** Everything dies; a page is opened and unlocked, and all that was kept arrives. */
  #end(): void {
    this.#world.network.downUntil = 0;
    for (const name of [...this.#phone.tabs.keys()]) this.#phone.kill(name);
    this.#phone.killWorker();
    this.#holder.died();
    this.#met('A');
    this.#phone.act('A', (tab) => this.#holder.unlock(tab));
    const { clockwork } = this.#world;
    const until = clockwork.now + LONGEST_END_MS;
    for (let steps = 0; this.#phone.isActing() || !this.#phone.oracle.isAtRest(); steps++) {
      if (steps > MOST_STEPS_AT_THE_END || !clockwork.step(until))
        throw new Violation('it does not come to rest');
      this.#look();
    }
    this.#phone.act('A', (tab) => this.#citizen.join(tab));
    this.#run(400, 5_000);
    this.#phone.oracle.checkEnd();
  }

  #run(steps: number, durationMs: number): void {
    const until = this.#world.clockwork.now + durationMs;
    for (let step = 0; step < steps && this.#world.clockwork.step(until); step++) this.#look();
  }

  #look(): void {
    this.#steps++;
    const { fault, oracle } = this.#phone;
    if (fault instanceof Violation) throw fault;
    if (fault !== undefined) throw new Violation('the code threw', { cause: fault });
    oracle.check();
    this.#locks.check();
    this.#countLocked();
  }

  /** What came to the server while every page was closed and a PIN was set: by the worker, which has no key. */
  #countLocked(): void {
    const { server, tally } = this.#world;
    if (server.acceptedCount === this.#accepted) return;
    this.#accepted = server.acceptedCount;
    const id = [...server.rows.applications.keys()].at(-1) ?? '';
    const isLocked = this.#locks.isSet() && this.#phone.tabs.size === 0;
    if (isLocked && this.#phone.oracle.texts.isParcel(id)) tally.hit('parcel sent while a PIN locks');
  }
}
