// The sentence for a violation: the field's own where a person is helped by it, else the general one.

import type { AnswerField } from '../../../domain/application.ts';
import type { Violation, ViolationCode } from '../../../domain/violation.ts';
import type { MessageKey, Translate } from '../../../i18n/translate.ts';

type FieldTexts = Readonly<Partial<Record<AnswerField, MessageKey>>>;

const SPECIFIC: Readonly<Partial<Record<ViolationCode, FieldTexts>>> = {
  required: {
    kind: 'violation.required.kind',
    addressee: 'violation.required.addressee',
    province: 'violation.required.province',
    district: 'violation.required.district',
    placeDetail: 'violation.required.placeDetail',
    subject: 'violation.required.subject',
    description: 'violation.required.description',
    beforeCourt: 'violation.required.beforeCourt',
    fullName: 'violation.required.fullName',
    identityNumber: 'violation.required.identityNumber',
    addressKind: 'violation.required.addressKind',
    addressText: 'violation.required.addressText',
    phone: 'violation.required.phone',
    hideIdentity: 'violation.required.hideIdentity',
    formats: 'violation.required.formats',
    noticeVersion: 'violation.required.noticeVersion',
  },
  'too-long': {
    placeDetail: 'violation.too-long.placeDetail',
    subject: 'violation.too-long.subject',
    description: 'violation.too-long.description',
    fullName: 'violation.too-long.fullName',
    addressText: 'violation.too-long.addressText',
    email: 'violation.too-long.email',
  },
  'forbidden-characters': {
    placeDetail: 'violation.forbidden-characters.placeDetail',
    subject: 'violation.forbidden-characters.subject',
    description: 'violation.forbidden-characters.description',
    fullName: 'violation.forbidden-characters.fullName',
    addressText: 'violation.forbidden-characters.addressText',
    email: 'violation.forbidden-characters.email',
  },
  format: { addressee: 'violation.format.addressee', coordinates: 'violation.format.coordinates' },
  'digits-only': { identityNumber: 'violation.digits-only.identityNumber' },
  'eleven-digits': { identityNumber: 'violation.eleven-digits.identityNumber' },
  checksum: { identityNumber: 'violation.checksum.identityNumber' },
  'not-in-list': { district: 'violation.not-in-list.district' },
};

/** What is wrong and how to mend it; without a full stop, as it stands in lists and beside fields. */
export function violationText(t: Translate, { field, code, params }: Violation): string {
  const texts: Readonly<Record<string, MessageKey>> = SPECIFIC[code] ?? {};
  return t(texts[field] ?? `violation.${code}`, params);
}
