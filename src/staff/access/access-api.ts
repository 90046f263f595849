// The console's way to the server in matters of signing in, sessions and accounts (src/domain/wire-access.ts).

import * as v from 'valibot';
import { pathOf } from '../../domain/wire.ts';
import {
  ACCESS_PATHS,
  type AccountChange,
  accountSchema,
  accountsSchema,
  challengeSchema,
  type Invited,
  invitedSchema,
  type NewAccount,
  type OwnSession,
  ownSessionsSchema,
  type Passkey,
  passkeySchema,
  passkeysSchema,
  type StaffAccount,
  type StaffAccounts,
  signInWaysSchema,
} from '../../domain/wire-access.ts';
import { type StaffSession, staffSessionSchema } from '../../domain/wire-staff.ts';
import { parser, type Result, type StaffCall } from '../staff-call.ts';
import { type Ceremonies, type CeremonyTrouble, isTrouble } from './ceremony.ts';

/** The server's word, or what the browser or the authenticator said before it could be asked. */
export type WithKey<Value> = Result<Value> | { ok: false; trouble: CeremonyTrouble };

export interface AccessApi {
  /** This browser can use passkeys at all. */
  hasPasskeys: () => boolean;
  /** The identity provider's name; null where there is none, or the server cannot be asked. */
  readProvider: () => Promise<string | null>;
  signInWithPasskey: () => Promise<WithKey<StaffSession>>;
  listPasskeys: () => Promise<Result<Passkey[]>>;
  addPasskey: (name: string) => Promise<WithKey<Passkey>>;
  renamePasskey: (passkeyId: string, name: string) => Promise<Result<Passkey>>;
  removePasskey: (passkeyId: string) => Promise<Result<true>>;
  listSessions: () => Promise<Result<OwnSession[]>>;
  endSession: (sessionId: string) => Promise<Result<true>>;
  endOtherSessions: () => Promise<Result<true>>;
  listAccounts: () => Promise<Result<StaffAccounts>>;
  invite: (account: NewAccount) => Promise<Result<Invited>>;
  changeAccount: (accountId: string, change: AccountChange) => Promise<Result<StaffAccount>>;
  recover: (accountId: string) => Promise<Result<Invited>>;
}

export function createAccessApi(call: StaffCall, ceremonies: Ceremonies): AccessApi {
  return {
    hasPasskeys: ceremonies.isPossible,
    readProvider: async () => {
      const read = await call('GET', ACCESS_PATHS.signInWays, parser(signInWaysSchema));
      return read.ok ? read.value.provider : null;
    },
    ...withKeys(call, ceremonies),
    listPasskeys: async () =>
      map(await call('GET', ACCESS_PATHS.passkeys, parser(passkeysSchema)), (list) => list.passkeys),
    renamePasskey: (passkeyId, name) =>
      call('PUT', pathOf(ACCESS_PATHS.passkey, { passkeyId }), parser(passkeySchema), { name }),
    removePasskey: (passkeyId) => call('DELETE', pathOf(ACCESS_PATHS.passkey, { passkeyId }), isEmpty),
    listSessions: async () =>
      map(await call('GET', ACCESS_PATHS.sessions, parser(ownSessionsSchema)), (list) => list.sessions),
    endSession: (sessionId) => call('DELETE', pathOf(ACCESS_PATHS.session, { sessionId }), isEmpty),
    endOtherSessions: () => call('DELETE', ACCESS_PATHS.sessions, isEmpty),
    listAccounts: () => call('GET', ACCESS_PATHS.accounts, parser(accountsSchema)),
    invite: (account) => call('POST', ACCESS_PATHS.accounts, parser(invitedSchema), account),
    changeAccount: (accountId, change) =>
      call('PUT', pathOf(ACCESS_PATHS.account, { accountId }), parser(accountSchema), change),
    recover: (accountId) => call('POST', pathOf(ACCESS_PATHS.recovery, { accountId }), parser(invitedSchema)),
  };
}

/** Challenge, authenticator, proof. */
function withKeys(
  call: StaffCall,
  ceremonies: Ceremonies,
): Pick<AccessApi, 'signInWithPasskey' | 'addPasskey'> {
  return {
    signInWithPasskey: async () => {
      const offer = await call('POST', ACCESS_PATHS.signInChallenge, parser(challengeSchema));
      if (!offer.ok) return offer;
      const proof = await ceremonies.get(offer.value);
      if (isTrouble(proof)) return { ok: false, trouble: proof };
      return call('POST', ACCESS_PATHS.passkeySession, parser(staffSessionSchema), proof);
    },
    addPasskey: async (name) => {
      const offer = await call('POST', ACCESS_PATHS.passkeyChallenge, parser(challengeSchema));
      if (!offer.ok) return offer;
      const registration = await ceremonies.create(offer.value);
      if (isTrouble(registration)) return { ok: false, trouble: registration };
      return call('POST', ACCESS_PATHS.passkeys, parser(passkeySchema), { name, registration });
    },
  };
}

function map<From, To>(result: Result<From>, change: (value: From) => To): Result<To> {
  return result.ok ? { ok: true, value: change(result.value) } : result;
}

/** 204. */
function isEmpty(body: unknown): true | undefined {
  return v.is(v.undefined(), body) || undefined;
}
