// Looks at one phone after each step: whenever something can be different since the last look and nothing is half written.
// Each part is asked again as soon as something that it judges has changed: a store on the disk, the server, or what
// was said to the citizen. A thorough look asks all of them after each step, and holds the sparing itself to the truth
// (thorough.ts).

import type { FakeDatabase } from '../fake-database.ts';
import type { Server } from '../server/server.ts';
import { Acts } from './acts.ts';
import { DiskView } from './disk-view.ts';
import { Emergencies } from './emergencies.ts';
import { Recordings } from './recordings.ts';
import { Texts } from './texts.ts';
import { Thorough } from './thorough.ts';
import { Threads } from './threads.ts';
import type { Watched } from './watched.ts';

export interface OracleOptions {
  sends: boolean;
  now: () => number;
  onAsked: () => void;
  isThorough: boolean;
}

export class Oracle {
  readonly disk: DiskView;
  readonly texts: Texts;
  readonly recordings: Recordings;
  readonly acts: Acts;
  readonly threads: Threads;
  readonly emergencies: Emergencies;
  readonly #server: Server;
  readonly #sends: boolean;
  readonly #parts: readonly Part[];
  readonly #thorough: Thorough | undefined;
  /** Something was promised or taken back since the last look. */
  #isTouched = true;
  #wasWriting = false;
  #serverBefore = 0;

  /**
   * @param options `sends`: whether applications are sent from this phone: then the server holds none of another; `now`: by
   *   this phone's clock; `onAsked`: somebody is asked about an old emergency; `isThorough`: see above
   */
  constructor(disk: FakeDatabase, server: Server, { sends, now, onAsked, isThorough }: OracleOptions) {
    this.#server = server;
    this.#sends = sends;
    this.#thorough = isThorough ? new Thorough(disk) : undefined;
    this.disk = new DiskView(disk, this.#thorough);
    this.texts = new Texts(this.disk, server);
    this.recordings = new Recordings(this.disk, server);
    this.acts = new Acts(this.disk, server);
    this.threads = new Threads(this.disk, server);
    this.emergencies = new Emergencies(now, onAsked);
    this.#parts = [
      new Part(['drafts', 'outbox', 'sealed', 'words'], () => {
        this.texts.check(this.disk.entries());
        if (this.#sends) this.texts.checkServer();
      }),
      new Part(['outbox'], () => this.emergencies.check(this.disk.entries())),
      new Part(['recordings', 'chunks', 'drafts', 'outbox', 'acts'], () => this.recordings.check()),
      new Part(['acts'], () => this.acts.check()),
      new Part(['threads'], () => this.threads.check()),
    ];
  }

  /** Something was promised, or taken back. */
  touch(): void {
    this.#isTouched = true;
  }

  check(): void {
    this.#thorough?.check();
    const isWriting = this.disk.isBeingWritten();
    const isWritten = this.#wasWriting;
    this.#wasWriting = isWriting;
    if (isWriting) return;
    const server = this.#server.changes;
    const isTold = this.#isTouched || server !== this.#serverBefore;
    this.#isTouched = false;
    this.#serverBefore = server;
    if (isTold || isWritten) for (const part of this.#parts) this.#ask(part, isTold);
    else if (this.#thorough) for (const part of this.#parts) this.#thorough.doubt(part, this.disk);
    this.emergencies.still();
  }

  /** @param isTold it is asked whether or not something on the disk has changed */
  #ask(part: Part, isTold: boolean): void {
    const isDue = part.isDue(this.disk) || isTold;
    if (!this.#thorough) {
      if (isDue) part.check();
    } else if (isDue) this.#thorough.within(part);
    else this.#thorough.doubt(part, this.disk);
  }

  checkEnd(): void {
    this.touch();
    this.check();
    this.texts.checkEnd();
    this.recordings.checkEnd();
    this.acts.checkEnd();
    this.threads.checkEnd();
  }

  /** Whether nothing waits to be sent. */
  isSettled(): boolean {
    if (this.disk.isBeingWritten()) return false;
    return [this.texts, this.acts, this.recordings].every((part) => part.isAtRest());
  }

  /** Whether every answer is here, too. */
  isAtRest(): boolean {
    return this.isSettled() && this.threads.isAtRest();
  }
}

/** An oracle, and the stores whose records it judges. */
export class Part {
  readonly stores: readonly Watched[];
  readonly check: () => void;
  readonly #seen: number[] = [];

  constructor(stores: readonly Watched[], check: () => void) {
    this.stores = stores;
    this.check = check;
  }

  /** Whether one of the stores has changed since this was asked last. */
  isDue(disk: DiskView): boolean {
    let isDue = false;
    for (const [at, store] of this.stores.entries()) {
      const changedAt = disk.changedAt(store);
      isDue ||= changedAt !== this.#seen[at];
      this.#seen[at] = changedAt;
    }
    return isDue;
  }
}
