// Plays a schedule: a citizen with two tabs and a worker, a network and a clock that misbehave, and processes that die
// in the middle of everything. After each step the oracle looks.

import type { Draft } from '../../src/domain/application.ts';
import type { ApplicationRules } from '../../src/domain/validation.ts';
import { StillWaiting } from '../../src/offline/background-sync.ts';
import { knownRevision } from '../../src/offline/drafts.ts';
import type { OfflineEnvironment } from '../../src/offline/environment.ts';
import type { OutboxEntry } from '../../src/offline/outbox.ts';
import { StorageFault } from '../../src/offline/storage-fault.ts';
import { hurry } from '../../src/offline/sync.ts';
import type { App } from './app.ts';
import { Clockwork } from './clockwork.ts';
import { Device, Process } from './device.ts';
import { ModelServer, makeSigningKey } from './model-server.ts';
import { Network } from './network.ts';
import { Oracle, Violation } from './oracle.ts';
import { seededRandom } from './random.ts';
import type { Act, Schedule, Tab, WorldAct } from './schedule.ts';

const KEYS = [makeSigningKey('key-1'), makeSigningKey('key-2')];
/** A forger who knows how the server's first key is called. */
const FORGER = { ...makeSigningKey('forged'), kid: 'key-1' };
const RULES: ApplicationRules = { descriptionMaxLength: 5_000, isPlace: () => true };
const YEAR_MS = 365.25 * 24 * 60 * 60_000;
const LONGEST_END_MS = 6 * 60 * 60_000;
/** The autosaver's pause after a failure. */
const RETRY_MS = 5_000;
const MOST_STEPS_AT_THE_END = 6_000;
/** Answers are polled for each minute; what is not of that pace is a busy loop. */
const QUIET_MS = 3 * 60_000;
const MOST_REQUESTS_WHEN_QUIET = 4 * 16;

/** A draft as a page has opened it. Left with a text that could not be saved, it goes on trying. */
interface Session {
  draft: Draft;
  /** The citizen was told that another text is stored; what is written now replaces it. */
  isTold: boolean;
}

interface OpenTab {
  process: Process;
  session: Session | undefined;
  /** Acts of the citizen that are under way. */
  acts: number;
}

/** What a life has come to, for the summary. */
export interface Ended {
  steps: number;
  accepted: number;
  refused: number;
}

/** @throws Violation */
export async function live(schedule: Schedule, app: App): Promise<Ended> {
  const life = new Life(schedule.seed, app);
  return await life.play(schedule);
}

class Life {
  readonly #app: App;
  readonly #clockwork: Clockwork;
  readonly #server: ModelServer;
  readonly #network: Network;
  readonly #device: Device;
  readonly #oracle: Oracle;
  readonly #tabs = new Map<Tab, OpenTab>();
  #worker: Process | undefined;
  #texts = 0;
  #steps = 0;
  #fault: unknown;

  constructor(seed: number, app: App) {
    const random = seededRandom(seed);
    this.#app = app;
    this.#clockwork = new Clockwork(random);
    this.#server = new ModelServer(KEYS, () => this.#clockwork.now);
    this.#network = new Network(this.#clockwork, this.#server, random, FORGER);
    this.#device = new Device(this.#clockwork, this.#network, random);
    this.#oracle = new Oracle(this.#device.disk, this.#server);
  }

  play({ items }: Schedule): Promise<Ended> {
    return this.#clockwork.during(async () => {
      for (const { act, steps } of items) {
        this.#do(act);
        await this.#clockwork.settle();
        this.#look();
        if (act.do === 'wait') await this.#run(400, act.seconds * 1000);
        await this.#run(steps, 5_000);
      }
      await this.#end();
      return {
        steps: this.#steps,
        accepted: this.#server.accepted.size,
        refused: this.#server.refused.size,
      };
    });
  }

  async #run(steps: number, durationMs: number): Promise<void> {
    const until = this.#clockwork.now + durationMs;
    for (let step = 0; step < steps; step++) {
      const hasMore = await this.#clockwork.step(until);
      this.#look();
      if (!hasMore) return;
    }
  }

  #look(): void {
    this.#steps++;
    if (this.#fault !== undefined) throw new Violation('the code threw', { cause: this.#fault });
    this.#oracle.check();
  }

  /** The faults end: everything must come to rest, and stay there without a busy loop. */
  async #end(): Promise<void> {
    this.#network.heal();
    for (const { process } of this.#tabs.values()) process.forgetWriteFaults();
    this.#open('A');
    const until = this.#clockwork.now + LONGEST_END_MS;
    let steps = 0;
    do {
      if (steps++ > MOST_STEPS_AT_THE_END) throw new Violation('it does not come to rest');
      if (!(await this.#clockwork.step(until))) break;
      this.#look();
    } while (!this.#isAtRest());
    this.#oracle.checkEnd();
    const before = this.#network.requestCount;
    await this.#run(MOST_STEPS_AT_THE_END, QUIET_MS);
    if (this.#network.requestCount - before > MOST_REQUESTS_WHEN_QUIET) throw new Violation('a busy loop');
    this.#oracle.checkEnd();
  }

  #isAtRest(): boolean {
    const isActing = [...this.#tabs.values()].some(({ acts }) => acts > 0);
    return !isActing && !this.#device.disk.isBeingWritten() && this.#oracle.isAtRest();
  }

  #do(act: Act): void {
    switch (act.do) {
      case 'write':
        this.#act(act.tab, (tab) => this.#write(tab));
        break;
      case 'send':
        this.#act(act.tab, (tab) => this.#send(tab));
        break;
      case 'join':
        this.#act(act.tab, (tab) => this.#join(tab));
        break;
      case 'cancel':
      case 'mend':
      case 'delete':
      case 'forget':
        this.#act(act.tab, (tab) => this.#handle(tab, act.do, act.nth));
        break;
      case 'hurry':
        void hurry(this.#open(act.tab).process.environment);
        break;
      case 'online':
      case 'visible':
        this.#open(act.tab).process.signal(act.do);
        break;
      case 'kill':
        this.#kill(act.tab);
        break;
      default:
        this.#doToTheWorld(act);
    }
  }

  #doToTheWorld(act: WorldAct): void {
    switch (act.do) {
      case 'wake worker':
        this.#wakeWorker();
        break;
      case 'kill worker':
        this.#worker?.kill();
        break;
      case 'rotate key':
        this.#server.rotateKey();
        break;
      case 'network':
        this.#network.expect(act.faults);
        break;
      case 'disk':
        this.#open(act.tab).process.expectWriteFaults(act.faults);
        break;
      case 'clock':
        this.#device.clockOffsetMs += act.years * YEAR_MS;
        break;
      case 'wait':
        break;
    }
  }

  /** An act of the citizen; it may still be under way when the next one comes. */
  #act(name: Tab, act: (tab: OpenTab) => Promise<void> | void): void {
    const tab = this.#open(name);
    const run = async (): Promise<void> => {
      tab.acts++;
      try {
        await act(tab);
      } catch (error) {
        // The page shows that the store failed; nothing was promised.
        if (!(error instanceof StorageFault)) this.#fault = error;
      } finally {
        tab.acts--;
      }
    };
    void run();
  }

  #open(name: Tab): OpenTab {
    const known = this.#tabs.get(name);
    if (known) return known;
    const tab: OpenTab = { process: new Process(this.#device), session: undefined, acts: 0 };
    this.#tabs.set(name, tab);
    this.#app.startSync({}, this.#app.senderEnvironment(tab.process.environment), this.#app.judgement);
    return tab;
  }

  #kill(name: Tab): void {
    const tab = this.#tabs.get(name);
    if (!tab) return;
    this.#tabs.delete(name);
    tab.process.kill();
    this.#oracle.died(tab.process);
  }

  #wakeWorker(): void {
    this.#worker?.kill();
    this.#worker = new Process(this.#device);
    const environment = this.#app.senderEnvironment(this.#worker.environment);
    this.#app.sendInBackground({ isPageOpen: false }, environment, this.#app.judgement).catch((error) => {
      // The browser is told to wake the worker again.
      if (!(error instanceof StillWaiting)) this.#fault = error;
    });
  }

  async #write(tab: OpenTab): Promise<void> {
    const { environment } = tab.process;
    const session = tab.session ?? { draft: await this.#app.createDraft(environment), isTold: false };
    const { draft, isTold } = session;
    const token = `text ${++this.#texts}`;
    const written = { ...draft, answers: answers(token), changedAt: environment.now() };
    session.draft = written;
    tab.session = session;
    const known = knownRevision(draft.id, environment);
    const saveEnded = this.#oracle.saving(draft.id, token, tab.process);
    const result = await this.#app.saveDraft(written, environment, isTold ? 'any' : 'seen');
    saveEnded(result.ok);
    session.isTold = !result.ok && result.reason === 'changed';
    if (result.ok || session.isTold) return;
    const isGone = result.reason === 'sent' || result.reason === 'gone';
    if (isGone && tab.session === session) tab.session = undefined;
    if (!isGone && known !== undefined) this.#retry(session, written, known, environment);
  }

  /** By itself, also after its page was left, until it is saved or something newer was written there. */
  #retry(session: Session, unsaved: Draft, known: number, environment: OfflineEnvironment): void {
    const again = async (): Promise<void> => {
      if (session.draft !== unsaved) return;
      const result = await this.#app.saveDraft(unsaved, environment, known);
      const mayPass = !result.ok && (result.reason === 'quota' || result.reason === 'unavailable');
      if (mayPass) this.#retry(session, unsaved, known, environment);
    };
    environment.setTimer(() => void again(), RETRY_MS);
  }

  async #send(tab: OpenTab): Promise<void> {
    if (!tab.session) await this.#write(tab);
    const draft = tab.session?.draft;
    const token = draft?.answers.description;
    if (!draft || token === undefined) return;
    const result = await this.#app.sendDraft(draft, { locale: 'tr', rules: RULES }, tab.process.environment);
    if (result.ok) this.#oracle.sent(result.entry.id, draft.id, token);
    if (result.ok && tab.session?.draft.id === draft.id) tab.session = undefined;
    if (!result.ok && result.reason === 'violations')
      throw new Error('the simulated application is not valid');
  }

  /** Opens the draft that was changed last, wherever it is being written. */
  async #join(tab: OpenTab): Promise<void> {
    const newest = this.#oracle.drafts().at(-1);
    const draft = newest && (await this.#app.readDraft(newest.id, tab.process.environment));
    tab.session = draft && { draft, isTold: false };
  }

  async #handle(tab: OpenTab, what: 'cancel' | 'mend' | 'delete' | 'forget', nth: number): Promise<void> {
    const { environment } = tab.process;
    const state = { cancel: 'waiting', mend: 'refused', delete: 'refused', forget: 'received' }[what];
    const entries = (await this.#app.listEntries(environment)).filter(({ status }) => status.state === state);
    const entry = entries[nth % Math.max(1, entries.length)];
    if (!entry) return;
    if (what === 'delete' || what === 'forget') await this.#remove(entry, what, tab);
    else await this.#takeBack(entry, what, tab);
  }

  async #remove(entry: OutboxEntry, what: 'delete' | 'forget', { process }: OpenTab): Promise<void> {
    this.#oracle.letGo(entry);
    const remove = what === 'delete' ? this.#app.deleteRefused : this.#app.forgetReceived;
    await remove(entry.id, process.environment);
  }

  async #takeBack(entry: OutboxEntry, what: 'cancel' | 'mend', tab: OpenTab): Promise<void> {
    const takeBack = what === 'cancel' ? this.#app.cancelEntry : this.#app.mendEntry;
    const draft = await takeBack(entry.id, tab.process.environment);
    if (!draft) return;
    this.#oracle.takenBack(entry.id, draft.id, entry.application.description ?? '', what === 'cancel');
    tab.session = { draft, isTold: false };
  }
}

function answers(description: string): Draft['answers'] {
  return {
    kind: 'thanks',
    addressee: { kind: 'unknown' },
    subject: 'Teşekkür',
    description,
    fullName: 'Deniz Örnek',
    hideIdentity: false,
    formats: ['text'],
    noticeVersion: '1',
  };
}
