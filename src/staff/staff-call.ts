// One request of the console and what came of it. An answer is a value in every case: what came is parsed, and what does
// not fit the contract is a failure, never half a page. Nothing is tried again here.

import * as v from 'valibot';
import { isProblemCode, type ProblemCode } from '../domain/problem.ts';

/**
 * `unreachable`: no whole answer came, so what was sent may or may not have arrived.
 * `malformed`: an answer came that the contract does not know (a proxy's error page, another version).
 * `refused`: the server said why.
 */
export type Failure =
  | { kind: 'unreachable' }
  | { kind: 'malformed' }
  | { kind: 'refused'; code: ProblemCode };

export type Result<Value> = { ok: true; value: Value } | { ok: false; failure: Failure };

/** What the body says; undefined when it is not what the contract says. 204 has no body. */
export type Parse<Value> = (body: unknown) => Value | undefined;

export type StaffCall = <Value>(
  method: 'GET' | 'POST' | 'PUT' | 'DELETE',
  path: string,
  parse: Parse<Value>,
  body?: unknown,
) => Promise<Result<Value>>;

/** Longer than the slowest office network needs; without it a dead connection holds a page for minutes. */
const PATIENCE_MS = 30_000;

const problemSchema = v.object({ code: v.custom<ProblemCode>(isProblemCode) });

/**
 * A session's token changes when its officer proves anew who they are. A request that was on its way then carries the one before,
 * in whichever tab: it is asked once more before its officer is taken for signed out.
 * @param send the browser's fetch, or a stand-in
 * @param prove waits until the officer has proven anew; whether to ask again. Absent: what needs a proof is refused
 */
export function createStaffCall(send: typeof fetch, prove?: () => Promise<boolean>): StaffCall {
  return async (method, path, parse, body) => {
    const once = () => callOnce(send, method, path, parse, body);
    const first = await once();
    if (first.ok) return first;
    if (isSignedOut(first.failure)) return once();
    if (!needsProof(first.failure) || !prove) return first;
    return (await prove()) ? once() : first;
  };
}

function needsProof(failure: Failure): boolean {
  return failure.kind === 'refused' && failure.code === 'proof-needed';
}

async function callOnce<Value>(
  send: typeof fetch,
  method: string,
  path: string,
  parse: Parse<Value>,
  body: unknown,
): Promise<Result<Value>> {
  let status: number;
  let text: string;
  try {
    const answer = await send(path, {
      method,
      credentials: 'same-origin',
      cache: 'no-store',
      signal: AbortSignal.timeout(PATIENCE_MS),
      ...(body === undefined
        ? {}
        : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    status = answer.status;
    text = await answer.text();
  } catch {
    return { ok: false, failure: { kind: 'unreachable' } };
  }
  return resultOf(status, text, parse);
}

export function resultOf<Value>(status: number, text: string, parse: Parse<Value>): Result<Value> {
  if (status >= 400) return { ok: false, failure: failureOf(status, text) };
  const value = parse(status === 204 ? undefined : readJson(text));
  return value === undefined ? { ok: false, failure: { kind: 'malformed' } } : { ok: true, value };
}

export function isSignedOut(failure: Failure): boolean {
  return failure.kind === 'refused' && failure.code === 'unauthenticated';
}

export function parser<Schema extends v.GenericSchema>(schema: Schema): Parse<v.InferOutput<Schema>> {
  return (body) => {
    const result = v.safeParse(schema, body);
    return result.success ? result.output : undefined;
  };
}

function failureOf(status: number, text: string): Failure {
  const problem = v.safeParse(problemSchema, readJson(text));
  if (problem.success) return { kind: 'refused', code: problem.output.code };
  // Whoever answers 401, the officer has to sign in again.
  return status === 401 ? { kind: 'refused', code: 'unauthenticated' } : { kind: 'malformed' };
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
