// Which cases an officer may see, and whose identity: the one place where that is decided.
// The centre (an officer without institution) sees all; an institution sees the cases it holds and no others, and
// of a citizen who asked to be hidden it sees no name, number, address or way of contact.

import type { Expression, ExpressionBuilder, SqlBool } from 'kysely';
import { may } from '../../src/domain/role.ts';
import type { Officer } from '../identity/officer.ts';
import type { Database } from '../store/schema.ts';

/** For `where` in a query that reads case_file. */
export function visibleTo(officer: Officer) {
  return (builder: ExpressionBuilder<Pick<Database, 'case_file'>, 'case_file'>): Expression<SqlBool> =>
    officer.institutionId === null
      ? builder.lit(true)
      : builder('case_file.institution_id', '=', officer.institutionId);
}

export function maySeeIdentity(officer: Officer, isHidden: boolean): boolean {
  return may(officer.role, 'case.read-identity') && (officer.institutionId === null || !isHidden);
}

/** @param holder the institution that holds the case; null before it is assigned */
export function mayAnswer(officer: Officer, holder: string | null): boolean {
  return officer.institutionId === null || officer.institutionId === holder;
}
