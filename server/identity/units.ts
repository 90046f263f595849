// The units to which an account can belong.

import type { Kysely } from 'kysely';
import type { StaffAccounts } from '../../src/domain/wire-access.ts';
import type { Database } from '../store/schema.ts';

/** By name, of all institutions. */
export async function listUnits(database: Kysely<Database>): Promise<NonNullable<StaffAccounts['units']>> {
  const units = await database
    .selectFrom('unit')
    .select(['id', 'name', 'institution_id as institutionId'])
    .where('is_retired', '=', false)
    .execute();
  return units.sort((a, b) => a.name.localeCompare(b.name, 'tr'));
}

/** @param institutionId null is the centre */
export async function isUnitOf(
  database: Kysely<Database>,
  institutionId: string | null,
  unitId: string | null,
): Promise<boolean> {
  if (unitId === null) return true;
  const found = await database
    .selectFrom('unit')
    .innerJoin('institution', 'institution.id', 'unit.institution_id')
    .select(['unit.institution_id', 'institution.is_centre'])
    .where('unit.id', '=', unitId)
    .where('unit.is_retired', '=', false)
    .executeTakeFirst();
  return found !== undefined && (found.is_centre ? null : found.institution_id) === institutionId;
}
