// The server of the simulated world: the real intake (intake.ts), models of uploads and acts, and the threads that come of
// them. What is committed here is the truth that the devices' claims are held against.

import { trackingMac } from '../../../server/intake/tracking-mac.ts';
import { receiptHeader } from '../../../src/domain/receipt.ts';
import type { Thread, ThreadReply } from '../../../src/domain/wire.ts';
import type { HttpAnswer, HttpRequest } from '../../../src/offline/environment.ts';
import type { Clockwork } from '../clockwork.ts';
import { type SigningKey, signJws } from '../keys.ts';
import { OFFERED_SEALING } from '../parcels/server-seals.ts';
import type { Random } from '../random.ts';
import type { Tally } from '../tally.ts';
import { json, problem } from './answers.ts';
import { CommittedRows } from './committed-rows.ts';
import { Intake, TRACKING_SECRET } from './intake.ts';
import { ModelActs } from './model-acts.ts';
import { type Expected, ModelUploads } from './model-uploads.ts';
import { takeParcel } from './parcels.ts';

export interface Accepted {
  digest: string;
  receipt: string;
}

export class Server {
  readonly rows: CommittedRows;
  readonly uploads: ModelUploads;
  readonly acts: ModelActs;
  /** Ids that were refused and are not accepted: the citizen has to see these. */
  readonly refused = new Set<string>();
  readonly replies = new Map<string, ThreadReply[]>();
  readonly #keys: readonly SigningKey[];
  readonly #clockwork: Clockwork;
  readonly #random: Random;
  readonly #underWay = new Map<string, number>();
  #intake: Intake;
  #keyInUse = 0;
  #replyCount = 0;

  /** @param keys made once for all lives */
  constructor(keys: readonly SigningKey[], clockwork: Clockwork, random: Random, tally: Tally) {
    this.#keys = keys;
    this.#clockwork = clockwork;
    this.#random = random;
    this.rows = new CommittedRows({ trip: () => clockwork.pass(1 + random.below(20)) }, tally);
    const now = (): number => clockwork.now;
    const sign = (header: (kid: string) => object, claims: object): string => {
      const key = this.key();
      return signJws(header(key.kid), claims, key);
    };
    this.acts = new ModelActs({ isKnown: (id, key) => this.#isKeyOf(id, key), sign, now });
    this.uploads = new ModelUploads({ find: (id, key) => this.#attachment(id, key), sign, now });
    this.#intake = this.#start();
  }

  /** Another number whenever it has taken, refused or said something: nothing of that is ever taken back. */
  get changes(): number {
    const { accepted, refused } = this.acts;
    const taken = this.rows.applications.size + accepted.size + this.uploads.receiptCount;
    return taken + this.refused.size + refused.size + this.#replyCount;
  }

  get acceptedCount(): number {
    return this.rows.applications.size;
  }

  accepted(id: string): Accepted | undefined {
    const row = this.rows.applications.get(id);
    return row && { digest: Buffer.from(row.digest, 'base64').toString('base64url'), receipt: row.receipt };
  }

  /** @returns undefined when the server died under it */
  async handle(path: string, request: HttpRequest): Promise<HttpAnswer | undefined> {
    const [, id] = /^\/api\/applications\/([0-9a-f-]+)$/.exec(path) ?? [];
    if (id !== undefined) return await this.#put(id, request);
    const [, applicationId, actId] =
      /^\/api\/applications\/([0-9a-f-]+)\/acts\/([0-9a-f-]+)$/.exec(path) ?? [];
    if (applicationId !== undefined && actId !== undefined) {
      return this.acts.put(applicationId, actId, request);
    }
    if (path.startsWith('/api/sealed/'))
      return await takeParcel(request, (inner, opened) => this.#put(inner, opened));
    if (path.startsWith('/api/uploads')) return this.uploads.handle(path, request);
    if (path === '/api/knock') return json(200, { state: 'open' });
    if (path === '/api/operator') return json(200, this.#operator());
    if (path === '/api/directory') return json(200, { version: 'v1', institutions: [] });
    if (path === '/api/threads/open') return this.#openThreads(JSON.parse(request.body ?? '{}').trackingKey);
    throw new Error(`the device asked for ${request.method} ${path}`);
  }

  /** kill -9, and a new start on the same database. */
  restart(): void {
    this.#intake.isRunning = false;
    this.#intake = this.#start();
  }

  /** From now on a new key signs; the old ones stay published. */
  rotateKey(): void {
    this.#keyInUse = Math.min(this.#keyInUse + 1, this.#keys.length - 1);
  }

  key(): SigningKey {
    return this.#keys[this.#keyInUse] as SigningKey;
  }

  /** A final refusal in the server's own words, unless the application is accepted or on its way to the disk. */
  async refuse(
    id: string,
    request: HttpRequest,
    code: 'application-not-valid' | 'id-conflict' | 'body-too-large' | 'media-type-not-supported',
  ): Promise<HttpAnswer | undefined> {
    if (this.rows.applications.has(id) || this.#underWay.has(id)) return await this.#put(id, request);
    this.refused.add(id);
    return problem(code);
  }

  /** An application's receipt as any key would sign it, over anything. */
  receiptBy(key: SigningKey, id: string, digest: string): string {
    const claims = {
      id,
      number: '2026-0000001',
      digest,
      receivedAt: new Date(this.#clockwork.now).toISOString(),
      dueOn: '2026-12-23',
    };
    return signJws(receiptHeader(key.kid), claims, key);
  }

  /** An officer answers. @returns whether there was what could be answered */
  answer(nth: number): boolean {
    const ids = [...this.rows.applications.keys()];
    const id = ids[nth % Math.max(1, ids.length)];
    if (id === undefined) return false;
    const at = new Date(this.#clockwork.now).toISOString();
    const reply = { id: `reply-${++this.#replyCount}`, at, institution: 'Belediye', text: 'Yapıldı.' };
    this.replies.set(id, [...(this.replies.get(id) ?? []), reply]);
    return true;
  }

  #start(): Intake {
    return new Intake({
      rows: this.rows,
      sign: (claims) => signJws(receiptHeader(this.key().kid), claims, this.key()),
      now: () => this.#clockwork.now,
      retryAfter: () => String(5 + this.#random.below(26)),
    });
  }

  async #put(id: string, request: HttpRequest): Promise<HttpAnswer | undefined> {
    if (this.refused.has(id)) return problem('application-not-valid');
    const intake = this.#intake;
    this.#underWay.set(id, (this.#underWay.get(id) ?? 0) + 1);
    try {
      const answer = await intake.put(id, request);
      if (answer.status === 409 || answer.status === 422) this.refused.add(id);
      return intake.isRunning ? answer : undefined;
    } finally {
      const left = (this.#underWay.get(id) ?? 1) - 1;
      if (left > 0) this.#underWay.set(id, left);
      else this.#underWay.delete(id);
    }
  }

  #isKeyOf(applicationId: string, trackingKey: string): boolean {
    const row = this.rows.applications.get(applicationId);
    return row !== undefined && row.tracking_mac === macOf(trackingKey);
  }

  #attachment(attachmentId: string, trackingKey: string): Expected | undefined {
    const found = this.findAttachment(attachmentId);
    return found && this.#isKeyOf(found.applicationId, trackingKey) ? found : undefined;
  }

  findAttachment(attachmentId: string): Expected | undefined {
    for (const row of this.rows.applications.values()) {
      const found = row.attachments?.find(({ id }) => id === attachmentId);
      if (found) {
        const digest = Buffer.from(found.digest, 'base64').toString('base64url');
        return { id: attachmentId, applicationId: row.id, byteLength: found.byte_length, digest };
      }
    }
    return this.acts.find(attachmentId);
  }

  #openThreads(trackingKey: string): HttpAnswer {
    const mac = macOf(trackingKey);
    const threads: Thread[] = [];
    for (const row of this.rows.applications.values()) {
      if (row.tracking_mac !== mac) continue;
      const replies = this.replies.get(row.id) ?? [];
      const receivedAt = new Date(row.received_at_ms).toISOString();
      threads.push({
        applicationId: row.id,
        number: row.number,
        kind: 'thanks',
        subject: row.subject,
        description: row.description,
        writtenAt: new Date(row.written_at_ms).toISOString(),
        receivedAt,
        dueOn: row.due_on,
        state: replies.length > 0 ? 'answered' : 'received',
        holder: null,
        events: [{ kind: 'received', at: receivedAt }],
        replies,
      });
    }
    return threads.length > 0 ? json(200, { threads }) : problem('thread-not-found');
  }

  #operator() {
    return {
      openKinds: ['thanks'],
      descriptionMaxLength: 5000,
      emergencyPhone: '112',
      receiptKeys: this.#keys.slice(0, this.#keyInUse + 1).map(({ publicKey }) => publicKey),
      directoryVersion: 'v1',
      sealing: OFFERED_SEALING,
    };
  }
}

/** Each key is asked for many times. */
const macs = new Map<string, string>();

function macOf(trackingKey: string): string {
  const known = macs.get(trackingKey);
  if (known !== undefined) return known;
  if (macs.size > 10_000) macs.clear();
  const made = trackingMac(TRACKING_SECRET, trackingKey).toString('base64');
  macs.set(trackingKey, made);
  return made;
}
