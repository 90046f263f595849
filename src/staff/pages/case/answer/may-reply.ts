// Whether somebody may write the answer of a case: the role allows it, and their institution has the case. The server asks again.

import { may } from '../../../../domain/role.ts';
import type { StaffCase, StaffSession } from '../../../../domain/wire-staff.ts';

export function mayReply({ holder }: StaffCase, { role, institution, institutionId }: StaffSession): boolean {
  return may(role, 'case.answer') && (institutionId === null || institution === holder);
}
