// Why something that an officer looks for is not offered, where the case itself says so. Pure. What the role does not allow is
// not spoken of, unless the citizen's wish for a form is what asks for another role.

import { type CivilDate, istanbulDate } from '../../../../domain/calendar.ts';
import { lacksReason, missingInText } from '../../../../domain/ending-in-kind.ts';
import { may } from '../../../../domain/role.ts';
import type { StaffActionKind } from '../../../../domain/staff-action.ts';
import type { StaffLife } from '../../../../domain/staff-life.ts';
import type { StaffCase, StaffSession } from '../../../../domain/wire-staff.ts';

/** The sentences `staff.action.not.<reason>`. */
export type WhyNot =
  | 'feeAwaited'
  | 'extendedBefore'
  | 'extendObjected'
  | 'extendTooLate'
  | 'ownDraft'
  | 'draftNotInKind'
  | 'draftPaid'
  | 'transferDrafted'
  | 'notExaminedInKind';

const AT_WORK: readonly StaffLife['state'][] = ['assigned', 'information-asked', 'drafted', 'objected'];

/** What is possible, without what needs a coordinator's reason where the reader is none (ending-in-kind.ts). */
export function offeredActions({ life, formats }: StaffCase, { role }: StaffSession): StaffActionKind[] {
  const isBarred = missingInText(formats).length > 0 && !may(role, 'answer.override');
  return (life?.actions ?? []).filter((kind) => kind !== 'not-examined' || !isBarred);
}

export function whyNot(staffCase: StaffCase, session: StaffSession, nowMs: number): WhyNot[] {
  const { life, holder } = staffCase;
  if (!life || !AT_WORK.includes(life.state)) return [];
  const isTheirs = session.institutionId === null || session.institution === holder;
  if (!isTheirs) return [];
  const found: (WhyNot | undefined)[] = [
    may(session.role, 'case.answer') && !life.actions.includes('extend')
      ? whyNotExtend(life, istanbulDate(nowMs))
      : undefined,
    may(session.role, 'case.approve') && life.state === 'drafted' && !life.actions.includes('approve')
      ? whyNotApprove(staffCase)
      : undefined,
    may(session.role, 'case.transfer') && life.state === 'drafted' ? 'transferDrafted' : undefined,
    life.actions.length > offeredActions(staffCase, session).length ? 'notExaminedInKind' : undefined,
  ];
  return found.filter((reason) => reason !== undefined);
}

function whyNotApprove({ life, formats }: StaffCase): WhyNot {
  const drafted = life?.internal.findLast((event) => event.kind === 'drafted');
  if (drafted?.kind === 'drafted' && drafted.ground === 'fee-not-paid' && !life?.question?.fee)
    return 'draftPaid';
  const isSilent =
    drafted?.kind === 'drafted' && lacksReason({ ground: drafted.ground, reason: drafted.override }, formats);
  return isSilent ? 'draftNotInKind' : 'ownDraft';
}

/** D2 of deadline.ts. */
function whyNotExtend({ dueReason, dueOn, question }: StaffLife, today: CivilDate): WhyNot | undefined {
  if (question?.fee) return 'feeAwaited';
  if (dueReason?.kind === 'extended') return 'extendedBefore';
  if (dueReason?.kind === 'objected') return 'extendObjected';
  return today > dueOn ? 'extendTooLate' : undefined;
}
