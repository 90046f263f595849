// What must hold, seen from outside: what the app told the citizen, what lies on the disk, what the server holds.
//
// 1  What was said to be saved or sent is on the disk until the citizen's own act (or a later save) replaces it.
// 2  An entry is `received` only if the server holds exactly it, with exactly that receipt.
// 3  One "Gönder" is at most one application at the server; a cancelled one is none.
// 4  In the end every entry is received, or refused by the server itself.
// 5  What a citizen wrote lies on the disk only sealed.

import type { OutboxEntry } from '../../src/offline/outbox.ts';
import type { DraftRecord } from '../../src/offline/schema.ts';
import { isSealed, openSimulated } from './device.ts';
import type { FakeDatabase } from './fake-database.ts';
import type { ModelServer } from './model-server.ts';

export class Violation extends Error {
  override readonly name = 'Violation';
}

interface Save {
  draftId: string;
  token: string;
  owner: object;
  /** Another save of the same draft was under way at the same time: either may be the later one. */
  isContested: boolean;
}

export class Oracle {
  readonly #disk: FakeDatabase;
  readonly #server: ModelServer;
  /** What the citizen was told is kept: the text, and where it was put last. */
  readonly #kept = new Map<string, string>();
  readonly #saves = new Set<Save>();
  /** The texts of the outbox and of each draft when nothing was being written last. */
  #committed: { sent: Set<string>; held: Map<string, string | undefined> } = {
    sent: new Set(),
    held: new Map(),
  };
  readonly #seenIds = new Set<string>();
  readonly #cancelled = new Set<string>();
  readonly #forgotten = new Set<string>();
  /** Entry id → the "Gönder" that made it. */
  readonly #presses = new Map<string, string>();

  #isChanged = true;
  #acceptedBefore = 0;

  constructor(disk: FakeDatabase, server: ModelServer) {
    this.#disk = disk;
    this.#server = server;
  }

  drafts(): DraftRecord[] {
    return this.#records('drafts').filter(isDraftRecord);
  }

  entries(): OutboxEntry[] {
    return this.#records('outbox').filter(isEntry);
  }

  /** 5. */
  #records(store: string): unknown[] {
    return this.#disk.records(store).map((record) => {
      if (!isSealed(record)) throw new Violation(`something in ${store} is not sealed`);
      return openSimulated(record);
    });
  }

  /** A save begins. @returns to be called when the app has said how it ended */
  saving(draftId: string, token: string, owner: object): (isSaved: boolean) => void {
    this.#release(draftId);
    const rivals = [...this.#saves].filter((save) => save.draftId === draftId);
    for (const rival of rivals) rival.isContested = true;
    const save: Save = { draftId, token, owner, isContested: rivals.length > 0 };
    this.#saves.add(save);
    return (isSaved) => {
      this.#saves.delete(save);
      if (isSaved && !save.isContested) this.#keep(token, draftId);
    };
  }

  /** A process was killed: its saves will not say how they ended. */
  died(owner: object): void {
    for (const save of this.#saves) if (save.owner === owner) this.#saves.delete(save);
  }

  sent(entryId: string, draftId: string, token: string): void {
    this.#keep(token, entryId);
    this.#presses.set(entryId, `${draftId} ${token}`);
  }

  takenBack(entryId: string, draftId: string, token: string, isCancelled: boolean): void {
    if (isCancelled) this.#cancelled.add(entryId);
    this.#keep(token, draftId);
  }

  /** The citizen is about to delete or forget an entry. */
  letGo(entry: OutboxEntry): void {
    this.#kept.delete(entry.application.description ?? '');
    this.#forgotten.add(entry.id);
  }

  /** Looks, if anything can be different since the last look and nothing is half written. */
  check(): void {
    const isWriting = this.#disk.isBeingWritten();
    this.#isChanged ||= isWriting || this.#server.accepted.size !== this.#acceptedBefore;
    if (isWriting || !this.#isChanged) return;
    this.#isChanged = false;
    this.#acceptedBefore = this.#server.accepted.size;
    const entries = this.entries();
    const sent = new Set(entries.map(({ application }) => application.description ?? ''));
    const held = new Map(this.drafts().map(({ id, draft }) => [id, draft.answers.description]));
    this.#committed = { sent, held };
    const inDrafts = new Set(held.values());
    for (const token of this.#kept.keys()) {
      if (!sent.has(token) && !inDrafts.has(token))
        throw new Violation(`${token} was said to be kept and is lost`);
    }
    for (const entry of entries) this.#checkEntry(entry);
    this.#checkServer();
  }

  checkEnd(): void {
    this.check();
    for (const { id, status } of this.entries()) {
      if (status.state === 'received') continue;
      const isRefused = status.state === 'refused' && this.#server.refused.has(id);
      if (!isRefused) throw new Violation(`in the end ${id} is ${status.state}`);
    }
  }

  isAtRest(): boolean {
    return this.entries().every(({ status }) => status.state === 'received' || status.state === 'refused');
  }

  #keep(token: string, place: string): void {
    this.#kept.set(token, place);
    this.#isChanged = true;
  }

  #checkEntry({ id, draftId, digest, application, status }: OutboxEntry): void {
    this.#seenIds.add(id);
    if (!this.#presses.has(id)) this.#presses.set(id, `${draftId} ${application.description}`);
    if (status.state === 'refused' && !this.#server.refused.has(id)) {
      throw new Violation(`${id} is refused, and the server never refused it`);
    }
    if (status.state !== 'received') return;
    const accepted = this.#server.accepted.get(id);
    if (!accepted) throw new Violation(`${id} is received, and the server does not have it`);
    if (accepted.digest !== digest) throw new Violation(`${id} is received with another text`);
    if (accepted.receipt !== status.receipt) throw new Violation(`${id} is received with a false receipt`);
  }

  #checkServer(): void {
    const perPress = new Map<string, string>();
    for (const id of this.#server.accepted.keys()) {
      if (!this.#seenIds.has(id)) throw new Violation(`the server has ${id}, which no outbox ever held`);
      if (this.#cancelled.has(id)) throw new Violation(`the server has ${id}, which was cancelled`);
      if (this.#forgotten.has(id)) continue;
      const press = this.#presses.get(id) ?? id;
      const other = perPress.get(press);
      if (other) throw new Violation(`one "Gönder" is twice at the server: ${other} and ${id}`);
      perPress.set(press, id);
    }
  }

  /** What a draft holds may be replaced from now on, unless the outbox holds it too. */
  #release(draftId: string): void {
    const { sent, held: inDrafts } = this.#committed;
    const held = inDrafts.get(draftId);
    for (const [token, place] of this.#kept) {
      if ((place === draftId || token === held) && !sent.has(token)) this.#kept.delete(token);
    }
  }
}

function isDraftRecord(record: unknown): record is DraftRecord {
  return typeof record === 'object' && record !== null && 'draft' in record && 'revision' in record;
}

function isEntry(record: unknown): record is OutboxEntry {
  return typeof record === 'object' && record !== null && 'status' in record && 'body' in record;
}
