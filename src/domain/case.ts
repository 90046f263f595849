// The life of a case, from acceptance on. Events are appended, never changed; the state is what they add up to.
//
//     received ──assigned──▶ assigned ──answered──▶ answered

export type CaseEvent =
  | { kind: 'received'; at: string }
  | { kind: 'assigned'; at: string; institutionId: string }
  | { kind: 'answered'; at: string; institutionId: string; replyId: string };

export type CaseState =
  | { state: 'received' }
  | { state: 'assigned'; institutionId: string }
  | { state: 'answered'; institutionId: string; replyId: string };

export const CASE_STATES = ['received', 'assigned', 'answered'] as const;

/** The state after an event, or undefined when the event does not fit the state. */
export function stepCase(state: CaseState | undefined, event: CaseEvent): CaseState | undefined {
  switch (event.kind) {
    case 'received':
      return state === undefined ? { state: 'received' } : undefined;
    case 'assigned':
      return state?.state === 'received' || state?.state === 'assigned'
        ? { state: 'assigned', institutionId: event.institutionId }
        : undefined;
    case 'answered':
      return state?.state === 'assigned' && state.institutionId === event.institutionId
        ? { state: 'answered', institutionId: event.institutionId, replyId: event.replyId }
        : undefined;
  }
}
