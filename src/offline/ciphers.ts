// Opens and seals by the device's keys, and remembers what was opened or sealed once, for as long as the connection lasts:
// what a transaction needs must be at hand without waiting (sealing.ts).

import { utf8 } from './base64url.ts';
import type { Database } from './database.ts';
import { type DeviceKeys, readKeyRecord, readKeys } from './device-key.ts';
import type { OfflineEnvironment } from './environment.ts';
import { covers, layOver, makePad, padLength, takeOff } from './prepared-pad.ts';
import type { Sealed } from './schema.ts';
import { IV_BYTES } from './sealed-bytes.ts';

/** A record as JSON, or bytes: the very same object in each run. */
export type Content = string | ArrayBuffer;
type Bytes = Uint8Array<ArrayBuffer>;

/** More than a phone holds. */
const MOST_REMEMBERED = 2_000;

/** What a connection remembers: all of it belongs to its keys. */
interface Memory {
  keys: DeviceKeys | undefined;
  /** What was opened or sealed, by place and initialisation vector. */
  opened: Map<string, string>;
  /** What was sealed last for a place. */
  last: Map<string, { content: Content; sealed: ArrayBuffer }>;
  /** For the last act of a page, by place (X5). */
  pads: Map<string, { pad: Bytes; sealed: ArrayBuffer }>;
}
const memories = new WeakMap<Database, Memory>();

/** Of one work, over its runs. */
export class Ciphers {
  readonly #database: Database;
  readonly #environment: OfflineEnvironment;
  #memory: Memory;
  /** Of bytes, which are too many to be remembered longer. */
  #bytes: Memory['last'] = new Map();

  constructor(database: Database, environment: OfflineEnvironment) {
    this.#database = database;
    this.#environment = environment;
    this.#memory = memories.get(database) ?? this.#forget();
    if (this.#memory.opened.size > MOST_REMEMBERED) this.#memory.opened.clear();
  }

  /** Of the key that sealed what is at hand. */
  get keyId(): string {
    return this.#memory.keys?.id ?? '';
  }

  openedAtHand(place: string, sealed: ArrayBuffer): string | undefined {
    return this.#memory.opened.get(idOf(place, sealed));
  }

  sealedAtHand(place: string, content: Content): Sealed | undefined {
    const last = (typeof content === 'string' ? this.#memory.last : this.#bytes).get(place);
    return last?.content === content ? { sealed: last.sealed } : undefined;
  }

  /** Under the pad that was prepared for the place, which is never used again (X5). */
  underPad(place: string, content: string): Required<Sealed> | undefined {
    const { pads } = this.#memory;
    const prepared = pads.get(place);
    if (!prepared) return undefined;
    const text = utf8(content);
    if (!covers(prepared.pad, text.length)) return undefined;
    pads.delete(place);
    return { sealed: prepared.sealed, over: layOver(prepared.pad, utf8(place), text) };
  }

  /** A record's text is at hand afterwards. */
  async openText(place: string, { sealed, over }: Sealed): Promise<void> {
    const { bytes, isCurrent } = await this.#open(over ? padPlace(place) : place, sealed);
    const text = over ? takeOff(new Uint8Array(bytes), utf8(place), new Uint8Array(over)) : bytes;
    this.#remember(place, new TextDecoder().decode(text), sealed, isCurrent && !over);
  }

  async open(place: string, sealed: ArrayBuffer): Promise<ArrayBuffer> {
    return (await this.#open(place, sealed)).bytes;
  }

  /** It is at hand afterwards. */
  async seal(place: string, content: Content): Promise<void> {
    const memory = this.#memory;
    const bytes = typeof content === 'string' ? utf8(content) : new Uint8Array(content);
    const sealed = await this.#sealedBytes(place, bytes);
    if (memory === this.#memory) this.#remember(place, content, sealed, true);
  }

  /** X5. @param length of the content, in bytes */
  async preparePad(place: string, length: number): Promise<void> {
    const memory = this.#memory;
    const known = memory.pads.get(place);
    if (known && covers(known.pad, length)) return;
    const pad = makePad(padLength(length), this.#environment.cryptography.randomBytes);
    const sealed = await this.#sealedBytes(padPlace(place), pad);
    if (memory === this.#memory) memory.pads.set(place, { pad, sealed });
  }

  /** Whether something failed because another tab has replaced the key or thrown it away: what is remembered belongs to the old one. */
  async takesNewKey(): Promise<boolean> {
    const { keys } = this.#memory;
    const record = await readKeyRecord(this.#database);
    if (!keys || (record && (record.id ?? '') === keys.id)) return false;
    this.#memory = this.#forget();
    this.#bytes = new Map();
    return true;
  }

  #forget(): Memory {
    const memory: Memory = { keys: undefined, opened: new Map(), last: new Map(), pads: new Map() };
    memories.set(this.#database, memory);
    return memory;
  }

  async #keys(): Promise<DeviceKeys> {
    const memory = this.#memory;
    if (memory.keys) return memory.keys;
    const found = await readKeys(this.#database, this.#environment, () => memories.delete(this.#database));
    // Of two that come here at once, while the key is replaced, the first decides: what was sealed by it is remembered.
    memory.keys ??= found;
    return memory.keys;
  }

  async #open(place: string, sealed: ArrayBuffer): Promise<{ bytes: ArrayBuffer; isCurrent: boolean }> {
    const { current, older } = await this.#keys();
    const { cryptography } = this.#environment;
    const openBy = async (key: CryptoKey): Promise<ArrayBuffer> => {
      const iv = new Uint8Array(sealed, 0, IV_BYTES);
      return await cryptography.open(key, iv, utf8(place), new Uint8Array(sealed, IV_BYTES));
    };
    try {
      return { bytes: await openBy(current), isCurrent: true };
    } catch (error) {
      const bytes = older && (await openBy(older).catch(() => undefined));
      if (bytes) return { bytes, isCurrent: false };
      if (await this.takesNewKey()) return await this.#open(place, sealed);
      throw error;
    }
  }

  async #sealedBytes(place: string, bytes: Bytes): Promise<ArrayBuffer> {
    const { current } = await this.#keys();
    const { cryptography } = this.#environment;
    const iv = cryptography.randomBytes(IV_BYTES);
    const cipher = new Uint8Array(await cryptography.seal(current, iv, utf8(place), bytes));
    const whole = new Uint8Array(IV_BYTES + cipher.length);
    whole.set(iv);
    whole.set(cipher, IV_BYTES);
    return whole.buffer;
  }

  /** @param isCurrent it may be put as it is */
  #remember(place: string, content: Content, sealed: ArrayBuffer, isCurrent: boolean): void {
    const isText = typeof content === 'string';
    if (isText) this.#memory.opened.set(idOf(place, sealed), content);
    if (isCurrent) (isText ? this.#memory.last : this.#bytes).set(place, { content, sealed });
  }
}

function padPlace(place: string): string {
  return `pad of ${place}`;
}

function idOf(place: string, sealed: ArrayBuffer): string {
  return `${place} ${new Uint8Array(sealed, 0, IV_BYTES)}`;
}
