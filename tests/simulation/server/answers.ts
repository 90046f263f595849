// Answers as they come over the wire.

import { hash } from 'node:crypto';
import { PROBLEM_STATUS, type ProblemCode, problemType } from '../../../src/domain/problem.ts';
import type { HttpAnswer } from '../../../src/offline/environment.ts';

export type Headers = Record<string, string>;

export function json(status: number, body: unknown, headers: Headers = {}): HttpAnswer {
  return text(status, JSON.stringify(body), headers);
}

export function text(status: number, body: string, headers: Headers = {}): HttpAnswer {
  return {
    status,
    headers: { get: (name) => headers[name.toLowerCase()] ?? null },
    text: () => Promise.resolve(body),
  };
}

/** An answer of ours that is not a success. */
export function problem(code: ProblemCode, headers: Headers = {}): HttpAnswer {
  const status = PROBLEM_STATUS[code];
  return json(status, { type: problemType(code), title: code, status, code }, headers);
}

/** SHA-256, base64url. */
export function digestOf(body: string | Uint8Array): string {
  return hash('sha256', body, 'base64url');
}
