// Which answers each kind of application requires. Apart from the rules that judge the answers, because the pages ask
// this before anything has been answered.

import type { AnswerField } from './application.ts';
import type { ApplicationKind } from './kinds.ts';

const ALWAYS: readonly AnswerField[] = [
  'kind',
  'addressee',
  'subject',
  'description',
  'hideIdentity',
  'formats',
  'noticeVersion',
];
const PETITION: readonly AnswerField[] = ['fullName', 'identityNumber', 'addressKind', 'addressText'];

/**
 * Fields that a kind requires. A petition needs name and address (Law 3071 art. 4), an information request too
 * (Law 4982 art. 6); thanks and opinions ask for the name only; a disaster asks for what a rescuer needs.
 */
export const REQUIRED_FIELDS: Readonly<Record<ApplicationKind, readonly AnswerField[]>> = {
  request: [...ALWAYS, ...PETITION, 'province', 'district', 'beforeCourt'],
  complaint: [...ALWAYS, ...PETITION, 'province', 'district', 'beforeCourt'],
  'tip-off': [...ALWAYS, ...PETITION, 'province', 'district', 'beforeCourt'],
  information: [...ALWAYS, ...PETITION],
  opinion: [...ALWAYS, 'fullName'],
  thanks: [...ALWAYS, 'fullName'],
  disaster: [...ALWAYS, 'fullName', 'phone', 'province', 'district', 'placeDetail'],
};

/** Asked only of who must answer: nobody's number or address is collected for a word of thanks (Law 6698 art. 4). */
const ASKED_WHERE_REQUIRED: readonly AnswerField[] = [
  'beforeCourt',
  'identityNumber',
  'addressKind',
  'addressText',
];

/**
 * Whether the pages of a kind ask for the field. What another kind was asked stays in the draft, is not shown and not
 * sent. Before a kind is chosen everything may be asked, except whether the matter is before a court.
 */
export function isAsked(field: AnswerField, kind: ApplicationKind | undefined): boolean {
  if (!ASKED_WHERE_REQUIRED.includes(field)) return true;
  return kind ? isRequired(field, kind) : field !== 'beforeCourt';
}

/** Whether the field must be answered. Before a kind is chosen, only the kind must. */
export function isRequired(field: AnswerField, kind: ApplicationKind | undefined): boolean {
  return kind ? REQUIRED_FIELDS[kind].includes(field) : field === 'kind';
}
