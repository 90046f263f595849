// Row-level security, forced: of every table with a citizen's or a case's data, a transaction reads and writes those rows that
// its context opens (server/store/access.ts), and without a context none, whoever owns the table. tests/contracts/row-security.test.ts
// holds every table to it, those of later migrations too.
//
// Everything hangs on case_file: the centre and the program see all, an institution what it holds and what it was asked about
// (casework/visibility.ts), a citizen what their key opens. Other tables ask it, and so its policy asks none but case_opinion.

import { type Kysely, sql } from 'kysely';
import {
  forceRowSecurity,
  HAS_CONTEXT,
  HAS_ROLE,
  IS_CITIZEN,
  IS_SYSTEM,
  OPEN_CASES,
  OWN_INSTITUTION,
  OWN_TRACKING_MAC,
  ofVisibleAttachment,
  ofVisibleCase,
  protect,
  REACHES_ALL,
  REACHES_ALL_OR_TAKES_IN,
  SEES_IDENTITY,
  WORKS_HERE,
} from './row-security.ts';

export const rowSecurity = { number: 10, name: 'row-security', up };

async function up(database: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(database);
}

const STATEMENTS = [
  ...protect(
    'case_file',
    `${REACHES_ALL_OR_TAKES_IN}
      or institution_id = ${OWN_INSTITUTION}
      or application_id = any (${OPEN_CASES})
      or is_open and exists (select from case_opinion
        where case_opinion.application_id = case_file.application_id and case_opinion.asked_of = ${OWN_INSTITUTION})`,
  ),
  // Never through case_file, which asks here.
  ...protect(
    'case_opinion',
    `${REACHES_ALL} or asked_of = ${OWN_INSTITUTION} or application_id = any (${OPEN_CASES})`,
  ),
  // By the key itself, because that is how it comes to be known which cases are open.
  ...protect(
    'application',
    `${REACHES_ALL_OR_TAKES_IN} or tracking_mac = ${OWN_TRACKING_MAC}
      or exists (select from case_file where case_file.application_id = application.id)`,
  ),
  ...protect('case_event', `${REACHES_ALL_OR_TAKES_IN} or ${ofVisibleCase('case_event')}`),
  ...protect('case_search', `${REACHES_ALL} or ${ofVisibleCase('case_search')}`),
  ...protect('thread_act', `${REACHES_ALL} or ${ofVisibleCase('thread_act')}`),
  // No citizen reads what has not been sent.
  ...protect('reply', `${REACHES_ALL} or ${ofVisibleCase('reply')} and not (is_draft and ${IS_CITIZEN})`),
  // An id, what kind and by whom: whether an action's id is taken is known across all cases.
  ...protect('staff_action', WORKS_HERE),

  ...protect('attachment', `${REACHES_ALL_OR_TAKES_IN} or ${ofVisibleCase('attachment')}`),
  ...protect('upload', `${REACHES_ALL_OR_TAKES_IN} or ${ofVisibleAttachment('upload')}`),
  ...protect('upload_part', `${REACHES_ALL_OR_TAKES_IN} or ${ofVisibleAttachment('upload_part')}`),
  // Written in one statement with its attachment, which no policy can see yet.
  ...protect(
    'rendition',
    `${REACHES_ALL_OR_TAKES_IN} or ${ofVisibleAttachment('rendition')}`,
    `${REACHES_ALL_OR_TAKES_IN} or ${WORKS_HERE}`,
  ),
  ...protect('transcript', `${REACHES_ALL} or ${ofVisibleAttachment('transcript')}`),
  ...protect(
    'transcript_verdict',
    `${REACHES_ALL} or exists (select from transcript where transcript.id = transcript_verdict.transcript_id)`,
  ),

  // Who it was: written by whoever takes the application in, read by officers whose role sees identities, and of an applicant
  // who is hidden by the centre alone.
  ...forceRowSecurity('applicant'),
  `create policy applicant_taken_in on applicant for insert with check (${REACHES_ALL_OR_TAKES_IN})`,
  `create policy applicant_read on applicant for select using (${SEES_IDENTITY('all')}
    or ${SEES_IDENTITY('shown')} and exists (select from case_file join application on application.id = case_file.application_id
      where case_file.application_id = applicant.application_id and not application.hide_identity))`,
  `create policy applicant_changed on applicant for update using (${IS_SYSTEM})`,

  // Sealed by server/applicant, which finds by the index what is not yet.
  'alter table applicant add column key_id text',
  'create index applicant_plain on applicant (application_id) where key_id is null',
  'alter table secret_fingerprint drop constraint secret_fingerprint_kind_check',
  `alter table secret_fingerprint add constraint secret_fingerprint_kind_check
    check (kind in ('tracking-secret', 'receipt-key', 'identity-key'))`,

  // Whoever may do something may leave a job and an entry in the audit; the entries are read by the auditor and the program.
  ...protect(
    'job',
    `${REACHES_ALL_OR_TAKES_IN} or clip_id is not null and ${WORKS_HERE} or ${ofVisibleCase('job')}`,
  ),
  ...forceRowSecurity('audit_entry'),
  `create policy audit_entry_written on audit_entry for insert with check (${HAS_CONTEXT})`,
  `create policy audit_entry_read on audit_entry for select using (${IS_SYSTEM} or ${HAS_ROLE('auditor')})`,

  // As its owner, for the sequence of a new year. Under the path of whoever migrates, so that nobody's own path counts.
  'alter function next_application_number(integer) security definer set search_path from current',

  // How common terms are, of the planner's statistics (casework/similar-cases.ts). PostgreSQL shows those of a protected table to
  // superusers only: the embedded one hands the function to its own (prepare-schema.ts). Elsewhere every term counts as rare.
  `create function case_term_shares(terms text[]) returns table (term text, share real, total float8)
    language sql stable set search_path = pg_catalog, pg_temp as $$
      select common.term, common.share, greatest(reltuples, 0)::float8
      from pg_class
      join pg_stats on tablename = relname and schemaname = relnamespace::regnamespace::text
      cross join lateral unnest(most_common_elems::text::text[], most_common_elem_freqs) as common (term, share)
      where relname = 'case_search' and attname = 'document' and common.term = any (terms)
  $$`,
];
