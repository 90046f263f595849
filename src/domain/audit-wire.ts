// The part of the contract about the audit trail: who has read whose identity. It tells of a case its number, and no identity.

import * as v from 'valibot';
import { readApplicationNumber } from './application-number.ts';
import { STAFF_ROLES } from './role.ts';
import { instant } from './wire.ts';

export const AUDIT_PATHS = { identityReads: '/api/staff/audit/identity-reads' } as const;

export const IDENTITY_READS_PAGE_SIZE = 25;

export const identityReadsQuerySchema = v.object({
  /** Of one application; zeros of its sequence may be missing. */
  number: v.optional(
    v.pipe(
      v.string(),
      v.maxLength(40),
      v.check((text) => readApplicationNumber(text) !== undefined),
    ),
  ),
  /** Cursor of the page before; opaque. */
  after: v.optional(v.pipe(v.string(), v.regex(/^[1-9]\d{0,17}$/))),
});

/**
 * By what right an identity was read. `centre`: it sees all that is not sealed from it. `holder`: the reader's institution had
 * the case then. `asked`: its opinion was asked. `unclear`: none of these, by the institution in which the reader is today.
 */
export const READING_RIGHTS = ['centre', 'holder', 'asked', 'unclear'] as const;

const identityReadSchema = v.object({
  id: v.string(),
  at: instant,
  /** As the account is today; null where it is not known any more. */
  reader: v.nullable(
    v.object({ name: v.string(), role: v.picklist(STAFF_ROLES), institution: v.nullable(v.string()) }),
  ),
  applicationId: v.string(),
  number: v.string(),
  right: v.picklist(READING_RIGHTS),
});
export type IdentityRead = v.InferOutput<typeof identityReadSchema>;

export const identityReadsSchema = v.object({
  /** The newest first. */
  reads: v.array(identityReadSchema),
  next: v.nullable(v.string()),
});
export type IdentityReads = v.InferOutput<typeof identityReadsSchema>;
