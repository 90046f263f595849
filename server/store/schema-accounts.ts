// The tables of staff's accounts and of the ways in as kysely sees them.

import type { ColumnType, Generated } from 'kysely';
import type { StaffRole } from '../../src/domain/role.ts';
import type { BrowserFamily, SignInMethod, SystemFamily } from '../../src/domain/staff-device.ts';

/** Written as an ISO text or a Date, read as a Date. */
type Instant = ColumnType<Date, Date | string, Date | string>;
/** A 64-bit number: read as a text by the driver, although ours all fit a number. */
type ByteCount = ColumnType<string, number, number>;

export interface AccountTables {
  staff_account: {
    id: string;
    name: string;
    institution_id: string | null;
    role: Generated<StaffRole>;
    /** Of the institution; null where the account works for all of it. */
    unit_id: ColumnType<string | null, string | null | undefined, string | null>;
    created_at: Instant;
    /** Since when nobody can use it; null while it is open. */
    disabled_at: ColumnType<Date | null, Date | null | undefined, Date | null>;
  };
  staff_passkey: {
    id: string;
    account_id: string;
    /** Base64url, as WebAuthn carries it. */
    credential_id: string;
    /** COSE. */
    public_key: Buffer;
    /** How often the authenticator signed, where it counts; 0 where it does not. */
    counter: ByteCount;
    transports: string[];
    name: string;
    is_synced: boolean;
    created_at: Instant;
    last_used_at: ColumnType<Date | null, Date | null | undefined, Date | null>;
  };
  staff_challenge: {
    challenge_hash: Buffer;
    purpose: 'register' | 'sign-in' | 'prove';
    account_id: string | null;
    expires_at: Instant;
  };
  staff_identity: {
    issuer: string;
    subject: string;
    account_id: string;
  };
  staff_oidc_flow: {
    state_hash: Buffer;
    code_verifier: string;
    nonce: string;
    expires_at: Instant;
    /** Whose holder proves anew; null for a sign-in. */
    session_id: ColumnType<string | null, string | null | undefined, string | null>;
  };
  staff_invitation: {
    token_hash: Buffer;
    account_id: string;
    expires_at: Instant;
    redeemed_at: Instant | null;
  };
  staff_session: {
    token_hash: Buffer;
    account_id: string;
    created_at: Instant;
    last_used_at: Instant;
    expires_at: Instant;
    /** When its holder last proved who they are. */
    proven_at: Instant;
    id: Generated<string>;
    method: Generated<SignInMethod>;
    browser: Generated<BrowserFamily>;
    system: Generated<SystemFamily>;
  };
}
