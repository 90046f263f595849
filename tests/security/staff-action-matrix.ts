// Who may do what in a case, action by action: rows as those of the routes (staff-route-matrix.ts).

import type { StaffActionKind } from '../../src/domain/staff-action.ts';
import { ANSWERERS, CASEWORKERS, HIDDEN, type Row } from './staff-route-matrix.ts';

const ACTION: Omit<Row, 'who' | 'own'> = { target: 'case', within: CASEWORKERS, ...HIDDEN };
const ID = '01a21c18-54ae-7368-9b08-44b8da7c50bb';

/**
 * Each action of a case that is assigned and waits for its answer. 409: it is theirs to do, and the case is not there yet (case-actions.test.ts
 * has it there). A kind without a row fails the build.
 */
export const ACTIONS: Readonly<Record<StaffActionKind, Row>> = {
  transfer: { ...ACTION, who: ANSWERERS, own: 201, body: { to: ':third', reason: 'Sizin.' } },
  // Of the centre alone; what somebody holds is theirs to forward.
  assign: {
    ...ACTION,
    who: '.......',
    own: 409,
    centre: { who: '...uc..', status: 409 },
    body: { to: ':third' },
  },
  'ask-information': { ...ACTION, who: ANSWERERS, own: 201, body: { question: 'Nerede?' } },
  // Of information requests alone.
  'ask-fee': { ...ACTION, who: ANSWERERS, own: 409, body: { amount: 4_500, text: 'Vezneye.' } },
  'ask-opinion': {
    ...ACTION,
    who: ANSWERERS,
    own: 201,
    body: { institutionId: ':third', question: 'Sizin mi?' },
  },
  'give-opinion': { ...ACTION, who: ANSWERERS, own: 409, body: { text: 'Bizim.' } },
  extend: { ...ACTION, who: ANSWERERS, own: 201, body: { reason: 'Keşif.' } },
  approve: { ...ACTION, who: '.a.uc..', own: 409, body: { replyId: ID } },
  'send-back': { ...ACTION, who: '.a.uc..', own: 409, body: { replyId: ID, reason: 'Eksik.' } },
  close: { ...ACTION, who: ANSWERERS, own: 409, body: {} },
  'not-examined': {
    ...ACTION,
    who: ANSWERERS,
    own: 201,
    body: { ground: 'no-subject', explanation: 'Belirli bir konu yok.' },
  },
  note: { ...ACTION, who: CASEWORKERS, own: 201, body: { text: 'Ekiple görüşüldü.' } },
  // On one's own desk; the centre has none in another institution.
  place: {
    ...ACTION,
    who: ANSWERERS,
    own: 201,
    centre: { status: 422 },
    body: { unitId: null, colleagueId: ':me' },
  },
  'grant-erasure': { ...ACTION, who: '.a.uc..', own: 409, body: {} },
  'refuse-erasure': { ...ACTION, who: '.a.uc..', own: 409, body: { reason: 'Dava sürüyor.' } },
};
