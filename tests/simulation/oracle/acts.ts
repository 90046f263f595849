// Holds what citizens were told of their acts and threads against the disk and the server: as texts.ts does for applications.
//
// 1  What was said to be prepared or sent is on the disk until the citizen's own act replaces it.
// 2  An act is `received` only if the server holds exactly it, with exactly that receipt.
// 3  An act that was dropped or changed before it left is not at the server.
// 4  In the end every act that was sent is received, or refused by the server itself.

import type { ActRecord } from '../../../src/offline/schema.ts';
import type { Server } from '../server/server.ts';
import type { DiskView } from './disk-view.ts';
import { Violation } from './violation.ts';

export class Acts {
  readonly #disk: DiskView;
  readonly #server: Server;
  /** Act id → the text that was said to be kept there. */
  readonly #kept = new Map<string, { applicationId: string; token: string; isSent: boolean }>();
  readonly #takenBack = new Set<string>();
  readonly seenIds = new Set<string>();

  constructor(disk: DiskView, server: Server) {
    this.#disk = disk;
    this.#server = server;
  }

  /** A save begins: what was there may be replaced. */
  release(id: string): void {
    this.#kept.delete(id);
  }

  kept({ id, applicationId }: Pick<ActRecord, 'id' | 'applicationId'>, token: string, isSent = false): void {
    this.#kept.set(id, { applicationId, token, isSent });
  }

  /** The citizen takes the application off the phone: what is prepared in its thread goes with it. */
  letGoOf(applicationId: string): void {
    for (const [id, kept] of this.#kept) if (kept.applicationId === applicationId) this.#kept.delete(id);
  }

  /** The citizen has thrown it away, or changed it under another id. */
  takenBack({ id, status }: ActRecord): void {
    this.#kept.delete(id);
    if (status.state === 'waiting') this.#takenBack.add(id);
  }

  check(): void {
    const acts = new Map(this.#disk.acts().map((act) => [act.id, act]));
    for (const [id, { token, isSent }] of this.#kept) {
      const record = acts.get(id);
      if (record?.act.text !== token) throw new Violation(`the act ${token} was said to be kept and is lost`);
      if (isSent && record.status.state === 'writing')
        throw new Violation(`the act ${token} was said to be sent, and nothing will send it`);
    }
    for (const { id, digest, status } of acts.values()) {
      this.seenIds.add(id);
      if (status.state === 'refused' && !this.#server.acts.refused.has(id))
        throw new Violation(`the act ${id} is refused, and the server never refused it`);
      if (status.state !== 'received') continue;
      const accepted = this.#server.acts.accepted.get(id);
      if (!accepted) throw new Violation(`the act ${id} is received, and the server does not have it`);
      if (accepted.digest !== digest || accepted.receipt !== status.receipt)
        throw new Violation(`the act ${id} is received with a false receipt`);
    }
    for (const id of this.#takenBack) {
      if (this.#server.acts.accepted.has(id))
        throw new Violation(`the server has the act ${id}, which was cancelled`);
    }
  }

  checkEnd(): void {
    for (const { id, status } of this.#disk.acts()) {
      if (status.state === 'waiting' || status.state === 'sending')
        throw new Violation(`in the end the act ${id} is ${status.state}`);
    }
  }

  isAtRest(): boolean {
    return this.#disk.acts().every(({ status }) => status.state !== 'waiting' && status.state !== 'sending');
  }
}
