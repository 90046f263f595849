// A citizen with a PIN: sets it, changes it, takes it away, mistypes it, opens the page with it; and is killed in the middle.

import type { OfflineEnvironment } from '../../../src/offline/environment.ts';
import { Violation } from '../oracle/violation.ts';
import type { Phone, Tab } from '../phone.ts';
import type { Locks } from './locks.ts';

const ROUNDS = 1;

export class PinHolder {
  readonly #phone: Phone;
  readonly #locks: Locks;
  readonly #unlockedBy = new WeakMap<Tab, () => void>();
  /** Which may hold: the one that was known, and those whose setting was cut off or is under way. '' is none. */
  #pins = new Set(['']);
  #underWay = 0;
  #begun = 0;
  #count = 0;

  constructor(phone: Phone, locks: Locks) {
    this.#phone = phone;
    this.#locks = locks;
  }

  meet(tab: Tab): void {
    if (!this.#unlockedBy.has(tab)) this.#unlockedBy.set(tab, this.#locks.started(tab.process));
  }

  async set(tab: Tab): Promise<void> {
    const pin = this.#newPin();
    await this.#replace(tab, pin, (environment) => this.#phone.app.setPin(pin, environment, ROUNDS));
  }

  async change(tab: Tab): Promise<void> {
    const old = await this.#known(tab);
    const pin = this.#newPin();
    if (old !== undefined)
      await this.#replace(tab, pin, (environment) =>
        this.#phone.app.changePin(old, pin, environment, ROUNDS),
      );
  }

  async remove(tab: Tab): Promise<void> {
    const old = await this.#known(tab);
    if (old !== undefined)
      await this.#replace(tab, '', (environment) => this.#phone.app.removePin(old, environment));
  }

  /** L5. */
  async mistype(tab: Tab): Promise<void> {
    const { environment } = tab.process;
    const { app, world } = this.#phone;
    const before = (await app.readPinState(environment)).tries;
    const tried = await app.unlock('not it', environment);
    if (tried.ok) throw new Violation('a wrong PIN has opened the device');
    if (tried.reason !== 'wrong') return;
    world.tally.hit('wrong PIN');
    // Another tab's right one ends the count.
    if (tried.tries < 1 || (this.#underWay === 0 && before > 0 && tried.tries <= 0))
      throw new Violation('a wrong PIN was not counted');
  }

  async unlock(tab: Tab): Promise<void> {
    await this.#known(tab);
    void this.#phone.app.hurry(tab.process.environment);
  }

  /** The PIN that holds, by trying; the page is unlocked afterwards. @returns undefined: none is set */
  async #known(tab: Tab): Promise<string | undefined> {
    const { environment } = tab.process;
    const { app, world } = this.#phone;
    const isAlone = this.#underWay === 0;
    if (!(await app.readPinState(environment)).isSet) return undefined;
    for (const pin of this.#pins) {
      if (pin === '' || !(await app.unlock(pin, environment)).ok) continue;
      this.#unlockedBy.get(tab)?.();
      world.tally.hit('unlocked by a PIN');
      return pin;
    }
    const isSet = (await app.readPinState(environment)).isSet;
    if (isAlone && this.#underWay === 0 && isSet) throw new Violation('no PIN opens the device any more');
    return undefined;
  }

  async #replace(
    tab: Tab,
    pin: string,
    act: (environment: OfflineEnvironment) => Promise<{ ok: boolean }>,
  ): Promise<void> {
    this.#pins.add(pin);
    this.#underWay++;
    const begun = ++this.#begun;
    let isDone = false;
    try {
      isDone = (await act(tab.process.environment)).ok;
    } finally {
      this.#underWay--;
    }
    if (!isDone) return;
    this.#unlockedBy.get(tab)?.();
    this.#phone.world.tally.hit(pin === '' ? 'PIN removed' : 'PIN set');
    // What ends last, sealing anew for long, may hold no more: another has been set since it began.
    if (this.#underWay === 0 && begun === this.#begun) this.#pins = new Set([pin]);
  }

  /** The processes were killed: what was under way says nothing more. */
  died(): void {
    this.#underWay = 0;
  }

  #newPin(): string {
    return `pin ${++this.#count}`;
  }
}
