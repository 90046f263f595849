// What the review shows: the answers that would be sent, in the order of their pages, in words. Pure.

import type { AnswerField, Answers } from '../../../domain/application.ts';
import { isToldByRecording } from '../../../domain/attachment.ts';
import { fieldsOf, type Step, stepsFor } from '../../../domain/flow.ts';
import { IDENTITY_NUMBER_GROUPS } from '../../../domain/identity-number.ts';
import { showPhone } from '../../../domain/phone.ts';
import { PROVINCES } from '../../../domain/places.ts';
import type { Translate } from '../../../i18n/translate.ts';
import { groupDigits } from '../../../ui/number-field/group-digits.ts';

const ROWS = [
  { name: 'kind', fields: ['kind'] },
  { name: 'addressee', fields: ['addressee'] },
  { name: 'place', fields: ['province', 'district'] },
  { name: 'placeDetail', fields: ['placeDetail'] },
  { name: 'coordinates', fields: ['coordinates'] },
  { name: 'subject', fields: ['subject'] },
  { name: 'description', fields: ['description'] },
  { name: 'attachments', fields: ['attachments'] },
  { name: 'court', fields: ['beforeCourt'] },
  { name: 'fullName', fields: ['fullName'] },
  { name: 'identityNumber', fields: ['identityNumber'] },
  { name: 'address', fields: ['addressKind', 'addressText'] },
  { name: 'phone', fields: ['phone'] },
  { name: 'email', fields: ['email'] },
  { name: 'hideIdentity', fields: ['hideIdentity'] },
  { name: 'formats', fields: ['formats'] },
  { name: 'notice', fields: ['noticeVersion'] },
] as const satisfies readonly { name: string; fields: readonly [AnswerField, ...AnswerField[]] }[];

/** Rows whose value is the citizen's own text, in whatever language. */
export const OWN_WORDS: ReadonlySet<RowName> = new Set<RowName>([
  'placeDetail',
  'subject',
  'description',
  'fullName',
  'address',
]);

export type RowName = (typeof ROWS)[number]['name'];

export interface ReviewRow {
  name: RowName;
  step: Step;
  fields: readonly AnswerField[];
  /** The answer in words; undefined when there is none. */
  value: string | undefined;
}

/**
 * Rows of what the kind is asked. An answer that is not sent is not shown; neither is a description that a recording
 * stands for, nor the attachments where there are none: nobody is asked for either.
 */
export function reviewRows(answers: Answers, t: Translate): ReviewRow[] {
  const steps = stepsFor(answers.kind);
  return ROWS.flatMap(({ name, fields }) => {
    const step = steps.find((one) => fieldsOf(one, answers.kind).includes(fields[0]));
    if (!step) return [];
    const value = answerInWords(name, answers, t) || undefined;
    const isNotAsked =
      name === 'attachments' || (name === 'description' && isToldByRecording(answers.attachments));
    return value === undefined && isNotAsked ? [] : [{ name, step, fields, value }];
  });
}

function answerInWords(name: RowName, answers: Answers, t: Translate): string | undefined {
  const { kind, addressee, coordinates, formats } = answers;
  switch (name) {
    case 'kind':
      return kind && t(`kind.${kind}`);
    case 'addressee':
      return addressee?.kind === 'institution'
        ? addressee.name
        : addressee && t('flow.review.addresseeUnknown');
    case 'place':
      return [provinceOf(answers), answers.district].filter(Boolean).join(', ');
    case 'coordinates':
      return coordinates && t('flow.review.position', { metres: coordinates.accuracyMetres });
    case 'attachments':
      return answers.attachments?.map(({ kind }) => t(`attachment.${kind}`)).join(', ');
    case 'court':
      return yesOrNo(answers.beforeCourt, t);
    case 'identityNumber':
      return answers.identityNumber && groupDigits(answers.identityNumber, IDENTITY_NUMBER_GROUPS);
    case 'phone':
      return answers.phone && showPhone(answers.phone);
    case 'address':
      return addressOf(answers, t);
    case 'hideIdentity':
      return yesOrNo(answers.hideIdentity, t);
    case 'formats':
      return formats?.map((format) => t(`format.${format}`)).join(', ');
    case 'notice':
      return answers.noticeVersion && t('flow.review.noticeRead');
    case 'placeDetail':
    case 'subject':
    case 'description':
    case 'fullName':
    case 'email':
      return answers[name];
  }
}

function provinceOf({ province }: Answers): string | undefined {
  return PROVINCES.find(({ plate }) => plate === province)?.province;
}

function yesOrNo(value: boolean | undefined, t: Translate): string | undefined {
  return value === undefined ? undefined : t(value ? 'flow.yes' : 'flow.no');
}

function addressOf({ addressKind, addressText }: Answers, t: Translate): string | undefined {
  if (!addressText) return undefined;
  if (!addressKind) return addressText;
  return `${t(addressKind === 'home' ? 'flow.review.homeAddress' : 'flow.review.workAddress')}\n${addressText}`;
}
