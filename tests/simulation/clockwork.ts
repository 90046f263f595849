// Time and order of the simulated world. Nothing here waits for a real clock: tasks of the database run one by one,
// timers fire when there is nothing else to do, and after each of them every promise that can go on has gone on.
// fake-indexeddb queues its tasks by globalThis.setImmediate, looked up at each call; the clockwork stands in for it.

import type { Random } from './random.ts';

interface Timer {
  at: number;
  order: number;
  run: () => void;
}

const realSetImmediate = globalThis.setImmediate;

export class Clockwork {
  /** Milliseconds of true time since 1970; devices have clocks of their own. */
  now = Date.parse('2026-11-23T09:00:00Z');
  readonly #random: Random;
  #tasks: (() => void)[] = [];
  #timers: Timer[] = [];
  #order = 0;

  constructor(random: Random) {
    this.#random = random;
  }

  /** Runs `work` with this clockwork in place of setImmediate. */
  async during<T>(work: () => Promise<T>): Promise<T> {
    const real = globalThis.setImmediate;
    const stand = (task: () => void): void => {
      this.#tasks.push(task);
    };
    Object.defineProperty(globalThis, 'setImmediate', { value: stand, configurable: true, writable: true });
    try {
      return await work();
    } finally {
      Object.defineProperty(globalThis, 'setImmediate', { value: real, configurable: true, writable: true });
    }
  }

  /** A task of the database: before any timer. */
  queue(task: () => void): void {
    this.#tasks.push(task);
  }

  setTimer(run: () => void, delayMs: number): () => void {
    const timer = { at: this.now + Math.max(0, delayMs), order: this.#order++, run };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  }

  /**
   * One step: the next task of the database, or the next timer, which moves the time.
   * @param untilMs timers after this instant do not fire
   * @returns false when nothing is left to do until then
   */
  async step(untilMs: number): Promise<boolean> {
    const timer = this.#nextTimer();
    const isSoon = timer !== undefined && timer.at <= untilMs;
    const isIdle = this.#tasks.length === 0;
    // Now and then the network is faster than the disk; but a disk does not take minutes.
    const isTimersTurn = isSoon && (isIdle || (timer.at - this.now < 100 && this.#random.next() < 0.2));
    if (isTimersTurn) {
      this.#timers = this.#timers.filter((other) => other !== timer);
      this.now = Math.max(this.now, timer.at);
      timer.run();
    } else {
      const task = this.#tasks.shift();
      if (!task) {
        this.now = Math.max(this.now, untilMs);
        return false;
      }
      task();
    }
    await this.settle();
    return true;
  }

  /** Lets every promise that can go on go on. */
  settle(): Promise<void> {
    return new Promise((resolve) => realSetImmediate(() => resolve()));
  }

  #nextTimer(): Timer | undefined {
    let next: Timer | undefined;
    for (const timer of this.#timers) {
      if (!next || timer.at < next.at || (timer.at === next.at && timer.order < next.order)) next = timer;
    }
    return next;
  }
}
