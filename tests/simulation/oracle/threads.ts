// Holds the threads on a phone against what officers have answered.
//
// 1  A thread on the disk is one of the server's, and so is each reply in it.
// 2  A reply stays marked as unread until the citizen has seen it.
// 3  In the end every thread that the phone follows has every reply.

import type { Server } from '../server/server.ts';
import type { DiskView } from './disk-view.ts';
import { Violation } from './violation.ts';

export class Threads {
  readonly #disk: DiskView;
  readonly #server: Server;
  readonly #shown = new Set<string>();
  /** Opened by code, and said to be here. */
  readonly #kept = new Set<string>();

  constructor(disk: DiskView, server: Server) {
    this.#disk = disk;
    this.#server = server;
  }

  shown(applicationId: string): void {
    for (const { id } of this.#server.replies.get(applicationId) ?? []) this.#shown.add(id);
  }

  kept(applicationId: string): void {
    this.#kept.add(applicationId);
  }

  check(): void {
    const here = new Set<string>();
    for (const { applicationId, thread, unreadReplyIds } of this.#disk.threads()) {
      here.add(applicationId);
      const row = this.#server.rows.applications.get(applicationId);
      if (row?.number !== thread.number)
        throw new Violation(`the thread ${applicationId} is not the server's`);
      const replies = this.#server.replies.get(applicationId) ?? [];
      for (const { id } of thread.replies) {
        if (!replies.some((reply) => reply.id === id)) throw new Violation(`nobody gave the reply ${id}`);
        if (!unreadReplyIds.includes(id) && !this.#shown.has(id))
          throw new Violation(`the reply ${id} was never shown and is not marked as unread`);
      }
    }
    for (const id of this.#kept) {
      if (!here.has(id)) throw new Violation(`the thread ${id} was opened here and is lost`);
    }
  }

  checkEnd(): void {
    const missing = this.#firstMissing();
    if (missing)
      throw new Violation(
        `in the end ${missing.here ?? 'none'} of ${missing.given} replies to ${missing.id} are here`,
      );
  }

  isAtRest(): boolean {
    return this.#firstMissing() === undefined;
  }

  #firstMissing(): { id: string; here: number | undefined; given: number } | undefined {
    const threads = new Map(this.#disk.threads().map((one) => [one.applicationId, one]));
    const received = this.#disk.entries().filter(({ status }) => status.state === 'received');
    for (const id of new Set([...threads.keys(), ...received.map((entry) => entry.id)])) {
      const here = threads.get(id)?.thread.replies.length;
      const given = this.#server.replies.get(id)?.length ?? 0;
      if (here !== given) return { id, here, given };
    }
    return undefined;
  }
}
