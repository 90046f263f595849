// Examples of the OpenAPI document about signing in, sessions and accounts. Nobody real; the proofs of authenticators are of the
// right form only, because a real one answers a challenge that exists once.

import type {
  AccountChange,
  Invited,
  NewAccount,
  OwnSession,
  Passkey,
  StaffAccount,
} from '../../src/domain/wire-access.ts';

export const EXAMPLE_PASSKEY_ID = '0199c0de-2b3c-7d4e-8f50-1a2b3c4d5e6f';
export const EXAMPLE_SESSION_ID = '0199c0de-2b3c-7d4e-8f50-1a2b3c4d5e70';
export const EXAMPLE_ACCOUNT_ID = '0199c0de-2b3c-7d4e-8f50-1a2b3c4d5e71';

export const EXAMPLE_CHALLENGE = { challenge: 'qC4Tz8pY1mWv6KcXb3RjHn0sGd5LfUaEiOe7BtDyQx2' };

const EXAMPLE_CREDENTIAL = {
  id: 'AQIDBAUGBwgJCgsMDQ4PEA',
  rawId: 'AQIDBAUGBwgJCgsMDQ4PEA',
  type: 'public-key' as const,
  clientExtensionResults: {},
};

export const EXAMPLE_ASSERTION = {
  ...EXAMPLE_CREDENTIAL,
  response: { clientDataJSON: 'e30', authenticatorData: 'AAAA', signature: 'AAAA', userHandle: 'AAAA' },
};

export const EXAMPLE_NEW_PASSKEY = {
  name: 'Masaüstü anahtarı',
  registration: {
    ...EXAMPLE_CREDENTIAL,
    response: { clientDataJSON: 'e30', attestationObject: 'oA', transports: ['usb'] },
  },
};

export const EXAMPLE_PASSKEY: Passkey = {
  id: EXAMPLE_PASSKEY_ID,
  name: EXAMPLE_NEW_PASSKEY.name,
  createdAt: '2026-11-16T08:00:00.000Z',
  lastUsedAt: '2026-11-23T08:00:00.000Z',
  isSynced: false,
};

export const EXAMPLE_OWN_SESSION: OwnSession = {
  id: EXAMPLE_SESSION_ID,
  isThis: true,
  startedAt: '2026-11-23T08:00:00.000Z',
  lastUsedAt: '2026-11-23T09:12:00.000Z',
  expiresAt: '2026-11-30T08:00:00.000Z',
  method: 'passkey',
  browser: 'firefox',
  system: 'linux',
};

export const EXAMPLE_NEW_ACCOUNT: NewAccount = {
  name: 'Umut Deneme',
  role: 'officer',
  institutionId: null,
};

export const EXAMPLE_ACCOUNT_CHANGE: AccountChange = {
  role: 'interpreter',
  institutionId: null,
  isDisabled: false,
};

export const EXAMPLE_ACCOUNT: StaffAccount = {
  id: EXAMPLE_ACCOUNT_ID,
  name: EXAMPLE_NEW_ACCOUNT.name,
  role: 'interpreter',
  institutionId: null,
  institution: null,
  isDisabled: false,
  isMe: false,
  passkeys: 1,
  isProvided: false,
  lastUsedAt: '2026-11-23T09:12:00.000Z',
  openCases: 3,
};

export const EXAMPLE_INVITED: Invited = {
  accountId: EXAMPLE_ACCOUNT_ID,
  link: `https://kopru.example/staff.html#davet=${EXAMPLE_CHALLENGE.challenge}`,
  expiresAt: '2026-11-26T08:00:00.000Z',
};
