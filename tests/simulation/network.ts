// The line between the devices and the server, and everything that goes wrong on it. Each delivery meets the next fault of
// the schedule that fits it; when the list is used up the line is good. What is only asked for (settings, threads, the
// knock) fails while the line is down.

import type { HttpAnswer, HttpRequest } from '../../src/offline/environment.ts';
import type { Clockwork } from './clockwork.ts';
import {
  APPLICATION_FAULTS,
  KNOCK_FAULTS,
  type LineFault,
  OF_PIECES,
  TEXT_FAULTS,
  UPLOAD_FAULTS,
} from './faults.ts';
import type { SigningKey } from './keys.ts';
import type { Random } from './random.ts';
import { json, problem, text } from './server/answers.ts';
import { ROW_FAULTS, type RowFault } from './server/committed-rows.ts';
import { forgedAnswer } from './server/forgery.ts';
import { forgedParcelAnswer, refuseParcel } from './server/parcels.ts';
import type { Server } from './server/server.ts';
import type { Tally } from './tally.ts';

/** Longer than the longest patience of the sender. */
const LATE_MS = 6 * 60_000;
const PORTAL = '<!doctype html><title>Hoş geldiniz</title>';
const PROXY_4XX = [
  400, 402, 403, 404, 405, 406, 407, 408, 410, 411, 412, 413, 414, 415, 421, 422, 423, 425, 426, 428, 429,
  431, 451,
];
const PROXY_5XX = [500, 501, 502, 503, 504, 505, 507, 508, 510, 511, 520, 522, 524, 530];
/** Said before anything is passed on. */
const NEVER_PASSED_ON = [407, 511];

interface Delivery {
  path: string;
  request: HttpRequest;
  kind: 'application' | 'act' | 'upload' | 'knock' | 'parcel';
  id: string;
}

const never = <T>(): Promise<T> => new Promise<T>(() => undefined);
const broken = (): Promise<never> => Promise.reject(new TypeError('network'));

export class Network {
  /** Requests that reached the line, for the rule against busy loops. */
  requestCount = 0;
  downUntil = 0;
  /** Names of parcels that a forger has answered in the server's place. */
  readonly forgedParcels = new Set<string>();
  readonly #clockwork: Clockwork;
  readonly #server: Server;
  readonly #random: Random;
  readonly #forger: SigningKey;
  readonly #tally: Tally;
  #faults: LineFault[] = [];
  #parcelFaults: LineFault[] = [];
  #lastArrived = 0;

  constructor(clockwork: Clockwork, server: Server, random: Random, forger: SigningKey, tally: Tally) {
    this.#clockwork = clockwork;
    this.#server = server;
    this.#random = random;
    this.#forger = forger;
    this.#tally = tally;
  }

  expect(faults: readonly LineFault[]): void {
    this.#faults.push(...faults);
  }

  /** Of what comes sealed, whatever else is under way. */
  expectOfParcels(faults: readonly LineFault[]): void {
    this.#parcelFaults.push(...faults);
  }

  /** Sends one request. The answer, or the failure, comes by a timer; or nothing ever comes. */
  fetch(path: string, request: HttpRequest): Promise<HttpAnswer> {
    this.requestCount++;
    return new Promise((resolve, reject) => {
      request.signal.addEventListener('abort', () => reject(new TypeError('aborted')));
      this.#carry(path, request).then(resolve, reject);
    });
  }

  async #carry(path: string, request: HttpRequest): Promise<HttpAnswer> {
    if (this.#clockwork.now < this.downUntil) {
      this.#tally.hit('line down');
      await this.#leg();
      return await (this.#random.next() < 0.5 ? broken() : never<HttpAnswer>());
    }
    const serial = this.requestCount;
    const delivery = deliveryOf(path, request);
    const fault = delivery && this.#nextFault(delivery);
    if (!delivery || !fault) return await this.#deliver(path, request, serial);
    return await this.#disturb(fault, delivery, serial);
  }

  #nextFault({ kind, request }: Delivery): LineFault | undefined {
    if (kind === 'parcel') return this.#parcelFaults.shift();
    const fitting: readonly string[] = {
      application: APPLICATION_FAULTS,
      act: TEXT_FAULTS,
      upload: UPLOAD_FAULTS,
      knock: KNOCK_FAULTS,
    }[kind];
    const at = this.#faults.findIndex(
      (fault) => fitting.includes(fault) && (request.bytes !== undefined || !OF_PIECES.includes(fault)),
    );
    return at < 0 ? undefined : this.#faults.splice(at, 1)[0];
  }

  /** There and back on a good line. */
  async #deliver(path: string, request: HttpRequest, serial: number): Promise<HttpAnswer> {
    await this.#leg();
    const answer = await this.#arrive(path, request, serial);
    await this.#leg();
    return answer ?? (await broken());
  }

  #arrive(path: string, request: HttpRequest, serial: number): Promise<HttpAnswer | undefined> {
    if (serial < this.#lastArrived) this.#tally.hit('overtaken by a later message');
    this.#lastArrived = Math.max(this.#lastArrived, serial);
    return this.#server.handle(path, request);
  }

  async #disturb(fault: LineFault, delivery: Delivery, serial: number): Promise<HttpAnswer> {
    const { path, request, id } = delivery;
    const handle = (): Promise<HttpAnswer | undefined> => this.#arrive(path, request, serial);
    if ((ROW_FAULTS as readonly string[]).includes(fault)) {
      // Counted where it is met: by the next statement that stores.
      this.#server.rows.expect(fault as RowFault);
      return await this.#deliver(path, request, serial);
    }
    this.#tally.hit(fault);
    switch (fault) {
      case 'request lost':
        return await never();
      case 'response lost':
        await this.#leg();
        await handle();
        return await never();
      case 'request doubled':
        this.#clockwork.setTimer(() => void handle(), this.#random.below(8_000));
        return await this.#deliver(path, request, serial);
      case 'arrives late':
        await this.#clockwork.pass(LATE_MS);
        await handle();
        return await never();
      case 'answers late': {
        await this.#leg();
        const answer = await handle();
        await this.#clockwork.pass(LATE_MS);
        return answer ?? (await broken());
      }
      case 'connection reset before it arrived':
        await this.#leg();
        return await broken();
      case 'connection reset after it arrived':
        await this.#leg();
        await handle();
        return await broken();
      case 'attachment cut in the middle':
        return await this.#cut(delivery, serial);
      case 'upload expired':
        this.#server.uploads.expire(id);
        return await this.#deliver(path, request, serial);
      case 'upload damaged at the server':
        this.#server.uploads.damageNext(id);
        return await this.#deliver(path, request, serial);
      case 'server killed under it': {
        await this.#leg();
        const answer = handle();
        this.#clockwork.setTimer(() => this.#server.restart(), this.#random.below(40));
        return (await answer) ?? (await broken());
      }
      default: {
        await this.#leg();
        const answer = await this.#answer(fault, delivery, handle);
        await this.#leg();
        return answer ?? (await broken());
      }
    }
  }

  async #cut({ path, request }: Delivery, serial: number): Promise<HttpAnswer> {
    if (!request.bytes) return await this.#deliver(path, request, serial);
    await this.#leg();
    this.#server.uploads.cut(request, path, this.#random.below(request.bytes.length));
    return await broken();
  }

  async #answer(
    fault: LineFault,
    { path, request, id, kind }: Delivery,
    handle: () => Promise<HttpAnswer | undefined>,
  ): Promise<HttpAnswer | undefined> {
    switch (fault) {
      case 'answer cut in the middle': {
        const answer = await handle();
        return answer && { ...answer, text: () => broken() };
      }
      case 'captive portal, 200':
        return text(200, PORTAL);
      case 'captive portal, redirect':
        return undefined;
      case 'captive portal, 201 with JSON':
        return json(201, { welcome: true });
      case '401':
        return problem('unauthenticated');
      case '4xx of a proxy':
        return await this.#byProxy(PROXY_4XX, handle);
      case '5xx of a proxy':
        return await this.#byProxy(PROXY_5XX, handle);
      case '429 of ours with Retry-After':
        return problem('too-many-requests', { 'retry-after': String(this.#random.below(120)) });
      case 'put off at the knock':
      case '503 of ours with Retry-After':
        return problem('unavailable', { 'retry-after': String(this.#random.below(600)) });
      case '503 with Retry-After as a date':
        return problem('unavailable', {
          'retry-after': new Date(this.#clockwork.now + 300_000).toUTCString(),
        });
      case '503 with an absurd Retry-After':
        return problem('unavailable', { 'retry-after': this.#random.next() < 0.5 ? '999999999999' : 'soon' });
      case '500 before the commit':
        return problem('internal');
      case '500 after the commit':
        await handle();
        return problem('internal');
      case '422 of ours':
        if (kind === 'parcel')
          return await refuseParcel(request, (inner, opened) =>
            this.#server.refuse(inner, opened, 'application-not-valid'),
          );
        return kind === 'act'
          ? this.#server.acts.refuse(id, 'act-not-valid')
          : await this.#server.refuse(id, request, 'application-not-valid');
      case '409 of ours':
        return kind === 'act'
          ? this.#server.acts.refuse(id, 'act-conflict')
          : await this.#server.refuse(id, request, 'id-conflict');
      case '413 of ours':
        return await this.#server.refuse(id, request, 'body-too-large');
      case '415 of ours':
        return await this.#server.refuse(id, request, 'media-type-not-supported');
      case 'damaged on the way':
        return await this.#server.handle(path, damaged(request));
      case 'piece damaged on the way':
        if (!request.bytes) return await handle();
        return await this.#server.handle(path, { ...request, bytes: request.bytes.map((byte) => byte ^ 1) });
      case 'storage full':
        return problem('storage-full');
      case 'whole without a receipt': {
        const answer = await handle();
        return (
          answer && {
            ...answer,
            headers: { get: (name) => (name === 'upload-receipt' ? null : answer.headers.get(name)) },
          }
        );
      }
      default: {
        // Nothing else is ever planned for a knock.
        if (kind === 'knock') return undefined;
        if (kind === 'parcel') this.forgedParcels.add(path.split('/').at(-1) ?? '');
        const forge = (of: 'application' | 'act' | 'upload', over: string, as: HttpRequest) =>
          forgedAnswer(fault, { id: over, kind: of, path, request: as }, this.#server, this.#forger);
        return kind === 'parcel'
          ? await forgedParcelAnswer(request, (inner, as) => forge('application', inner, as))
          : forge(kind, id, request);
      }
    }
  }

  async #byProxy(
    statuses: readonly number[],
    handle: () => Promise<HttpAnswer | undefined>,
  ): Promise<HttpAnswer> {
    const status = statuses[this.#random.below(statuses.length)] ?? 502;
    if (!NEVER_PASSED_ON.includes(status) && this.#random.next() < 0.5) await handle();
    return text(status, '<h1>Service Unavailable</h1>');
  }

  #leg(): Promise<void> {
    return this.#clockwork.pass(20 + this.#random.below(2_000));
  }
}

function deliveryOf(path: string, request: HttpRequest): Delivery | undefined {
  const [, applicationId, actId] = /^\/api\/applications\/([^/]+)(?:\/acts\/([^/]+))?$/.exec(path) ?? [];
  if (actId !== undefined) return { path, request, kind: 'act', id: actId };
  if (applicationId !== undefined) return { path, request, kind: 'application', id: applicationId };
  if (path.startsWith('/api/sealed/')) return { path, request, kind: 'parcel', id: '' };
  if (path === '/api/knock') return { path, request, kind: 'knock', id: '' };
  if (!path.startsWith('/api/uploads')) return undefined;
  const [, coded] = /attachmentId ([^,]+)/.exec(request.headers['upload-metadata'] ?? '') ?? [];
  const id = coded === undefined ? (path.split('/').at(-1) ?? '') : Buffer.from(coded, 'base64').toString();
  return { path, request, kind: 'upload', id };
}

function damaged(request: HttpRequest): HttpRequest {
  const { body = '', bytes } = request;
  if (bytes)
    return { ...request, bytes: bytes.map((byte, at) => (at === bytes.length - 1 ? byte ^ 1 : byte)) };
  return { ...request, body: `${body.slice(0, -2)}?${body.slice(-1)}` };
}
