// What people do with parcels: the writer gives them away, another takes them in, brings the answers back, and either gives up
// an emergency that has become old. All by the app's own functions.

import type { SealedEntry } from '../../../src/offline/sealed-schema.ts';
import { lookInto } from '../parcels/server-seals.ts';
import type { Phone, Tab } from '../phone.ts';
import type { Carriage } from './carriage.ts';
import { fileOf, whole } from './files.ts';

/** A phone, and what is held against it. */
export interface Hand {
  phone: Phone;
  carriage: Carriage;
}

/** From the table on that begins a file: the envelope is behind it. */
const TABLE_AT = 6;
const CHECK_BYTES = 16;

export class Carrier {
  /** That were given away: anybody may have any of them. */
  readonly files: Uint8Array[] = [];
  readonly answers: Uint8Array[] = [];

  /** One of those that lie on this phone, its own or another's, as a file. */
  async give({ phone }: Hand, { process }: Tab, nth: number): Promise<void> {
    const { app } = phone;
    const given = pick((await app.listSealed(process.environment)).filter(app.isForCarriers), nth);
    const pieces = given && (await app.exportParcel(given.parcel, process.environment));
    if (!pieces) return;
    this.files.push(await whole(pieces));
    phone.world.tally.hit(given.own ? 'parcel given away' : 'parcel handed on');
  }

  /** A copy of what waits in the open (src/offline/given-copy.ts). */
  async giveCopy({ phone }: Hand, { process }: Tab, nth: number): Promise<void> {
    const { app } = phone;
    const { environment } = process;
    const waiting = (await app.listEntries(environment)).filter(({ status }) => status.state === 'waiting');
    const entry = pick(waiting, nth);
    if (!entry) return;
    phone.oracle.texts.gave(entry.id);
    if (!(await app.agreeToGive(entry.id, environment))) return;
    const pieces = await app.exportCopy(entry.id, environment);
    if (!pieces) return;
    this.files.push(await whole(pieces));
    phone.world.tally.hit('copy of an open one given away');
  }

  /** @param damage what has become of the file on its way */
  async take({ phone, carriage }: Hand, { process }: Tab, nth: number, damage?: Damage): Promise<void> {
    const { app, world } = phone;
    const file = pick(this.files, nth);
    if (!file) return;
    const given = damage === undefined ? file : damaged(file, damage, world.random.below(file.length));
    const taken = await app.takeParcel(fileOf(given), undefined, process.environment);
    if (damage !== undefined) {
      world.tally.hit('file damaged or cut');
      if (taken.ok) throw new Error('a file was taken in that is damaged');
      return;
    }
    if (!taken.ok) return;
    if (taken.state === 'known') world.tally.hit('taken in twice');
    if (taken.state === 'new') world.tally.hit('taken in');
    if (taken.state !== 'own') carriage.taken(taken.parcel, envelopeOf(file), taken.state);
  }

  /** What the server has answered so far. */
  async bringBack({ phone }: Hand, { process }: Tab): Promise<void> {
    const file = await phone.app.exportAnswers(process.environment);
    if (file) this.answers.push(file);
  }

  async takeAnswers({ phone }: Hand, { process }: Tab, nth: number): Promise<void> {
    const file = pick(this.answers, nth);
    if (!file) return;
    const taken = await phone.app.takeAnswers(fileOf(file), process.environment);
    if (taken.ok && taken.received.length + taken.settled.length > 0)
      phone.world.tally.hit('settled by a receipt that was brought');
  }

  async confirm({ phone }: Hand, { process }: Tab): Promise<void> {
    for (const { parcel } of await this.#asking(phone, process)) {
      await phone.app.confirmSealed(parcel, process.environment);
      phone.world.tally.hit('old emergency confirmed');
    }
    void phone.app.hurry(process.environment);
  }

  /** At the question about an old emergency, on either phone. */
  async cancel({ phone, carriage }: Hand, { process }: Tab): Promise<void> {
    const [entry] = await this.#asking(phone, process);
    if (!entry) return;
    if (entry.own) phone.oracle.texts.letGoParcel(entry.own.id);
    carriage.letGo(entry.parcel);
    await phone.app.forgetSealed(entry.parcel, process.environment);
    carriage.gaveUp(entry.parcel);
    phone.world.tally.hit(entry.own ? 'given up by its writer' : 'given up by its carrier');
  }

  /** What is done, and of the writer's own what was refused and read. */
  async clear({ phone, carriage }: Hand, { process }: Tab): Promise<void> {
    const entries = await phone.app.listSealed(process.environment);
    for (const { parcel, own, status } of entries) {
      if (status.state !== 'refused' && (own || status.state !== 'received')) continue;
      if (own) phone.oracle.texts.letGoParcel(own.id);
      carriage.letGo(parcel);
      await phone.app.forgetSealed(parcel, process.environment);
    }
  }

  async #asking(phone: Phone, { environment }: Tab['process']): Promise<SealedEntry[]> {
    const entries = await phone.app.listSealed(environment);
    return entries.filter((entry) => phone.app.mustAsk(entry, environment.now()));
  }
}

export type Damage = 'cut' | 'damaged' | 'of two';

function damaged(file: Uint8Array, damage: Damage, at: number): Uint8Array {
  if (damage === 'cut') return file.subarray(0, at);
  const whole = Uint8Array.from(file);
  if (damage === 'damaged') whole[at] = (whole[at] ?? 0) ^ 1;
  return damage === 'of two' ? Uint8Array.from([...whole, ...whole.subarray(at)]) : whole;
}

/** The file begins with its mark, the length of its table, the table and a check. */
function envelopeOf(file: Uint8Array): Uint8Array {
  const table = (file[4] ?? 0) * 256 + (file[5] ?? 0);
  const start = TABLE_AT + table + CHECK_BYTES;
  const { envelope } = JSON.parse(Buffer.from(file.subarray(TABLE_AT, TABLE_AT + table)).toString());
  const bytes = file.subarray(start, start + envelope);
  lookInto(bytes);
  return bytes;
}

/** @param nth below 0: from the newest on */
function pick<T>(from: readonly T[], nth: number): T | undefined {
  if (nth < 0) return from.at(nth);
  return from[nth % Math.max(1, from.length)];
}
