// Holds what citizens were told of their drafts and applications against what the disk and the server hold.
//
// 1  What was said to be saved or sent is on the disk until the citizen's own act (or a later save) replaces it.
// 2  An entry is `received` only if the server holds exactly it, with exactly that receipt.
// 3  One "Gönder" is at most one application at the server; a cancelled one is none.
// 4  What a page said last is beside the store or in it, until a later save, while its draft is there.
// 5  A parcel that was said to be sealed is on the disk until the server holds exactly it, and its text lies nowhere readable.
// 6  In the end every entry is received, refused by the server itself, or an old emergency that its writer is asked about; and no parcel is left but a refused one.

import type { OutboxEntry } from '../../../src/offline/outbox.ts';
import type { Server } from '../server/server.ts';
import type { DiskView, Parcel } from './disk-view.ts';
import { Violation } from './violation.ts';

interface Save {
  draftId: string;
  token: string;
  owner: object;
  /** Another save of the same draft was under way at the same time: either may be the later one. */
  isContested: boolean;
}

export class Texts {
  readonly #disk: DiskView;
  readonly #server: Server;
  /** What the citizen was told is kept: the text, and where it was put last. */
  readonly #kept = new Map<string, string>();
  /** What pages have said last, of which draft. */
  readonly #last = new Map<string, string>();
  readonly #saves = new Set<Save>();
  /** The texts of the outbox and of each draft when nothing was being written last. */
  #sent = new Set<string>();
  #held = new Map<string, string | undefined>();
  readonly #seenIds = new Set<string>();
  readonly #cancelled = new Set<string>();
  readonly #forgotten = new Set<string>();
  readonly #given = new Set<string>();
  /** Entry id → the "Gönder" that made it. */
  readonly #presses = new Map<string, string>();
  /** By text: what was seen sealed on the disk. */
  readonly #parcels = new Map<string, Parcel>();
  #parcelsHere = new Set<string>();
  /** By text: the draft that was sealed. */
  readonly #sealed = new Map<string, string>();

  constructor(disk: DiskView, server: Server) {
    this.#disk = disk;
    this.#server = server;
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
      if (isSaved && !save.isContested) this.#kept.set(token, draftId);
    };
  }

  /** A page is going away: what was kept of the draft may be replaced. */
  saysLast(draftId: string): void {
    this.#release(draftId);
    for (const save of this.#saves) if (save.draftId === draftId) save.isContested = true;
  }

  /** It has put a last word beside the store. */
  saidLast(draftId: string, token: string): void {
    this.#last.set(token, draftId);
  }

  /** A process was killed: its saves will not say how they ended. */
  died(owner: object): void {
    for (const save of this.#saves) if (save.owner === owner) this.#saves.delete(save);
  }

  /** Left behind by an older version of the app. */
  found(token: string, place: string): void {
    this.#kept.set(token, place);
  }

  sent(entryId: string, draftId: string, token: string): void {
    this.#kept.set(token, entryId);
    this.#presses.set(entryId, `${draftId} ${token}`);
  }

  /** "Gönder" in private mode. */
  sealed(parcel: string, draftId: string, token: string): void {
    this.#kept.set(token, parcel);
    this.#sealed.set(token, draftId);
  }

  /** Whether the application came, or is to come, sealed. */
  isParcel(id: string): boolean {
    return [...this.#parcels.values()].some((parcel) => parcel.id === id);
  }

  takenBack(entryId: string, draftId: string, token: string, isCancelled: boolean): void {
    if (isCancelled) this.#cancelled.add(entryId);
    this.#kept.set(token, draftId);
    // Committed, and perhaps not looked at yet.
    this.#sent.delete(token);
  }

  /** The citizen is about to delete or forget an entry. */
  letGo(entry: OutboxEntry): void {
    this.#kept.delete(entry.application.description ?? '');
    this.#forgotten.add(entry.id);
  }

  /** A carrier may have a copy: its writer is told that it can be delivered though it was taken back, and what is sent anew is another. */
  gave(entryId: string): void {
    this.#given.add(entryId);
  }

  /** The citizen is about to give up, or to clear away, what lies here sealed. @param id of the application */
  letGoParcel(id: string): void {
    this.#forgotten.add(id);
    for (const [text, parcel] of this.#parcels) if (parcel.id === id) this.#kept.delete(text);
  }

  /** For when nothing is half written. */
  check(entries: readonly OutboxEntry[]): void {
    this.#sent = new Set(entries.map(({ application }) => application.description ?? ''));
    this.#held = new Map(this.#disk.drafts().map(({ id, draft }) => [id, draft.answers.description]));
    const inDrafts = new Set(this.#held.values());
    this.#checkParcels(inDrafts);
    for (const token of this.#kept.keys()) {
      if (!this.#sent.has(token) && !inDrafts.has(token) && !this.#isInParcel(token))
        throw new Violation(`${token} was said to be kept and is lost`);
    }
    for (const [token, draftId] of this.#last) {
      // Sent or deleted: it does not come back (F4).
      if (!this.#held.has(draftId)) this.#last.delete(token);
      else if (!inDrafts.has(token) && !this.#disk.lastWords().has(token))
        throw new Violation(`${token} was said last and is lost`);
    }
    for (const entry of entries) this.#checkEntry(entry);
  }

  checkEnd(): void {
    for (const { id, text, state } of this.#disk.parcels()) {
      const isRefused = state === 'refused' && this.#server.refused.has(id);
      if (!isRefused) throw new Violation(`in the end the parcel with ${text} is ${state}`);
    }
    for (const { id, status } of this.#disk.entries()) {
      if (status.state === 'received' || status.state === 'asking') continue;
      const isRefused = status.state === 'refused' && this.#server.refused.has(id);
      if (!isRefused) throw new Violation(`in the end ${id} is ${status.state}`);
    }
  }

  isAtRest(): boolean {
    if (this.#disk.parcels().some(({ state }) => state !== 'refused')) return false;
    return this.#disk
      .entries()
      .every(({ status }) => status.state !== 'waiting' && status.state !== 'sending');
  }

  /** What the server holds, against what left this phone. */
  checkServer(): void {
    const perPress = new Map<string, string>();
    // Sealed or openly: it is the same "Gönder".
    for (const [text, draftId] of this.#sealed) {
      const parcel = this.#parcels.get(text);
      if (parcel) this.#presses.set(parcel.id, `${draftId} ${text}`);
    }
    for (const id of this.#server.rows.applications.keys()) {
      if (!this.#seenIds.has(id)) throw new Violation(`the server has ${id}, which no outbox ever held`);
      if (this.#cancelled.has(id) && this.#given.has(id)) continue;
      if (this.#cancelled.has(id)) throw new Violation(`the server has ${id}, which was cancelled`);
      if (this.#forgotten.has(id)) continue;
      const press = this.#presses.get(id) ?? id;
      const other = perPress.get(press);
      if (other) throw new Violation(`one "Gönder" is twice at the server: ${other} and ${id}`);
      perPress.set(press, id);
    }
  }

  #checkParcels(inDrafts: ReadonlySet<string | undefined>): void {
    const parcels = this.#disk.parcels();
    this.#parcelsHere = new Set(parcels.map(({ text }) => text));
    for (const parcel of parcels) {
      const { id, text } = parcel;
      if (inDrafts.has(text) || this.#sent.has(text))
        throw new Violation(`${text} lies readable beside its parcel`);
      const other = this.#parcels.get(text);
      if (other && other.id !== id) throw new Violation(`one "Gönder" is two parcels: ${other.id} and ${id}`);
      this.#parcels.set(text, parcel);
      this.#seenIds.add(id);
    }
  }

  /** On the disk, or at the server as it was sealed. */
  #isInParcel(token: string): boolean {
    const parcel = this.#parcels.get(token);
    if (!parcel) return false;
    return this.#parcelsHere.has(token) || this.#server.accepted(parcel.id)?.digest === parcel.digest;
  }

  #checkEntry({ id, draftId, digest, application, status }: OutboxEntry): void {
    this.#seenIds.add(id);
    if (!this.#presses.has(id)) this.#presses.set(id, `${draftId} ${application.description}`);
    if (status.state === 'refused' && !this.#server.refused.has(id)) {
      throw new Violation(`${id} is refused, and the server never refused it`);
    }
    if (status.state !== 'received') return;
    const accepted = this.#server.accepted(id);
    if (!accepted) throw new Violation(`${id} is received, and the server does not have it`);
    if (accepted.digest !== digest) throw new Violation(`${id} is received with another text`);
    if (accepted.receipt !== status.receipt) throw new Violation(`${id} is received with a false receipt`);
  }

  /** What a draft holds may be replaced from now on, unless the outbox holds it too. */
  #release(draftId: string): void {
    const held = this.#held.get(draftId);
    for (const [token, place] of this.#kept) {
      const isAway = this.#sent.has(token) || this.#isInParcel(token);
      if ((place === draftId || token === held) && !isAway) this.#kept.delete(token);
    }
    for (const [token, place] of this.#last) if (place === draftId) this.#last.delete(token);
  }
}
