// Who an applicant is, sealed: each column of `applicant` by AES-256-GCM (NIST SP 800-38D) under a key that is not in the
// database, so that a stolen table, a backup or a query too many names nobody.
//
//   sealed = id of the key · base64url( 12 bytes IV · ciphertext · 16 bytes tag )
//
// Invariants: 1. Bound by the additional data to its table, column and row: moved elsewhere, it opens no more. 2. A key seals far
// fewer than 2^32 values (SP 800-38D § 8.3, random IVs): five for each application. 3. Null stays null: that nothing was said is
// no secret. 4. A row without `key_id` is from before this; it is read as it stands, and sealed at the next start.

import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { StaffCase } from '../../src/domain/wire-staff.ts';
import type { IdentityKey, IdentityKeys } from './identity-keys.ts';

/** The columns that are sealed. What kind of address it is, is none of them. */
export const SEALED_COLUMNS = ['full_name', 'identity_number', 'address_text', 'phone', 'email'] as const;
type SealedColumn = (typeof SEALED_COLUMNS)[number];

type IdentityColumns = Record<SealedColumn, string | null>;

/** A row of `applicant` as it is stored: no text of it is to be shown. */
export interface SealedIdentity extends IdentityColumns {
  application_id: string;
  address_kind: string | null;
  key_id: string | null;
}

/** A case whose applicant is still sealed: only `openCase` makes of it what may be sent. */
export type SealedCase = Omit<StaffCase, 'applicant'> & { applicant: SealedIdentity | null };

export interface IdentityCipher {
  /** Under the newest key. */
  seal: (applicationId: string, plain: IdentityColumns) => IdentityColumns & { key_id: string };
  /** @throws Error where the key is not there, or a value was changed or moved */
  open: (sealed: Omit<SealedIdentity, 'address_kind'>) => IdentityColumns;
  newestKeyId: () => string;
}

const IV_BYTES = 12;
const TAG_BYTES = 16;

/** @param reload the keys as they are now: another program may have added one (commands/rotate-identity-keys.ts) */
export function createIdentityCipher(
  keys: IdentityKeys,
  reload: () => IdentityKeys = () => keys,
): IdentityCipher {
  let known = keys;
  const find = (id: string): IdentityKey => {
    if (!known.byId.has(id)) known = reload();
    const key = known.byId.get(id);
    if (!key) throw new Error(`An identity is sealed under the key ${id}, which is not there`);
    return key;
  };
  return {
    newestKeyId: () => known.newest.id,
    seal: (applicationId, plain) => {
      const key = known.newest;
      const sealed = map(plain, (text, column) => sealText(key, bound(applicationId, column), text));
      return { ...sealed, key_id: key.id };
    },
    open: ({ application_id, key_id, ...row }) =>
      key_id === null
        ? map(row, (text) => text)
        : map(row, (text, column) => openText(find, bound(application_id, column), text)),
  };
}

/** What may be sent to an officer who may see it: the one place where an identity is in the clear. */
export function openCase(cipher: IdentityCipher, { applicant, ...rest }: SealedCase): StaffCase {
  if (applicant === null) return { ...rest, applicant };
  const plain = cipher.open(applicant);
  return {
    ...rest,
    applicant: {
      fullName: plain.full_name,
      identityNumber: plain.identity_number,
      addressKind: applicant.address_kind,
      addressText: plain.address_text,
      phone: plain.phone,
      email: plain.email,
    },
  };
}

function map(
  columns: IdentityColumns,
  change: (text: string, column: SealedColumn) => string,
): IdentityColumns {
  const of = (column: SealedColumn) => {
    const text = columns[column];
    return text === null ? null : change(text, column);
  };
  return {
    full_name: of('full_name'),
    identity_number: of('identity_number'),
    address_text: of('address_text'),
    phone: of('phone'),
    email: of('email'),
  };
}

/** Additional data. No part of it can hold a line feed. */
function bound(applicationId: string, column: SealedColumn): Buffer {
  return Buffer.from(`kopru identity v1\napplicant\n${column}\n${applicationId}`);
}

function sealText({ id, key }: IdentityKey, additional: Buffer, text: string): string {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, iv, { authTagLength: TAG_BYTES }).setAAD(additional);
  const bytes = Buffer.concat([iv, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  return `${id}.${bytes.toString('base64url')}`;
}

function openText(find: (id: string) => IdentityKey, additional: Buffer, sealed: string): string {
  const [id = '', coded = ''] = sealed.split('.');
  const bytes = Buffer.from(coded, 'base64url');
  if (bytes.length < IV_BYTES + TAG_BYTES) throw new Error('An identity is not in its sealed form');
  const end = bytes.length - TAG_BYTES;
  const decipher = createDecipheriv('aes-256-gcm', find(id).key, bytes.subarray(0, IV_BYTES), {
    authTagLength: TAG_BYTES,
  })
    .setAAD(additional)
    .setAuthTag(bytes.subarray(end));
  return Buffer.concat([decipher.update(bytes.subarray(IV_BYTES, end)), decipher.final()]).toString('utf8');
}
