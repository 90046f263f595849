// One phone in a citizen's hand: its tabs and its worker, as they are opened, killed and renewed, and the oracle that looks
// at its disk.

import type { Draft } from '../../src/domain/application.ts';
import type { SaveMark } from '../../src/domain/last-word.ts';
import type { App } from './app.ts';
import { Device, Process } from './device.ts';
import { Oracle } from './oracle/oracle.ts';
import type { SimulatedSeals } from './sealing.ts';
import type { World } from './world.ts';

/** A draft as a page has opened it. Left with a text that could not be saved, it goes on trying. */
export interface Session {
  draft: Draft;
  /** As it was opened. */
  over?: SaveMark | undefined;
  /** The citizen was told that another text is stored; what is written now replaces it. */
  isTold: boolean;
  /** What makes an emergency of it. */
  emergency?: Partial<Draft['answers']>;
}

export interface Tab {
  process: Process;
  session: Session | undefined;
  /** Acts of the citizen that are under way. */
  acts: number;
}

export class Phone {
  readonly app: App;
  readonly world: World;
  readonly device: Device;
  readonly oracle: Oracle;
  readonly tabs = new Map<string, Tab>();
  /** What the code threw that it should not have. */
  fault: unknown;
  /** While it has something to do. */
  #worker: Process | undefined;

  /** @param sends whether applications are sent from it */
  constructor(app: App, world: World, sends: boolean, seals?: SimulatedSeals) {
    this.app = app;
    this.world = world;
    this.device = new Device(world.clockwork, world.network, world.random, world.tally, seals);
    this.oracle = new Oracle(this.device.disk, world.server, {
      sends,
      now: () => this.device.now(),
      onAsked: () => world.tally.hit('emergency that became old'),
      isThorough: world.isThorough,
    });
  }

  /** @param meet what is looked at before the app begins in it */
  open(name: string, meet: (process: Process) => void = () => undefined): Tab {
    const known = this.tabs.get(name);
    for (const { process } of this.tabs.values()) process.isVisible = false;
    if (known) known.process.isVisible = true;
    if (known) return known;
    const tab: Tab = { process: new Process(this.device), session: undefined, acts: 0 };
    tab.process.isVisible = true;
    this.tabs.set(name, tab);
    meet(tab.process);
    this.app.startSync({}, tab.process.environment);
    return tab;
  }

  /** An act of the citizen; it may still be under way when the next one comes. */
  act(name: string, act: (tab: Tab) => Promise<void>): void {
    const tab = this.open(name);
    const run = async (): Promise<void> => {
      tab.acts++;
      try {
        await act(tab);
      } catch (error) {
        // The page shows that the store failed; nothing was promised.
        if (!isStorageFault(error)) this.fault = error;
      } finally {
        tab.acts--;
        this.oracle.touch();
      }
    };
    void run();
  }

  kill(name: string): void {
    const tab = this.tabs.get(name);
    if (!tab) return;
    this.tabs.delete(name);
    this.world.tally.hit('page killed');
    if (tab.process.kill()) this.world.tally.hit('page killed amid a write');
    this.oracle.texts.died(tab.process);
  }

  killWorker(): void {
    const worker = this.#worker;
    this.#worker = undefined;
    if (!worker) return;
    worker.kill();
    this.world.tally.hit('worker killed');
  }

  /** @param meet as of a page */
  wakeWorker(meet: (process: Process) => void = () => undefined): void {
    this.killWorker();
    if (this.tabs.size > 0) this.world.tally.hit('worker woken beside a page');
    const worker = new Process(this.device);
    meet(worker);
    this.#worker = worker;
    const ended = (error: unknown): void => {
      if (this.#worker === worker) this.#worker = undefined;
      // The browser is told to wake the worker again.
      const isWaiting = error instanceof Error && error.name === 'StillWaiting';
      if (error !== undefined && !isWaiting && !isStorageFault(error)) this.fault = error;
    };
    this.app.sendInBackground({ isPageOpen: false }, worker.environment).then(() => ended(undefined), ended);
  }

  /** A new version has been taken: what is opened from now on runs it, and its store is newer. What is open stays. */
  update(): void {
    if (this.tabs.size > 0) this.world.tally.hit('new version beside an old one');
    this.device.newerBy++;
    this.wakeWorker();
  }

  /** What is older than the store cannot read it any more: the citizen closes it. */
  closeOldTabs(): void {
    for (const [name, { process }] of this.tabs) if (process.newerBy < this.device.newerBy) this.kill(name);
  }

  /** The phone is put away: what is open goes on, and asks for no answers. */
  putAway(): void {
    for (const { process } of this.tabs.values()) {
      process.forgetDiskFaults();
      process.isVisible = false;
    }
  }

  /** The citizen looks again. */
  lookAgain(): void {
    const [tab] = this.tabs.values();
    if (!tab) return;
    tab.process.isVisible = true;
    tab.process.signal('visible');
  }

  isActing(): boolean {
    return [...this.tabs.values()].some(({ acts }) => acts > 0);
  }
}

/** By its name: a planted copy of the app has a class of its own. */
function isStorageFault(error: unknown): boolean {
  return error instanceof Error && error.name === 'StorageFault';
}
