// The addresses that notices go to: the applicant's own, read when something is sent and kept nowhere else. This file is
// all of the notices that reads an applicant.

import type { Kysely } from 'kysely';
import type { NoticeChannel } from '../../src/domain/notice.ts';
import type { Database } from '../store/schema.ts';

type Addressed = Exclude<NoticeChannel, 'push'>;

/** @returns an e-mail address, or a telephone number as E.164; undefined where the application has none */
export async function readContact(
  database: Kysely<Database>,
  applicationId: string,
  channel: Addressed,
): Promise<string | undefined> {
  const row = await database
    .selectFrom('applicant')
    .select(['email', 'phone'])
    .where('application_id', '=', applicationId)
    .executeTakeFirst();
  return (channel === 'email' ? row?.email : row?.phone) ?? undefined;
}

/** Whether there is an address, without reading it. Narrow it with a `where` on application. */
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
