// The addresses that notices go to: the applicant's own, opened when something is sent and kept nowhere else, each opening with its
// entry in the audit. This file is all of the notices that reads an applicant.

import { type Kysely, sql } from 'kysely';
import type { NoticeChannel } from '../../src/domain/notice.ts';
import type { IdentityCipher } from '../applicant/identity-cipher.ts';
import type { Database } from '../store/schema.ts';

type Addressed = Exclude<NoticeChannel, 'push'>;

const NOTHING = { full_name: null, identity_number: null, address_text: null, phone: null, email: null };

/** @returns an e-mail address, or a telephone number as E.164; undefined where the application has none */
export async function readContact(
  database: Kysely<Database>,
  identities: Pick<IdentityCipher, 'open'>,
  applicationId: string,
  channel: Addressed,
  at: Date | string,
): Promise<string | undefined> {
  const column = channel === 'email' ? 'email' : 'phone';
  const row = await database
    .selectFrom('applicant')
    .select(['application_id', 'key_id', column])
    .where('application_id', '=', applicationId)
    .executeTakeFirst();
  const address = row && identities.open({ ...NOTHING, ...row })[column];
  if (!address) return undefined;
  // Nobody's reading but the program's own: the list of who has read what (server/audit/identity-reads.ts) leaves it out.
  const entry = { at, action: 'contact-read', application_id: applicationId };
  await database.insertInto('audit_entry').values(entry).execute();
  return address;
}

/** Whether there is an address, without opening it. Narrow it with a `where` on application. */
export function selectReachable(database: Kysely<Database>) {
  return database
    .selectFrom('application')
    .leftJoin('applicant', 'applicant.application_id', 'application.id')
    .select((eb) => [
      'application.id',
      eb('applicant.email', 'is not', null).as('has_email'),
      eb('applicant.phone', 'is not', null).as('has_phone'),
    ]);
}

/** In a citizen's transaction, for as long as `action` takes: lets it see the applicants of their own cases. */
export async function reachingContacts<Result>(
  transaction: Kysely<Database>,
  action: () => Promise<Result>,
): Promise<Result> {
  await sql`select set_config('kopru.contact', 'own', true)`.execute(transaction);
  const result = await action();
  await sql`select set_config('kopru.contact', '', true)`.execute(transaction);
  return result;
}
