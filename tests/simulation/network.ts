// The line between device and server, and everything that goes wrong on it. Each request meets the next fault of the
// schedule; when the list is used up the line is good.

import type { HttpAnswer, HttpRequest } from '../../src/offline/environment.ts';
import type { Clockwork } from './clockwork.ts';
import { digestOf, json, type ModelServer, problem, type SigningKey, text } from './model-server.ts';
import type { Random } from './random.ts';

export const NETWORK_FAULTS = [
  'request lost',
  'response lost',
  'request doubled',
  'arrives late',
  'answers late',
  'connection reset',
  '503 with Retry-After',
  '503 of a proxy',
  '500 before the commit',
  '500 after the commit',
  '401',
  '422',
  '409',
  'captive portal, 200',
  'captive portal, 201 with JSON',
  'receipt by a forger',
  'receipt over another digest',
  'receipt of another application',
  'receipt cut off',
] as const;
export type NetworkFault = (typeof NETWORK_FAULTS)[number];

/** Longer than the longest patience of the sender. */
const LATE_MS = 6 * 60_000;
const PORTAL = '<!doctype html><title>Hoş geldiniz</title>';

export class Network {
  /** Requests that reached the line, for the rule against busy loops. */
  requestCount = 0;
  readonly #clockwork: Clockwork;
  readonly #server: ModelServer;
  readonly #random: Random;
  readonly #forger: SigningKey;
  readonly #faults: NetworkFault[] = [];

  constructor(clockwork: Clockwork, server: ModelServer, random: Random, forger: SigningKey) {
    this.#clockwork = clockwork;
    this.#server = server;
    this.#random = random;
    this.#forger = forger;
  }

  expect(faults: readonly NetworkFault[]): void {
    this.#faults.push(...faults);
  }

  heal(): void {
    this.#faults.length = 0;
  }

  /** Sends one request. The answer, or the failure, comes by a timer; or nothing ever comes. */
  fetch(path: string, request: HttpRequest): Promise<HttpAnswer> {
    this.requestCount++;
    const id = /^\/api\/applications\/(.+)$/.exec(path)?.[1];
    // Faults are spent on what matters: questions for settings and threads pass.
    const fault = id === undefined ? undefined : this.#faults.shift();
    return new Promise((resolve, reject) => {
      request.signal.addEventListener('abort', () => reject(new TypeError('aborted')));
      const after = (delayMs: number, run: () => void): void => {
        this.#clockwork.setTimer(run, delayMs);
      };
      const handle = (): HttpAnswer => this.#server.handle(path, request);
      const answerBy = (make: () => HttpAnswer): void =>
        after(this.#leg(), () => {
          const answer = make();
          after(this.#leg(), () => resolve(answer));
        });
      if (fault === undefined) answerBy(handle);
      else if (fault === 'response lost') after(this.#leg(), handle);
      else if (fault === 'connection reset') after(this.#leg(), () => reject(new TypeError('network')));
      else if (fault === 'arrives late') after(LATE_MS, handle);
      else if (fault === 'answers late') {
        after(this.#leg(), () => {
          const answer = handle();
          after(LATE_MS, () => resolve(answer));
        });
      } else if (fault === 'request doubled') {
        after(this.#leg() + this.#random.below(5_000), handle);
        answerBy(handle);
      } else if (fault !== 'request lost') {
        answerBy(() => this.#disturbed(fault, id ?? '', request.body ?? '', handle));
      }
    });
  }

  #disturbed(fault: NetworkFault, id: string, body: string, handle: () => HttpAnswer): HttpAnswer {
    const digest = digestOf(body);
    switch (fault) {
      case '503 with Retry-After':
        return json(503, problem('unavailable', 503), { 'retry-after': String(this.#random.below(600)) });
      case '503 of a proxy':
        if (this.#random.next() < 0.5) handle();
        return text(503, '<h1>Service Unavailable</h1>');
      case '500 before the commit':
        return json(500, problem('internal', 500));
      case '500 after the commit':
        handle();
        return json(500, problem('internal', 500));
      case '401':
        return json(401, problem('unauthenticated', 401));
      case '422':
        return this.#server.refuse(id);
      case '409':
        return this.#server.conflict(id);
      case 'captive portal, 200':
        return text(200, PORTAL);
      case 'captive portal, 201 with JSON':
        return json(201, { welcome: true });
      case 'receipt by a forger':
        return json(201, { receipt: this.#server.receiptBy(this.#forger, id, digest) });
      case 'receipt over another digest':
        return json(201, { receipt: this.#server.receipt(id, 'B'.repeat(43)) });
      case 'receipt of another application':
        return json(201, { receipt: this.#anotherReceipt(id) });
      case 'receipt cut off':
        return json(201, { receipt: this.#server.receipt(id, digest).slice(0, -9) });
      default:
        return handle();
    }
  }

  #anotherReceipt(id: string): string {
    const other = [...this.#server.accepted].find(([otherId]) => otherId !== id);
    return other?.[1].receipt ?? this.#server.receipt('0'.repeat(36), 'D'.repeat(43));
  }

  #leg(): number {
    return 20 + this.#random.below(2_000);
  }
}
