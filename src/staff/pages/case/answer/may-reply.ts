// Whether somebody may write the answer of a case, or prepare what goes with it: the role allows it, and their institution has
// the case. The server asks again.

import { may } from '../../../../domain/role.ts';
import type { StaffCase, StaffSession } from '../../../../domain/wire-staff.ts';

export function mayReply(staffCase: StaffCase, session: StaffSession): boolean {
  return may(session.role, 'case.answer') && isTheirs(staffCase, session);
}

export function mayPrepare(staffCase: StaffCase, session: StaffSession): boolean {
  return may(session.role, 'answer.prepare') && isTheirs(staffCase, session);
}

function isTheirs({ holder }: StaffCase, { institution, institutionId }: StaffSession): boolean {
  return institutionId === null || institution === holder;
}
