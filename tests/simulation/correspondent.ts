// What a citizen does in the threads of a phone: reads, adds, withdraws, opens by code.

import type { ActInWriting } from '../../src/domain/thread-act.ts';
import type { ActRecord } from '../../src/offline/schema.ts';
import type { Citizen } from './citizen.ts';
import type { Phone, Tab } from './phone.ts';

interface Followed {
  applicationId: string;
  trackingKey: string;
}

export class Correspondent {
  readonly #phone: Phone;
  readonly #citizen: Citizen;

  constructor(phone: Phone, citizen: Citizen) {
    this.#phone = phone;
    this.#citizen = citizen;
  }

  /** Prepares an addition to a thread, perhaps with a recording, and sends it where told to. */
  async add(tab: Tab, nth: number, chunks: readonly number[], isSent: boolean): Promise<void> {
    const { app, oracle } = this.#phone;
    const { environment } = tab.process;
    const thread = await this.#followed(tab, nth);
    if (!thread) return;
    const begun = await app.beginAct({ ...thread, act: { kind: 'addition', text: '' } }, environment);
    const text = this.#citizen.token();
    const recorded = chunks.length > 0 ? await this.#citizen.makeRecording(tab, begun.id, chunks) : undefined;
    const attachments = [...(begun.act.attachments ?? []), ...(recorded ? [recorded] : [])];
    oracle.acts.release(begun.id);
    const change = { text, ...(attachments.length > 0 && { attachments }) };
    if (!(await app.saveAct(begun.id, change, environment))) return;
    oracle.acts.kept(begun, text);
    if (isSent) await this.#send(tab, { ...begun, act: { ...begun.act, ...change } });
  }

  async withdraw(tab: Tab, nth: number): Promise<void> {
    const thread = await this.#followed(tab, nth);
    if (!thread) return;
    await this.#phone.app.sendAct({ ...thread, act: { kind: 'withdrawal' } }, 'tr', tab.process.environment);
  }

  /** Sends what is prepared, changes what was refused, or throws it away. */
  async handle(tab: Tab, what: 'send' | 'mend' | 'drop', nth: number): Promise<void> {
    const { app, oracle } = this.#phone;
    const { environment } = tab.process;
    const states = { send: ['writing'], mend: ['refused', 'waiting'], drop: ['refused', 'waiting'] }[what];
    const acts = (await app.listAllActs(environment)).filter(
      ({ status, act }) => states.includes(status.state) && act.kind === 'addition',
    );
    const act = acts[nth % Math.max(1, acts.length)];
    if (!act) return;
    if (what === 'send') return await this.#send(tab, act);
    oracle.acts.release(act.id);
    if (what === 'drop') {
      if (await app.dropAct(act.id, environment)) oracle.acts.takenBack(act);
      return;
    }
    const mended = await app.mendAct(act.id, undefined, environment);
    if (!mended) return;
    oracle.acts.takenBack(act);
    oracle.acts.kept(mended, textOf(mended.act));
  }

  async read(tab: Tab, nth: number): Promise<void> {
    const { app, oracle } = this.#phone;
    const { environment } = tab.process;
    const threads = await app.listThreads(environment);
    const thread = threads[nth % Math.max(1, threads.length)];
    if (!thread) return;
    oracle.threads.shown(thread.applicationId);
    await app.markRead(thread.applicationId, undefined, environment);
    oracle.threads.shown(thread.applicationId);
  }

  /** On another phone: the code is what a citizen has noted. */
  async openByCode(tab: Tab, code: string): Promise<void> {
    const { app, oracle, world } = this.#phone;
    const opened = await app.openByCode(code, tab.process.environment);
    if (!opened.ok) return;
    world.tally.hit('two devices with one tracking code');
    for (const { applicationId } of opened.threads) oracle.threads.kept(applicationId);
  }

  async #send(tab: Tab, { id, applicationId, trackingKey, act }: ActRecord): Promise<void> {
    const { app, oracle } = this.#phone;
    const about = { id, applicationId, trackingKey, act };
    const sent = await app.sendAct(about, 'tr', tab.process.environment);
    if (sent.ok) oracle.acts.kept(sent.record, textOf(sent.record.act), true);
  }

  async #followed(tab: Tab, nth: number): Promise<Followed | undefined> {
    const { app } = this.#phone;
    const { environment } = tab.process;
    const received = (await app.listEntries(environment)).filter(({ status }) => status.state === 'received');
    const all: Followed[] = [
      ...received.map(({ id, tracking }) => ({ applicationId: id, trackingKey: tracking.key })),
      ...(await app.listThreads(environment)).map(({ applicationId, trackingKey }) => ({
        applicationId,
        trackingKey,
      })),
    ];
    return all[nth % Math.max(1, all.length)];
  }
}

function textOf({ text = '' }: ActInWriting): string {
  return text;
}
