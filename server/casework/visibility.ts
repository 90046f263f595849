// Which cases an officer may see, and whose identity: the one place where that is decided.
// The centre (an officer without institution) sees all; an institution sees the cases it holds, those open ones in which its
// opinion is asked until it has given it, and no others; of a citizen who asked to be hidden it sees no name, number, address or way of contact.

import { type Expression, type ExpressionBuilder, type SqlBool, sql } from 'kysely';
import { may } from '../../src/domain/role.ts';
import type { Officer } from '../identity/officer.ts';
import type { Database } from '../store/schema.ts';

type Builder = ExpressionBuilder<Pick<Database, 'case_file'>, 'case_file'>;

/** Whose case it is: for `where` in a query that reads case_file, where a list is made or something is prepared. */
export function heldBy(officer: Officer) {
  return (builder: Builder): Expression<SqlBool> =>
    officer.institutionId === null
      ? builder.lit(true)
      : builder('case_file.institution_id', '=', officer.institutionId);
}

/** In which open cases their opinion was asked and is not given yet: for `where` in a query that reads case_file. */
export function askedOf(institutionId: string) {
  return sql<boolean>`(case_file.is_open and exists (
    select 1 from case_opinion
    where case_opinion.application_id = case_file.application_id and case_opinion.asked_of = ${institutionId}
      and case_opinion.given_at is null))`;
}

/** In which their unit was asked for its opinion by its own institution, and has not given it: as `askedOf`. */
export function askedOfUnit(unitId: string) {
  return sql<boolean>`exists (select 1 from case_opinion
    where case_opinion.application_id = case_file.application_id and case_opinion.asked_of_unit = ${unitId}
      and case_opinion.given_at is null)`;
}

/** Who may read it: for `where` in a query that reads case_file. */
export function visibleTo(officer: Officer) {
  return (builder: Builder): Expression<SqlBool> =>
    officer.institutionId === null
      ? builder.lit(true)
      : builder.or([heldBy(officer)(builder), askedOf(officer.institutionId)]);
}

export function maySeeIdentity(officer: Officer, isHidden: boolean): boolean {
  return may(officer.role, 'case.read-identity') && (officer.institutionId === null || !isHidden);
}

/** @param holder the institution that holds the case; null before it is assigned */
export function mayAnswer(officer: Officer, holder: string | null): boolean {
  return officer.institutionId === null || officer.institutionId === holder;
}
