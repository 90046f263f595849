// The server's side of acts as a model (the real one, over PostgreSQL, has its contract tests): taken once under the
// device's id, answered with the same receipt for ever, refused in words of its own.

import { actReceiptHeader } from '../../../src/domain/act-receipt.ts';
import { attachmentsOfAct, parseThreadAct, type ThreadAct } from '../../../src/domain/thread-act.ts';
import { DIGEST_HEADER } from '../../../src/domain/wire.ts';
import type { HttpAnswer, HttpRequest } from '../../../src/offline/environment.ts';
import { digestOf, json, problem } from './answers.ts';
import type { Expected } from './model-uploads.ts';

export interface AcceptedAct {
  applicationId: string;
  digest: string;
  receipt: string;
  act: ThreadAct;
}

export interface ActsOptions {
  isKnown: (applicationId: string, trackingKey: string) => boolean;
  sign: (header: (kid: string) => object, claims: object) => string;
  now: () => number;
}

export class ModelActs {
  readonly accepted = new Map<string, AcceptedAct>();
  /** Ids that were refused and are not accepted: the citizen has to see these. */
  readonly refused = new Set<string>();
  readonly #options: ActsOptions;
  readonly #withdrawn = new Set<string>();

  constructor(options: ActsOptions) {
    this.#options = options;
  }

  put(applicationId: string, id: string, { headers, body = '' }: HttpRequest): HttpAnswer {
    const digest = digestOf(body);
    const claimed = `sha-256=:${Buffer.from(digest, 'base64url').toString('base64')}:`;
    if (headers[DIGEST_HEADER] !== claimed) return problem('digest-mismatch');
    const key = /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1] ?? '';
    if (!this.#options.isKnown(applicationId, key)) return problem('thread-not-found');
    const known = this.accepted.get(id);
    if (known) {
      return known.digest === digest ? json(200, { receipt: known.receipt }) : problem('act-conflict');
    }
    const parsed = parseThreadAct(JSON.parse(body));
    if (!parsed.ok || this.refused.has(id)) return this.refuse(id, 'act-not-valid');
    const { act } = parsed;
    if (act.kind === 'withdrawal') {
      if (this.#withdrawn.has(applicationId)) return this.refuse(id, 'case-closed');
      this.#withdrawn.add(applicationId);
    }
    const receipt = this.receiptOf(applicationId, id, digest);
    this.accepted.set(id, { applicationId, digest, receipt, act });
    return json(201, { receipt });
  }

  /** What is accepted already is not refused any more. */
  refuse(id: string, code: 'act-not-valid' | 'act-conflict' | 'case-closed'): HttpAnswer {
    const known = this.accepted.get(id);
    if (known) return json(200, { receipt: known.receipt });
    this.refused.add(id);
    return problem(code);
  }

  receiptOf(applicationId: string, actId: string, digest: string): string {
    const receivedAt = new Date(this.#options.now()).toISOString();
    return this.#options.sign(actReceiptHeader, { actId, applicationId, digest, receivedAt });
  }

  /** The attachment of this id, where an accepted act names it. */
  find(attachmentId: string): Expected | undefined {
    for (const { applicationId, act } of this.accepted.values()) {
      const found = attachmentsOfAct(act).find(({ id }) => id === attachmentId);
      if (found) return { ...found, applicationId };
    }
    return undefined;
  }
}
