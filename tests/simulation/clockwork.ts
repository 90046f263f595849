// Time and order of the simulated world. Nothing here waits for a real clock: tasks of the database run one by one,
// timers fire when there is nothing else to do, and after each of them every promise that can go on has gone on.
// fake-indexeddb queues its tasks by globalThis.setImmediate and copies records by globalThis.structuredClone, both looked
// up at each call; while a life is played the clockwork stands in for them.

import { hash } from 'node:crypto';
import { setFlagsFromString } from 'node:v8';
import { plainClone } from './plain-clone.ts';
import type { Random } from './random.ts';

interface Timer {
  at: number;
  order: number;
  run: () => void;
}

const realSetImmediate = globalThis.setImmediate;

// What a browser does after each task: every promise that can go on goes on. Node does so only between the turns of its
// event loop, and a turn costs as much as the step itself; the engine is asked directly.
setFlagsFromString('--allow-natives-syntax');
const settle = new Function('%PerformMicrotaskCheckpoint()') as () => void;
setFlagsFromString('--no-allow-natives-syntax');

/** Checks of files that are given away (src/sealing/parcel-file.ts). */
const digestAtOnce: SubtleCrypto['digest'] = (_, data) =>
  Promise.resolve(Uint8Array.from(hash('sha256', new Uint8Array(data as ArrayBuffer), 'buffer')).buffer);

export class Clockwork {
  /** Milliseconds of true time since 1970; devices have clocks of their own. */
  now = Date.parse('2026-11-23T09:00:00Z');
  readonly #random: Random;
  #tasks: (() => void)[] = [];
  /** Of the tasks, how many have run. */
  #done = 0;
  readonly #timers: Timer[] = [];
  #order = 0;

  constructor(random: Random) {
    this.#random = random;
  }

  /**
   * Runs `work` with this clockwork in place of the platform's, as a task of its own: within a promise's continuation none
   * other would go on.
   */
  during<T>(work: () => T): Promise<T> {
    return new Promise((resolve, reject) => {
      realSetImmediate(() => {
        const { setImmediate, structuredClone } = globalThis;
        const subtle: Partial<Pick<SubtleCrypto, 'digest'>> = globalThis.crypto.subtle;
        const stand = (task: () => void): void => this.queue(task);
        Object.assign(globalThis, { setImmediate: stand, structuredClone: plainClone });
        subtle.digest = digestAtOnce;
        try {
          resolve(work());
        } catch (error) {
          reject(error);
        } finally {
          Object.assign(globalThis, { setImmediate, structuredClone });
          // The platform's own stands behind it.
          delete subtle.digest;
        }
      });
    });
  }

  /** A task of the database: before any timer. */
  queue(task: () => void): void {
    this.#tasks.push(task);
  }

  setTimer(run: () => void, delayMs: number): () => void {
    const timer = { at: this.now + Math.max(0, delayMs), order: this.#order++, run };
    this.#timers.push(timer);
    return () => {
      const index = this.#timers.indexOf(timer);
      if (index >= 0) this.#removeTimer(index);
    };
  }

  /** Resolves when so much time has passed. */
  pass(delayMs: number): Promise<void> {
    return new Promise((resolve) => void this.setTimer(resolve, delayMs));
  }

  /**
   * One step: the next task of the database, or the next timer, which moves the time.
   * @param untilMs timers after this instant do not fire
   * @returns false when nothing is left to do until then
   */
  step(untilMs: number): boolean {
    const index = this.#nextTimer();
    const timer = this.#timers[index];
    const isSoon = timer !== undefined && timer.at <= untilMs;
    const task = this.#tasks[this.#done];
    // Now and then the network is faster than the disk; but a disk does not take minutes.
    const isTimersTurn = isSoon && (!task || (timer.at - this.now < 100 && this.#random.next() < 0.2));
    if (isTimersTurn) {
      this.#removeTimer(index);
      this.now = Math.max(this.now, timer.at);
      timer.run();
    } else if (task) {
      this.#done++;
      if (this.#done === this.#tasks.length) {
        this.#tasks = [];
        this.#done = 0;
      }
      task();
    } else {
      this.now = Math.max(this.now, untilMs);
      return false;
    }
    settle();
    return true;
  }

  /** Lets every promise that can go on go on. */
  settle(): void {
    settle();
  }

  #removeTimer(index: number): void {
    const last = this.#timers.pop();
    if (last && index < this.#timers.length) this.#timers[index] = last;
  }

  /** @returns its place, or -1 */
  #nextTimer(): number {
    let next = -1;
    let best: Timer | undefined;
    for (let index = 0; index < this.#timers.length; index++) {
      const timer = this.#timers[index] as Timer;
      if (best && (timer.at > best.at || (timer.at === best.at && timer.order > best.order))) continue;
      best = timer;
      next = index;
    }
    return next;
  }
}
