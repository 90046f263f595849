// "Gönder": a draft becomes an application whose bytes never change again. The digest, the receipt and every retry
// speak of exactly these bytes, so nothing has to be brought into a canonical form later.

import type { Answers, Application } from './application.ts';
import { askedAnswers, fieldsFor } from './flow.ts';
import { type ApplicationRules, findViolations, normaliseAnswers, parseApplication } from './validation.ts';
import type { Violation } from './violation.ts';

export interface Freezing {
  /** Device time in milliseconds; kept beside the time of receipt (invariant 5). */
  writtenAtMs: number;
  locale: Application['locale'];
  /** 32 bytes, base64url, stretched from the tracking code. */
  trackingKey: string;
}

export type Frozen =
  | { ok: true; application: Application; body: string }
  | { ok: false; violations: Violation[] };

/** Freezes answers into the body that is sent. Answers that the chosen kind does not ask for stay on the device. */
export function freeze(answers: Answers, freezing: Freezing, rules: ApplicationRules): Frozen {
  const asked = askedAnswers(normaliseAnswers(answers));
  const violations = findViolations(asked, fieldsFor(answers.kind), rules);
  if (violations.length > 0) return { ok: false, violations };
  const parsed = parseApplication(
    {
      version: 1,
      ...asked,
      locale: freezing.locale,
      writtenAt: new Date(freezing.writtenAtMs).toISOString(),
      trackingKey: freezing.trackingKey,
    },
    rules,
  );
  return parsed.ok ? { ...parsed, body: JSON.stringify(parsed.application) } : parsed;
}

/** The answers of a frozen application, for "mend and send again". */
export function thaw(application: Application): Answers {
  const {
    version: _version,
    locale: _locale,
    writtenAt: _writtenAt,
    trackingKey: _trackingKey,
    ...answers
  } = application;
  return answers;
}
