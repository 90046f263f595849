// Takes applications with the server's own code: the parser, the rules, the acceptor with its queue, batches and stock of
// numbers. In the place of PostgreSQL stand CommittedRows; in that of the HTTP route, which has its own contract tests, the
// few lines below, in the same order of judgement (server/http/application-route.ts).

import { hash } from 'node:crypto';
import { contradictsDigest } from '../../../server/http/content-digest.ts';
import { parseJson } from '../../../server/http/json-body.ts';
import { type Acceptor, type AcceptResult, createAcceptor } from '../../../server/intake/acceptor.ts';
import { toTrackingSecret } from '../../../server/intake/tracking-secrets.ts';
import type { ReceiptClaims } from '../../../src/domain/receipt.ts';
import { type ApplicationRules, parseApplication } from '../../../src/domain/validation.ts';
import { DIGEST_HEADER } from '../../../src/domain/wire.ts';
import type { HttpAnswer, HttpRequest } from '../../../src/offline/environment.ts';
import { json, problem } from './answers.ts';
import type { CommittedRows } from './committed-rows.ts';

export const TRACKING_SECRET = toTrackingSecret(Buffer.alloc(32, 7));
export const RULES: ApplicationRules = { descriptionMaxLength: 5_000, isPlace: () => true };
/** What the law counts is not asked here; but a year without data would be an error. */
const CALENDAR = {
  years: Object.fromEntries(Array.from({ length: 30 }, (_, at) => [String(2016 + at), new Set<never>()])),
};

/** As the server's own, but no item waits too long: that would be measured by the clock of this machine. */
const LIMITS = { maxBatchSize: 50, maxInFlight: 2, maxWaiting: 1_000, maxWaitMs: Number.POSITIVE_INFINITY };

export interface IntakeOptions {
  rows: CommittedRows;
  sign: (claims: ReceiptClaims) => string;
  now: () => number;
  retryAfter: () => string;
}

/** One run of the server, from its start to its end. */
export class Intake {
  isRunning = true;
  readonly #acceptor: Acceptor;
  readonly #options: IntakeOptions;

  constructor(options: IntakeOptions) {
    this.#options = options;
    this.#acceptor = createAcceptor(
      {
        statements: options.rows.statementsFor(() => this.isRunning),
        signReceipt: options.sign,
        trackingSecret: TRACKING_SECRET,
        sealIdentity: (_, plain) => ({ ...plain, key_id: 'none' }),
        calendar: CALENDAR,
        now: options.now,
        onAccepted: () => undefined,
      },
      LIMITS,
    );
  }

  async put(id: string, { headers, body = '' }: Pick<HttpRequest, 'headers' | 'body'>): Promise<HttpAnswer> {
    const bytes = Buffer.from(body);
    const digest = hash('sha256', bytes, 'buffer');
    if (contradictsDigest(headers[DIGEST_HEADER], digest)) return problem('digest-mismatch');
    const parsed = parseJson(bytes);
    if (!parsed.ok) return problem('malformed-json');
    const application = parseApplication(parsed.value, RULES);
    if (application.ok) {
      const { application: accepted } = application;
      return this.#answer(await this.#acceptor.accept({ id, digest, application: accepted }));
    }
    const earlier = await this.#acceptor.findEarlier(id, digest);
    return earlier ? this.#answer(earlier) : problem('application-not-valid');
  }

  #answer(result: AcceptResult): HttpAnswer {
    switch (result.kind) {
      case 'accepted':
        return json(201, { receipt: result.receipt });
      case 'repeated':
        return json(200, { receipt: result.receipt });
      case 'conflict':
        return problem('id-conflict');
      case 'overloaded':
      case 'unavailable':
        return problem('unavailable', { 'retry-after': this.#options.retryAfter() });
      case 'unknown':
        return problem('outcome-unknown', { 'retry-after': this.#options.retryAfter() });
    }
  }
}
