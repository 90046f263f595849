// Who has read whose identity, the newest first: what `readCase` of server/casework has written down, for the auditor.
//
// Invariants: 1. An auditor reads of those cases that they may read: an institution's, of what it holds. 2. Nothing here touches an
// identity. 3. Reading this is no reading of an identity, and is not written down.

import { type Kysely, type RawBuilder, sql } from 'kysely';
import { readApplicationNumber } from '../../src/domain/application-number.ts';
import {
  IDENTITY_READS_PAGE_SIZE,
  type IdentityRead,
  type IdentityReads,
  type READING_RIGHTS,
} from '../../src/domain/audit-wire.ts';
import type { StaffRole } from '../../src/domain/role.ts';
import { heldBy } from '../casework/visibility.ts';
import type { Officer } from '../identity/officer.ts';
import type { Database } from '../store/schema.ts';

export interface IdentityReadsQuery {
  /** As people write it. */
  number?: string | undefined;
  /** Id of the last entry of the page before. */
  after?: string | undefined;
}

type Right = (typeof READING_RIGHTS)[number];

/** Whose the case was then: of the last event before that says who holds it. */
const HOLDER_THEN = sql<string | null>`(select institution_id from case_event
  where case_event.application_id = audit_entry.application_id and case_event.at <= audit_entry.at
    and case_event.kind in ('assigned', 'transferred')
  order by sequence desc limit 1)`;

const WAS_ASKED = sql<boolean>`exists (select from case_opinion
  where case_opinion.application_id = audit_entry.application_id and case_opinion.asked_at <= audit_entry.at
    and case_opinion.asked_of = reader.institution_id)`;

const RIGHT: RawBuilder<Right> = sql`case
  when reader.id is null then 'unclear'
  when reader.institution_id is null then 'centre'
  when reader.institution_id = ${HOLDER_THEN} then 'holder'
  when ${WAS_ASKED} then 'asked'
  else 'unclear' end`;

export async function listIdentityReads(
  database: Kysely<Database>,
  officer: Officer,
  { number, after }: IdentityReadsQuery,
): Promise<IdentityReads> {
  const rows = await database
    .selectFrom('audit_entry')
    .innerJoin('case_file', 'case_file.application_id', 'audit_entry.application_id')
    .innerJoin('application', 'application.id', 'audit_entry.application_id')
    .leftJoin('staff_account as reader', 'reader.id', 'audit_entry.actor_id')
    .leftJoin('institution', 'institution.id', 'reader.institution_id')
    .select([
      'audit_entry.id',
      'audit_entry.at',
      'application.id as applicationId',
      'application.number',
      'reader.name',
      'reader.role',
      'institution.name as institution',
      RIGHT.as('right'),
    ])
    // Not as a parameter: its indexes have no others.
    .where(sql<boolean>`audit_entry.action = 'identity-read'`)
    .where(heldBy(officer))
    .$if(after !== undefined, (query) => query.where(sql<boolean>`audit_entry.id < ${after}::bigint`))
    .$if(number !== undefined, (query) =>
      query.where('application.number', '=', readApplicationNumber(number ?? '') ?? ''),
    )
    .orderBy('audit_entry.id', 'desc')
    .limit(IDENTITY_READS_PAGE_SIZE + 1)
    .execute();
  const reads = rows.slice(0, IDENTITY_READS_PAGE_SIZE).map(toRead);
  return { reads, next: rows.length > IDENTITY_READS_PAGE_SIZE ? (reads.at(-1)?.id ?? null) : null };
}

interface Row {
  id: string;
  at: Date;
  applicationId: string;
  number: string;
  name: string | null;
  role: StaffRole | null;
  institution: string | null;
  right: Right;
}

function toRead({ name, role, institution, at, ...entry }: Row): IdentityRead {
  const reader = name === null || role === null ? null : { name, role, institution };
  return { ...entry, at: at.toISOString(), reader };
}
