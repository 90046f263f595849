// The console's only way to the server: one function for each staff route of src/domain/wire.ts. An answer is a value
// in every case: what came is parsed, and what does not fit the contract is a failure, never half a page. Nothing is
// tried again here; a repeated reply is safe because its id comes from the caller.

import * as v from 'valibot';
import { isProblemCode, type ProblemCode } from '../domain/problem.ts';
import { PATHS, pathOf } from '../domain/wire.ts';
import {
  type STAFF_LISTS,
  type StaffCase,
  type StaffCases,
  type StaffSession,
  staffCaseSchema,
  staffCasesSchema,
  staffSessionSchema,
} from '../domain/wire-staff.ts';

export type StaffList = (typeof STAFF_LISTS)[number];

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

export interface ReplyToSend {
  applicationId: string;
  /** UUIDv7; the same for every attempt to send the same reply. */
  replyId: string;
  text: string;
}

export interface StaffApi {
  signIn: (invitation: string) => Promise<Result<StaffSession>>;
  readSession: () => Promise<Result<StaffSession>>;
  signOut: () => Promise<Result<undefined>>;
  /** One page of a list. @param after cursor of the page before; undefined for the first */
  listCases: (list: StaffList, after: string | undefined) => Promise<Result<StaffCases>>;
  readCase: (applicationId: string) => Promise<Result<StaffCase>>;
  /** The case as it stands with the reply in it. */
  sendReply: (reply: ReplyToSend) => Promise<Result<StaffCase>>;
}

/** Longer than the slowest office network needs; without it a dead connection holds a page for minutes. */
const PATIENCE_MS = 30_000;

const problemSchema = v.object({ code: v.custom<ProblemCode>(isProblemCode) });

/** @param send the browser's fetch, or a stand-in */
export function createStaffApi(send: typeof fetch): StaffApi {
  const call = async <Value>(
    method: 'GET' | 'POST' | 'PUT' | 'DELETE',
    path: string,
    parse: (body: unknown) => Value | undefined,
    body?: unknown,
  ): Promise<Result<Value>> => {
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
    if (status >= 400) return { ok: false, failure: failureOf(status, text) };
    if (status === 204) return accepted(parse(undefined));
    return accepted(parse(readJson(text)));
  };

  return {
    signIn: (invitation) => call('POST', PATHS.staffSession, parser(staffSessionSchema), { invitation }),
    readSession: () => call('GET', PATHS.staffSession, parser(staffSessionSchema)),
    signOut: async () => {
      const result = await call('DELETE', PATHS.staffSession, (body) => body === undefined || undefined);
      return result.ok ? { ok: true, value: undefined } : result;
    },
    listCases: (list, after) => {
      const query = new URLSearchParams({ list, ...(after === undefined ? {} : { after }) });
      return call('GET', `${PATHS.staffCases}?${query}`, parser(staffCasesSchema));
    },
    readCase: (id) => call('GET', pathOf(PATHS.staffCase, { id }), parser(staffCaseSchema)),
    sendReply: ({ applicationId, replyId, text }) => {
      const parse = parser(staffCaseSchema);
      const withReply = (body: unknown): StaffCase | undefined => {
        const answered = parse(body);
        // An answer without our reply in it is no proof that the reply was kept.
        return answered?.replies.some(({ id }) => id === replyId) ? answered : undefined;
      };
      return call('PUT', pathOf(PATHS.staffReply, { id: applicationId, replyId }), withReply, { text });
    },
  };
}

export function isSignedOut(failure: Failure): boolean {
  return failure.kind === 'refused' && failure.code === 'unauthenticated';
}

function accepted<Value>(value: Value | undefined): Result<Value> {
  return value === undefined ? { ok: false, failure: { kind: 'malformed' } } : { ok: true, value };
}

function failureOf(status: number, text: string): Failure {
  const problem = v.safeParse(problemSchema, readJson(text));
  if (problem.success) return { kind: 'refused', code: problem.output.code };
  // Whoever answers 401, the officer has to sign in again.
  return status === 401 ? { kind: 'refused', code: 'unauthenticated' } : { kind: 'malformed' };
}

function parser<Schema extends v.GenericSchema>(schema: Schema) {
  return (body: unknown): v.InferOutput<Schema> | undefined => {
    const result = v.safeParse(schema, body);
    return result.success ? result.output : undefined;
  };
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
