// Looks at one phone after each step: whenever something can be different since the last look and nothing is half written.

import type { FakeDatabase } from '../fake-database.ts';
import type { Server } from '../server/server.ts';
import { Acts } from './acts.ts';
import { DiskView } from './disk-view.ts';
import { Emergencies } from './emergencies.ts';
import { Recordings } from './recordings.ts';
import { Texts } from './texts.ts';
import { Threads } from './threads.ts';

export class Oracle {
  readonly disk: DiskView;
  readonly texts: Texts;
  readonly recordings: Recordings;
  readonly acts: Acts;
  readonly threads: Threads;
  readonly emergencies: Emergencies;
  readonly #server: Server;
  readonly #sends: boolean;
  #isChanged = true;
  #serverBefore = 0;

  /**
   * @param options `sends`: whether applications are sent from this phone: then the server holds none of another; `now`: by
   *   this phone's clock; `onAsked`: somebody is asked about an old emergency
   */
  constructor(
    disk: FakeDatabase,
    server: Server,
    { sends, now, onAsked }: { sends: boolean; now: () => number; onAsked: () => void },
  ) {
    this.#server = server;
    this.#sends = sends;
    this.disk = new DiskView(disk);
    this.texts = new Texts(this.disk, server);
    this.recordings = new Recordings(this.disk, server);
    this.acts = new Acts(this.disk, server);
    this.threads = new Threads(this.disk, server);
    this.emergencies = new Emergencies(now, onAsked);
  }

  /** Something was promised, or taken back. */
  touch(): void {
    this.#isChanged = true;
  }

  check(): void {
    const server = this.#server.rows.applications.size + this.#server.acts.accepted.size;
    const isWriting = this.disk.isBeingWritten();
    if (isWriting) this.disk.refresh();
    this.#isChanged ||= isWriting || server !== this.#serverBefore;
    if (isWriting) return;
    if (this.#isChanged) this.#checkAll(server);
    this.emergencies.still();
  }

  #checkAll(server: number): void {
    this.#isChanged = false;
    this.#serverBefore = server;
    this.texts.check(this.disk.entries());
    this.emergencies.check(this.disk.entries());
    if (this.#sends) this.texts.checkServer();
    this.recordings.check();
    this.acts.check();
    this.threads.check();
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
