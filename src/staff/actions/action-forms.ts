// What each action of an officer asks for before it can be done (src/domain/staff-action.ts), as data: one form serves all.

import type { StaffAction, StaffActionKind } from '../../domain/staff-action.ts';

type Keys<Action> = Action extends unknown ? keyof Action : never;

export interface ActionForm {
  /** Which of its fields is the institution, if any. */
  institution?: 'to' | 'institutionId';
  /** Which of its fields is written. */
  text?: Extract<Keys<StaffAction>, 'reason' | 'question' | 'text' | 'explanation'>;
  /** A sum is written. */
  amount?: true;
  /** A ground of the law is chosen. */
  ground?: true;
  /** A unit and a colleague are chosen; either may be nobody. */
  place?: true;
}

export const ACTION_FORMS: Readonly<Record<StaffActionKind, ActionForm>> = {
  transfer: { institution: 'to', text: 'reason' },
  assign: { institution: 'to' },
  'ask-information': { text: 'question' },
  'ask-fee': { amount: true, text: 'text' },
  'ask-opinion': { institution: 'institutionId', text: 'question' },
  'give-opinion': { text: 'text' },
  extend: { text: 'reason' },
  approve: {},
  'send-back': { text: 'reason' },
  close: {},
  'not-examined': { ground: true, text: 'explanation' },
  note: { text: 'text' },
  place: { place: true },
  'grant-erasure': {},
  'refuse-erasure': { text: 'reason' },
};

/** Nothing is filled in: the press itself asks. */
export type ImmediateKind = 'approve' | 'close' | 'grant-erasure';
export type FilledKind = Exclude<StaffActionKind, ImmediateKind>;
export type WrittenKind = Exclude<FilledKind, 'assign' | 'place'>;
/** The citizen is told, or a clock moves: it asks once before. What stays between officers does not. */
export type AskingKind = Exclude<StaffActionKind, 'ask-opinion' | 'send-back' | 'note' | 'place'>;

export function isImmediate(kind: StaffActionKind): kind is ImmediateKind {
  return kind === 'approve' || kind === 'close' || kind === 'grant-erasure';
}

export function isWritten(kind: StaffActionKind): kind is WrittenKind {
  return ACTION_FORMS[kind].text !== undefined;
}

export function asksFirst(kind: StaffActionKind): kind is AskingKind {
  return kind !== 'ask-opinion' && kind !== 'send-back' && kind !== 'note' && kind !== 'place';
}

type ActionField = 'institution' | 'whose' | 'amount' | 'text' | 'ground' | 'override' | 'unit' | 'colleague';

/** Of a control of the action's form. */
export function actionFieldId(kind: StaffActionKind, field: ActionField): string {
  return `action-${kind}-${field}`;
}

/** Of the button that opens the form. */
export function actionButtonId(kind: StaffActionKind): string {
  return `action-${kind}`;
}
