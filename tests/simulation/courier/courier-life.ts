// Plays a life of a writer's phone and a carrier's (courier-schedule.ts). After each step the oracles look at both disks, at the server,
// and at what each phone sends.

import type { App } from '../app.ts';
import { Citizen } from '../citizen.ts';
import type { Process } from '../device.ts';
import { Violation } from '../oracle/violation.ts';
import { Phone, type Tab } from '../phone.ts';
import { World } from '../world.ts';
import { Carriage } from './carriage.ts';
import { Carrier, type Hand } from './carrier.ts';
import type {
  CarrierAct,
  CourierAct,
  CourierSchedule,
  PhoneAct,
  Who,
  WriterAct,
} from './courier-schedule.ts';

const YEAR_MS = 365.25 * 24 * 60 * 60_000;
const LONGEST_END_MS = 12 * 60 * 60_000;
const MOST_STEPS_AT_THE_END = 12_000;
/** Somebody who is asked about an old emergency at the end says yes, and may be asked once more. */
const ROUNDS_AT_THE_END = 3;
const TAB = 'A';

export interface CourierEnded {
  steps: number;
  accepted: number;
  refused: number;
  faults: ReadonlyMap<string, number>;
}

/** @throws Violation */
export async function liveCourier(schedule: CourierSchedule, app: App): Promise<CourierEnded> {
  return await new CourierLife(schedule.seed, app).play(schedule);
}

class CourierLife {
  readonly #world: World;
  readonly #hands: Readonly<Record<Who, Hand>>;
  readonly #citizen: Citizen;
  readonly #carrier = new Carrier();
  #isTaking = 0;
  /** By parcel: the phones that have sent it. */
  readonly #sentBy = new Map<string, Set<Who>>();
  #steps = 0;

  constructor(seed: number, app: App) {
    this.#world = new World(seed);
    this.#hands = { writer: this.#hand(app, true), carrier: this.#hand(app, false) };
    this.#citizen = new Citizen(this.#hands.writer.phone);
  }

  play({ items }: CourierSchedule): Promise<CourierEnded> {
    const { clockwork, server, tally } = this.#world;
    return clockwork.during(() => {
      // The server's key is heard before anything can be sealed to it.
      this.#tab('writer');
      this.#run(300, 20_000);
      for (const { act, steps } of items) {
        this.#do(act);
        clockwork.settle();
        this.#look();
        if (act.do === 'wait') this.#run(400, act.seconds * 1000);
        this.#run(steps, 5_000);
      }
      this.#end();
      return {
        steps: this.#steps,
        accepted: server.rows.applications.size,
        refused: server.refused.size,
        faults: tally.counts,
      };
    });
  }

  #hand(app: App, isWriter: boolean): Hand {
    const { server, network, clockwork } = this.#world;
    const phone = new Phone(app, this.#world, isWriter);
    const carriage = new Carriage(phone.device.disk, server, {
      now: () => phone.device.now(),
      trueNow: () => clockwork.now,
      forged: network.forgedParcels,
    });
    return { phone, carriage };
  }

  #tab(who: Who): Tab {
    return this.#hands[who].phone.open(TAB, (process) => this.#meet(who, process));
  }

  #meet(who: Who, process: Process): void {
    this.#hands[who].carriage.meet(process);
    const { environment } = process;
    const { fetch } = environment;
    environment.fetch = (path, request) => {
      if (request.method === 'PUT' && path.startsWith('/api/sealed/')) this.#sends(who, path);
      return fetch(path, request);
    };
  }

  #sends(who: Who, path: string): void {
    if (!this.#hands[who].phone.device.hasLine) return;
    const senders = this.#sentBy.get(path) ?? new Set();
    this.#sentBy.set(path, senders);
    if (senders.size === 1 && !senders.has(who)) this.#world.tally.hit('brought by both');
    senders.add(who);
  }

  #act(who: Who, act: (hand: Hand, tab: Tab) => Promise<void>): void {
    this.#tab(who);
    const hand = this.#hands[who];
    hand.phone.act(TAB, (tab) => act(hand, tab));
  }

  #do(act: CourierAct): void {
    const { clockwork, network, server, tally } = this.#world;
    if ('who' in act) this.#doToPhone(act, clockwork.now);
    else if (act.do === 'line meets') network.expectOfParcels(act.faults);
    else if (act.do === 'restart server') {
      tally.hit('server restarted');
      server.restart();
    } else if (act.do === 'rotate key') {
      tally.hit('signing key changed');
      server.rotateKey();
    } else if (act.do === 'hand on' || act.do === 'bring back' || act.do === 'take in') this.#carry(act);
    else if (act.do !== 'wait') this.#write(act);
  }

  #write(act: WriterAct): void {
    const [carrier, citizen] = [this.#carrier, this.#citizen];
    this.#act('writer', async (hand, tab) => {
      switch (act.do) {
        case 'seal':
          await citizen.seal(tab, act.mayBeCarried);
          break;
        case 'seal an emergency':
          await citizen.seal(tab, act.mayBeCarried, true);
          break;
        case 'send openly':
          await citizen.send(tab);
          break;
        case 'take back':
          await citizen.handle(tab, 'cancel', 0);
          break;
        case 'give':
          await carrier.give(hand, tab, act.nth);
          break;
        case 'give a copy':
          await carrier.giveCopy(hand, tab, act.nth);
          break;
        case 'take answers':
          await carrier.takeAnswers(hand, tab, act.nth);
          break;
      }
    });
  }

  #carry(act: CarrierAct): void {
    const carrier = this.#carrier;
    this.#act('carrier', async (hand, tab) => {
      if (act.do === 'hand on') await carrier.give(hand, tab, 0);
      else if (act.do === 'bring back') await carrier.bringBack(hand, tab);
      else {
        this.#isTaking++;
        await carrier.take(hand, tab, act.nth, act.damage);
        this.#isTaking--;
      }
    });
  }

  #doToPhone(act: PhoneAct, trueNow: number): void {
    const { phone, carriage } = this.#hands[act.who];
    switch (act.do) {
      case 'confirm':
      case 'cancel':
      case 'clear':
        this.#act(act.who, (hand, tab) => this.#carrier[act.do](hand, tab));
        break;
      case 'hurry':
        void phone.app.hurry(this.#tab(act.who).process.environment);
        break;
      case 'kill':
        this.#kill(act.who);
        break;
      case 'wake worker':
        phone.wakeWorker((process) => this.#meet(act.who, process));
        break;
      case 'kill worker':
        phone.killWorker();
        break;
      case 'line':
        phone.device.hasLine = act.isThere;
        break;
      case 'clock':
        phone.device.clockOffsetMs += act.years * YEAR_MS;
        if (act.years !== 0)
          this.#world.tally.hit(act.years > 0 ? 'clock jumps forward' : 'clock jumps back');
        carriage.jumped(trueNow);
        break;
      case 'disk':
        this.#tab(act.who).process.expectDiskFaults(act.faults);
        break;
    }
  }

  #kill(who: Who): void {
    if (who === 'carrier' && this.#isTaking > 0) {
      this.#world.tally.hit('killed amid the taking in');
      this.#isTaking = 0;
    }
    this.#hands[who].phone.kill(TAB);
  }

  #each(): readonly (readonly [Who, Hand])[] {
    return Object.entries(this.#hands) as [Who, Hand][];
  }

  /** Both have a line, and whoever is asked about an old emergency says yes. */
  #end(): void {
    for (const [who, { phone }] of this.#each()) {
      phone.device.hasLine = true;
      this.#tab(who);
      phone.putAway();
    }
    for (let round = 0; round < ROUNDS_AT_THE_END; round++) {
      for (const [who] of this.#each()) this.#act(who, (hand, tab) => this.#carrier.confirm(hand, tab));
      this.#goOn(({ phone }) => !phone.isActing(), 60_000);
      for (const [, { phone }] of this.#each()) phone.putAway();
      this.#goOn(({ carriage }) => carriage.isAtRest(), LONGEST_END_MS);
    }
    for (const [, { phone }] of this.#each()) phone.lookAgain();
    this.#goOn(({ phone, carriage }) => phone.oracle.isAtRest() && carriage.isAtRest(), LONGEST_END_MS);
    for (const [, { phone, carriage }] of this.#each()) {
      carriage.checkEnd();
      phone.oracle.checkEnd();
    }
  }

  #goOn(hasEnded: (hand: Hand) => boolean, durationMs: number): void {
    const { clockwork } = this.#world;
    const until = clockwork.now + durationMs;
    for (let steps = 0; !this.#each().every(([, hand]) => hasEnded(hand)); steps++) {
      if (steps > MOST_STEPS_AT_THE_END) throw new Violation('it does not come to rest');
      if (!clockwork.step(until)) return;
      this.#look();
    }
  }

  #run(steps: number, durationMs: number): void {
    const { clockwork } = this.#world;
    const until = clockwork.now + durationMs;
    for (let step = 0; step < steps && clockwork.step(until); step++) this.#look();
  }

  #look(): void {
    this.#steps++;
    for (const [, { phone, carriage }] of this.#each()) {
      const { fault, oracle } = phone;
      if (fault instanceof Violation) throw fault;
      if (fault !== undefined) throw new Violation('the code threw', { cause: fault });
      oracle.check();
      carriage.check();
    }
  }
}
