// Where a case can lie within its holder: the units of the directory and the colleagues who answer.

import type { Kysely } from 'kysely';
import type { Places } from '../../src/domain/desk-wire.ts';
import { may, STAFF_ROLES } from '../../src/domain/role.ts';
import { isUuidv7 } from '../../src/domain/uuid.ts';
import type { Officer } from '../identity/officer.ts';
import type { Database } from '../store/schema.ts';
import { findCentre } from './case-file.ts';
import { visibleTo } from './visibility.ts';

const ANSWERING = STAFF_ROLES.filter((role) => may(role, 'case.answer'));

/** Of a case's holder; the centre's before somebody holds it. @returns undefined when there is no such case, or it is not theirs */
export async function readCasePlaces(
  database: Kysely<Database>,
  officer: Officer,
  applicationId: string,
): Promise<Places | undefined> {
  if (!isUuidv7(applicationId)) return undefined;
  const found = await database
    .selectFrom('case_file')
    .select(['institution_id', 'colleague_id'])
    .where('application_id', '=', applicationId)
    .where(visibleTo(officer))
    .executeTakeFirst();
  if (!found) return undefined;
  const holder = found.institution_id ?? (await findCentre(database));
  return readPlaces(database, officer, { holder, isOnMyDesk: found.colleague_id === officer.accountId });
}

/** @param of default: the officer's own institution, of the centre its own */
export async function readPlaces(
  database: Kysely<Database>,
  officer: Officer,
  of?: { holder: string; isOnMyDesk: boolean },
): Promise<Places> {
  const holder = of?.holder ?? officer.institutionId ?? (await findCentre(database));
  const units = await selectUnits(database, holder).execute();
  const colleagues = await (await selectColleagues(database, holder)).execute();
  // P4 of src/domain/staff-action.ts.
  const offersAll = may(officer.role, 'case.assign') || of?.isOnMyDesk;
  const offered = offersAll ? colleagues : colleagues.filter(({ id }) => id === officer.accountId);
  const byName = (one: { name: string }, other: { name: string }): number =>
    one.name.localeCompare(other.name, 'tr');
  return {
    units: units.map(({ id, name }) => ({ id, name })).sort(byName),
    colleagues: offered
      .map(({ id, name, unit_id }) => ({ id, name, unitId: unit_id, isMe: id === officer.accountId }))
      .sort(byName),
  };
}

function selectUnits(database: Kysely<Database>, institutionId: string) {
  return database
    .selectFrom('unit')
    .select(['id', 'name'])
    .where('institution_id', '=', institutionId)
    .where('is_retired', '=', false);
}

/** Accounts of the centre name no institution. */
export async function selectColleagues(database: Kysely<Database>, institutionId: string) {
  const isCentre = institutionId === (await findCentre(database));
  return database
    .selectFrom('staff_account')
    .select(['id', 'name', 'unit_id'])
    .where('institution_id', 'is not distinct from', isCentre ? null : institutionId)
    .where('disabled_at', 'is', null)
    .where('role', 'in', ANSWERING)
    .orderBy('id');
}

/** @returns which of the two is none of the holder's */
export async function findUnplaceable(
  database: Kysely<Database>,
  holder: string,
  { unitId, colleagueId }: { unitId: string | null; colleagueId: string | null },
): Promise<'unitId' | 'colleagueId' | undefined> {
  if (unitId !== null) {
    const unit = await selectUnits(database, holder).where('id', '=', unitId).executeTakeFirst();
    if (!unit) return 'unitId';
  }
  if (colleagueId === null) return undefined;
  const colleague = await (await selectColleagues(database, holder))
    .where('id', '=', colleagueId)
    .executeTakeFirst();
  return colleague ? undefined : 'colleagueId';
}
