// The part of the contract about who signs in and how: passkeys, sessions, accounts. Spoken by the console and the server.

import * as v from 'valibot';
import { STAFF_ROLES } from './role.ts';
import { BROWSER_FAMILIES, SIGN_IN_METHODS, SYSTEM_FAMILIES } from './staff-device.ts';
import { codePointCount, isSafeName, isVisible } from './text.ts';
import { TEXT_LIMITS } from './text-limits.ts';
import { instant } from './wire.ts';

export const ACCESS_PATHS = {
  signInWays: '/api/staff/sign-in-ways',
  signInChallenge: '/api/staff/session/challenge',
  passkeySession: '/api/staff/session/passkey',
  proof: '/api/staff/session/proof',
  proofChallenge: '/api/staff/session/proof/challenge',
  passkeys: '/api/staff/passkeys',
  passkeyChallenge: '/api/staff/passkeys/challenge',
  passkey: '/api/staff/passkeys/:passkeyId',
  sessions: '/api/staff/sessions',
  session: '/api/staff/sessions/:sessionId',
  accounts: '/api/staff/accounts',
  account: '/api/staff/accounts/:accountId',
  recovery: '/api/staff/accounts/:accountId/recovery',
  oidcStart: '/api/staff/oidc/start',
  oidcCallback: '/api/staff/oidc/callback',
} as const;

export const PASSKEY_NAME_MAX_LENGTH = 60;
/** Of one account; nobody has so many devices. */
export const PASSKEYS_MAX = 20;

const name = (max: number) =>
  v.pipe(
    v.string(),
    v.check((given) => isVisible(given) && isSafeName(given), 'required'),
    v.check((given) => codePointCount(given) <= max, 'too-long'),
  );

/** Beside the invitation: what the sign-in page offers. */
export const signInWaysSchema = v.object({
  /** The operator's name of the identity provider; null where there is none. */
  provider: v.nullable(v.string()),
});

const base64url = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]+$/), v.maxLength(16_000));
const credential = {
  id: base64url,
  rawId: base64url,
  type: v.literal('public-key'),
  clientExtensionResults: v.record(v.string(), v.unknown()),
};

/** Of `navigator.credentials.create`, as JSON (WebAuthn Level 3 § 5.1.8, RegistrationResponseJSON). */
export const registrationSchema = v.object({
  ...credential,
  response: v.object({
    clientDataJSON: base64url,
    attestationObject: base64url,
    transports: v.optional(v.pipe(v.array(v.pipe(v.string(), v.maxLength(20))), v.maxLength(10))),
  }),
});

/** Of `navigator.credentials.get`, as JSON (the same, AuthenticationResponseJSON). */
export const assertionSchema = v.object({
  ...credential,
  response: v.object({
    clientDataJSON: base64url,
    authenticatorData: base64url,
    signature: base64url,
    userHandle: v.nullish(base64url),
  }),
});

/** What the browser's WebAuthn is called with, as JSON; only the authenticator has to understand it. */
export const challengeSchema = v.looseObject({ challenge: base64url });

export const newPasskeySchema = v.object({
  name: name(PASSKEY_NAME_MAX_LENGTH),
  registration: registrationSchema,
});
export const passkeyNameSchema = v.object({ name: name(PASSKEY_NAME_MAX_LENGTH) });

export const passkeySchema = v.object({
  id: v.string(),
  name: v.string(),
  createdAt: instant,
  lastUsedAt: v.nullable(instant),
  /** Its maker keeps it on several devices. */
  isSynced: v.boolean(),
});
export type Passkey = v.InferOutput<typeof passkeySchema>;
export const passkeysSchema = v.object({ passkeys: v.array(passkeySchema) });

/** By what an officer who is signed in proves anew who they are. */
const PROOF_WAYS = ['passkey', 'provider'] as const;
export type ProofWay = (typeof PROOF_WAYS)[number];

/** Whether the last proof is young enough for what weighs most, and how to give another. */
export const proofStateSchema = v.object({
  isFresh: v.boolean(),
  ways: v.array(v.picklist(PROOF_WAYS)),
  /** The operator’s name of the identity provider; null where it is none of the ways. */
  provider: v.nullable(v.string()),
});
export type ProofState = v.InferOutput<typeof proofStateSchema>;

const ownSessionSchema = v.object({
  id: v.string(),
  isThis: v.boolean(),
  startedAt: instant,
  /** To the minute. */
  lastUsedAt: instant,
  expiresAt: instant,
  method: v.picklist(SIGN_IN_METHODS),
  browser: v.picklist(BROWSER_FAMILIES),
  system: v.picklist(SYSTEM_FAMILIES),
});
export type OwnSession = v.InferOutput<typeof ownSessionSchema>;
export const ownSessionsSchema = v.object({ sessions: v.array(ownSessionSchema) });

export const ACCOUNT_NAME_MAX_LENGTH = TEXT_LIMITS.fullName;

export const accountSchema = v.object({
  id: v.string(),
  name: v.string(),
  role: v.picklist(STAFF_ROLES),
  institutionId: v.nullable(v.string()),
  institution: v.nullable(v.string()),
  /** Of the directory; null where the account works for all of its institution. */
  unitId: v.optional(v.nullable(v.string())),
  unit: v.optional(v.nullable(v.string())),
  isDisabled: v.boolean(),
  isMe: v.boolean(),
  passkeys: v.number(),
  /** Comes through the identity provider; role and institution are its word. */
  isProvided: v.boolean(),
  lastUsedAt: v.nullable(instant),
  /** Open cases in which this account has done something: what a colleague must take over. */
  openCases: v.number(),
  /** Open cases on this account’s desk: what goes to somebody else when its owner leaves. */
  deskCases: v.optional(v.number()),
});
export type StaffAccount = v.InferOutput<typeof accountSchema>;
export const accountsSchema = v.object({
  accounts: v.array(accountSchema),
  institutions: v.array(v.object({ id: v.string(), name: v.string() })),
  units: v.optional(v.array(v.object({ id: v.string(), name: v.string(), institutionId: v.string() }))),
});
export type StaffAccounts = v.InferOutput<typeof accountsSchema>;

/** null is the centre. */
const institutionId = v.nullable(v.pipe(v.string(), v.minLength(1), v.maxLength(100)));

/** null: all of the institution. */
const unitId = v.optional(v.nullable(v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,80}$/))));

export const newAccountSchema = v.object({
  name: name(ACCOUNT_NAME_MAX_LENGTH),
  role: v.picklist(STAFF_ROLES),
  institutionId,
  unitId,
});
export type NewAccount = v.InferOutput<typeof newAccountSchema>;

export const accountChangeSchema = v.object({
  role: v.picklist(STAFF_ROLES),
  institutionId,
  unitId,
  isDisabled: v.boolean(),
});
export type AccountChange = v.InferOutput<typeof accountChangeSchema>;

/** The link is shown once: the server keeps its hash only. */
export const invitedSchema = v.object({ accountId: v.string(), link: v.string(), expiresAt: instant });
export type Invited = v.InferOutput<typeof invitedSchema>;

/** What the sign-in page is told after the way through the identity provider failed, in its fragment. */
export const PROVIDER_TROUBLES = ['away', 'refused', 'too-weak', 'not-entitled'] as const;
export type ProviderTrouble = (typeof PROVIDER_TROUBLES)[number];
export const PROVIDER_TROUBLE_FRAGMENT = 'giris-sorunu';

/** Of the way to the provider: to sign in, or to prove anew who one is. */
export const OIDC_PROOF_QUERY = 'purpose=proof';
/** What the window says that has been to the provider for a proof: `done`, or what went wrong. */
export const PROOF_FRAGMENT = 'kimlik-onayi';
export type ProofOutcome = 'done' | ProviderTrouble;
