// Who may do what in the console: one pure table, asked by the server at every route and by the console for what it
// shows. A role says what an account may do at all; of which cases is the institution's matter (server/casework/visibility.ts).
//
// Invariants: 1. What stands in no row is not allowed. 2. An auditor changes nothing and sees no identity. 3. Who manages
// accounts reads no case, and manages those of the own institution alone; the centre's manage all. Whom they invite or let
// in again sees what that account sees, and the link is theirs to give: each such act is audited, none is prevented. 4. Who
// only helps an answer into another language or form knows no name and ends no case.

/** `interpreter`: of sign language or transcriber. `coordinator`: of the centre; directs cases and judges exceptions. */
export const STAFF_ROLES = [
  'officer',
  'approver',
  'interpreter',
  'unit-head',
  'coordinator',
  'auditor',
  'administrator',
] as const;
export type StaffRole = (typeof STAFF_ROLES)[number];

export const PERMISSIONS = [
  'case.read',
  /** Name, number, address and contacts of an applicant who is not hidden. */
  'case.read-identity',
  /** Sending an answer, and all that goes to the citizen under the institution's name. */
  'case.answer',
  /** Its videos, sounds, documents and captions, until somebody sends them. */
  'answer.prepare',
  /** Another's draft, where the institution wants four eyes. */
  'case.approve',
  'case.transfer',
  /** To a person. */
  'case.assign',
  'case.note',
  'transcript.offer',
  'clip.record',
  'clip.publish',
  /** Of the own institution; the centre's of all (directory-scope.ts). */
  'directory.edit',
  /** The days by which everybody's deadlines are counted. */
  'holidays.edit',
  'account.manage',
  'figures.read',
  'audit.read',
  /** Closing a case without the form that the citizen asked for, with a reason. */
  'answer.override',
] as const;
export type Permission = (typeof PERMISSIONS)[number];

const PREPARING = [
  'case.read',
  'answer.prepare',
  'case.note',
  'transcript.offer',
] as const satisfies readonly Permission[];
const CASEWORK = [...PREPARING, 'case.read-identity', 'case.answer'] as const satisfies readonly Permission[];

const ALLOWED: Readonly<Record<StaffRole, readonly Permission[]>> = {
  officer: [...CASEWORK, 'case.transfer'],
  approver: [...CASEWORK, 'case.transfer', 'case.approve'],
  interpreter: [...PREPARING, 'clip.record'],
  'unit-head': [...CASEWORK, 'case.transfer', 'case.approve', 'case.assign', 'figures.read'],
  coordinator: [
    ...CASEWORK,
    'case.transfer',
    'case.approve',
    'case.assign',
    'clip.record',
    'clip.publish',
    'figures.read',
    'answer.override',
  ],
  auditor: ['case.read', 'figures.read', 'audit.read'],
  administrator: ['directory.edit', 'holidays.edit', 'account.manage'],
};

/** Of the centre alone: what is meant for everybody's citizens. */
const OF_CENTRE: readonly Permission[] = ['clip.publish', 'holidays.edit'];

/** What a role may at all; `mayAt` where the institution matters, too. */
export function may(role: StaffRole, permission: Permission): boolean {
  return ALLOWED[role].includes(permission);
}

/** null is the centre. */
interface Seat {
  role: StaffRole;
  institutionId: string | null;
}

export function mayAt({ role, institutionId }: Seat, permission: Permission): boolean {
  return may(role, permission) && (institutionId === null || !OF_CENTRE.includes(permission));
}

/** Invariant 3. @param ofAccount the institution of an account, before or after a change */
export function managesAccountsOf({ role, institutionId }: Seat, ofAccount: string | null): boolean {
  return may(role, 'account.manage') && (institutionId === null || institutionId === ofAccount);
}
