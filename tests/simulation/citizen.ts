// What a citizen does with applications in one tab, by the app's own functions, and what the oracle is told of it.

import type { Draft } from '../../src/domain/application.ts';
import type { Attachment } from '../../src/domain/attachment.ts';
import type { OfflineEnvironment } from '../../src/offline/environment.ts';
import type { OutboxEntry } from '../../src/offline/schema.ts';
import type { Phone, Session, Tab } from './phone.ts';
import { RULES } from './server/intake.ts';

/** In which states of an entry an act is offered. */
const STATES: Readonly<
  Record<'cancel' | 'confirm' | 'mend' | 'delete' | 'forget', readonly OutboxEntry['status']['state'][]>
> = {
  cancel: ['waiting', 'asking'],
  confirm: ['asking'],
  mend: ['refused'],
  delete: ['refused'],
  forget: ['received'],
};

const EMERGENCY = {
  kind: 'disaster',
  province: '31',
  district: 'Antakya',
  placeDetail: 'Okulun yanı',
  phone: '+905550000000',
} as const;

/** Shown once; nobody on this phone asks for the threads under it. */
const TRACKING = { code: '1'.repeat(20), key: `${'k'.repeat(42)}A` };

/** The autosaver's pause after a failure. */
const RETRY_MS = 5_000;

export class Citizen {
  readonly #phone: Phone;
  #texts = 0;

  constructor(phone: Phone) {
    this.#phone = phone;
  }

  /** A new text, which nothing else has. */
  token(): string {
    return `text ${++this.#texts}`;
  }

  async write(tab: Tab, attached: readonly Attachment[] = []): Promise<void> {
    const { app, oracle } = this.#phone;
    const { environment } = tab.process;
    const session = tab.session ?? { draft: await app.createDraft(environment), isTold: false };
    const { draft, isTold } = session;
    const token = this.token();
    const attachments = [...(draft.answers.attachments ?? []), ...attached];
    const written = {
      ...draft,
      answers: { ...answers(token, attachments), ...session.emergency },
      changedAt: environment.now(),
    };
    session.draft = written;
    tab.session = session;
    void app.prepareDraft(written, environment);
    const known = app.knownRevision(draft.id, environment);
    const saveEnded = oracle.texts.saving(draft.id, token, tab.process);
    const result = await app.saveDraft(written, environment, isTold ? 'any' : 'seen');
    saveEnded(result.ok);
    session.isTold = !result.ok && result.reason === 'changed';
    if (result.ok || session.isTold) return;
    const isGone = result.reason === 'sent' || result.reason === 'gone';
    if (isGone && tab.session === session) tab.session = undefined;
    if (!isGone && known !== undefined) this.#retry(session, written, known, environment);
  }

  /** One more key, and the page is hidden: it says its last word, and saves if it still can. */
  async leave(tab: Tab): Promise<void> {
    const { app, oracle, world } = this.#phone;
    const { session } = tab;
    if (session?.draft.answers.description === undefined || session.isTold) return await this.write(tab);
    const { environment } = tab.process;
    const { draft, over } = session;
    const token = this.token();
    const typed = { ...draft, answers: { ...draft.answers, description: token } };
    oracle.texts.saysLast(draft.id);
    const saying = app.sayLast(typed, over, environment).then((isSaid) => {
      if (!isSaid || tab.session !== session || session.draft !== typed) return;
      oracle.texts.saidLast(draft.id, token);
      world.tally.hit('last word of a page');
      oracle.touch();
    });
    session.draft = typed;
    const known = app.knownRevision(draft.id, environment);
    await Promise.all([saying, app.saveDraft(typed, environment, known)]);
    await app.prepareDraft(typed, environment);
  }

  /** Whatever is being written stays as it is stored. */
  async emergency(tab: Tab): Promise<void> {
    const draft = await this.#phone.app.createDraft(tab.process.environment);
    tab.session = { draft, isTold: false, emergency: EMERGENCY };
    await this.send(tab);
  }

  async send(tab: Tab): Promise<void> {
    const { app, oracle } = this.#phone;
    if (tab.session?.draft.answers.description === undefined) await this.write(tab);
    const draft = tab.session?.draft;
    const token = draft?.answers.description;
    if (!draft || token === undefined) return;
    const result = await app.sendDraft(draft, { locale: 'tr', rules: RULES }, tab.process.environment);
    if (result.ok) oracle.texts.sent(result.entry.id, draft.id, token);
    const isAway = result.ok || result.reason === 'gone';
    if (isAway && tab.session?.draft.id === draft.id) tab.session = undefined;
    if (!result.ok && result.reason === 'violations')
      throw new Error('the simulated application is not valid');
  }

  /**
   * "Gönder" in private mode: this phone cannot read it any more.
   * @param mayBeCarried the writer's consent
   */
  async seal(tab: Tab, mayBeCarried = false, isEmergency = false): Promise<void> {
    const { app, oracle, world } = this.#phone;
    if (isEmergency) {
      const draft = await app.createDraft(tab.process.environment);
      tab.session = { draft, isTold: false, emergency: EMERGENCY };
    }
    if (tab.session?.draft.answers.description === undefined) await this.write(tab);
    const draft = tab.session?.draft;
    const token = draft?.answers.description;
    if (!draft || token === undefined) return;
    const sealing = { locale: 'tr', rules: RULES, tracking: TRACKING, mayBeCarried } as const;
    const result = await app.sealDraft(draft, sealing, tab.process.environment);
    if (result.ok) {
      oracle.texts.sealed(result.parcel, draft.id, token);
      world.tally.hit('sealed');
      if (tab.session?.draft.id === draft.id) tab.session = undefined;
    } else if (result.reason === 'violations') throw new Error('the simulated application is not valid');
  }

  /** Opens the draft that was changed last, wherever it is being written. */
  async join(tab: Tab): Promise<void> {
    const { app, oracle, tabs, world } = this.#phone;
    const newest = oracle.disk.drafts().at(-1);
    const isElsewhere = [...tabs.values()].some(
      (other) => other !== tab && other.session?.draft.id === newest?.id,
    );
    if (newest && isElsewhere) world.tally.hit('two tabs on one draft');
    const opened = newest && (await app.openDraft(newest.id, tab.process.environment));
    if (opened) await app.prepareDraft(opened.draft, tab.process.environment);
    tab.session = opened && { draft: opened.draft, over: opened.by, isTold: false };
  }

  /** A recording for the draft, in chunks, and the text that names it. */
  async record(tab: Tab, chunks: readonly number[]): Promise<void> {
    if (!tab.session) await this.write(tab);
    const { session } = tab;
    if (!session) return;
    const attachment = await this.makeRecording(tab, session.draft.id, chunks);
    if (attachment && tab.session === session) await this.write(tab, [attachment]);
  }

  /** @param draftId the draft or act at which it is begun */
  async makeRecording(tab: Tab, draftId: string, chunks: readonly number[]): Promise<Attachment | undefined> {
    const { app, oracle, world } = this.#phone;
    const { environment } = tab.process;
    const about = { draftId, kind: 'voice', mediaType: 'audio/webm;codecs=opus' } as const;
    const { id } = await app.beginRecording(about, environment);
    let byteLength = 0;
    for (const bytes of chunks) {
      const chunk = new Uint8Array(bytes).fill(world.random.below(256));
      if (!(await app.appendChunk(id, chunk.buffer, 1_000, environment))) return undefined;
      byteLength += bytes;
      oracle.recordings.kept(id, byteLength);
    }
    return await app.finishRecording(id, 'supporting', environment);
  }

  async handle(tab: Tab, what: keyof typeof STATES, nth: number): Promise<void> {
    const { environment } = tab.process;
    const entries = (await this.#phone.app.listEntries(environment)).filter(({ status }) =>
      STATES[what].includes(status.state),
    );
    const entry = entries[nth % Math.max(1, entries.length)];
    if (!entry) return;
    if (what === 'confirm') await this.#confirm(entry, tab);
    else if (what === 'delete' || what === 'forget') await this.#remove(entry, what, tab);
    else await this.#takeBack(entry, what, tab);
  }

  /** Takes the sending of an attachment back, or lets it go on after all. */
  async handleUpload(tab: Tab, what: 'cancel' | 'resume', nth: number): Promise<void> {
    const { app } = this.#phone;
    const { environment } = tab.process;
    const attachments = (await app.listEntries(environment)).flatMap(({ id, application }) =>
      (application.attachments ?? []).map((attachment) => ({ entryId: id, id: attachment.id })),
    );
    const one = attachments[nth % Math.max(1, attachments.length)];
    if (!one) return;
    const act = what === 'cancel' ? app.cancelUpload : app.resumeUpload;
    await act(one.entryId, one.id, environment);
  }

  /** By itself, also after its page was left, until it is saved or something newer was written there. */
  #retry(session: Session, unsaved: Draft, known: number, environment: OfflineEnvironment): void {
    const again = async (): Promise<void> => {
      if (session.draft !== unsaved) return;
      const result = await this.#phone.app.saveDraft(unsaved, environment, known);
      const mayPass = !result.ok && (result.reason === 'quota' || result.reason === 'unavailable');
      if (mayPass) this.#retry(session, unsaved, known, environment);
    };
    environment.setTimer(() => void again(), RETRY_MS);
  }

  async #confirm({ id }: OutboxEntry, { process }: Tab): Promise<void> {
    const { app, oracle } = this.#phone;
    oracle.emergencies.confirmed(id);
    await app.confirmEntry(id, process.environment);
  }

  async #remove(entry: OutboxEntry, what: 'delete' | 'forget', { process }: Tab): Promise<void> {
    const { app, oracle } = this.#phone;
    oracle.texts.letGo(entry);
    oracle.acts.letGoOf(entry.id);
    const remove = what === 'delete' ? app.deleteRefused : app.forgetReceived;
    await remove(entry.id, process.environment);
    oracle.acts.letGoOf(entry.id);
  }

  async #takeBack(entry: OutboxEntry, what: 'cancel' | 'mend', tab: Tab): Promise<void> {
    const { app, oracle } = this.#phone;
    const takeBack = what === 'cancel' ? app.cancelEntry : app.mendEntry;
    const draft = await takeBack(entry.id, tab.process.environment);
    if (!draft) return;
    oracle.texts.takenBack(entry.id, draft.id, entry.application.description ?? '', what === 'cancel');
    tab.session = { draft, isTold: false };
  }
}

export function answers(description: string, attachments: readonly Attachment[]): Draft['answers'] {
  return {
    kind: 'thanks',
    addressee: { kind: 'unknown' },
    subject: 'Teşekkür',
    description,
    fullName: 'Deniz Örnek',
    hideIdentity: false,
    formats: ['text'],
    noticeVersion: '2026-11',
    ...(attachments.length > 0 && { attachments: [...attachments] }),
  };
}
