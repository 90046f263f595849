// What a citizen writes: the answers of a Draft, and the Application that "Gönder" freezes out of them.
// Both have the same flat fields under the same names, so that nothing is mapped on the way to the server.
// One set of field schemas serves the page that asks, the freezing and the server; a message is a violation code.

import * as v from 'valibot';
import { attachmentsSchema } from './attachment.ts';
import { isCivilDate } from './civil-date.ts';
import { isEmail } from './email.ts';
import { parseIdentityNumber } from './identity-number.ts';
import { ANSWER_FORMATS, APPLICATION_KINDS } from './kinds.ts';
import { parsePhone } from './phone.ts';
import type { Refusal } from './refusal.ts';
import { codePointCount, isSafeLine, isSafeName, isSafeText, isVisible } from './text.ts';
import { TEXT_LIMITS } from './text-limits.ts';

const APPLICATION_LOCALES = ['tr', 'en', 'ar', 'tr-simple'] as const;

/** No operator may allow a longer description: the whole application stays under the server's body limit. */
export const DESCRIPTION_CEILING = 20_000;

const maxCodePoints = (max: number) =>
  v.check<string, string>((text) => codePointCount(text) <= max, 'too-long');
const line = (max: number) =>
  v.pipe(
    v.string(),
    v.nonEmpty('required'),
    v.check(isVisible, 'required'),
    maxCodePoints(max),
    v.check(isSafeLine, 'forbidden-characters'),
  );
const lines = (max: number) =>
  v.pipe(
    v.string(),
    v.nonEmpty('required'),
    v.check(isVisible, 'required'),
    maxCodePoints(max),
    v.check(isSafeText, 'forbidden-characters'),
  );

const addressee = v.variant('kind', [
  v.object({ kind: v.literal('unknown') }),
  v.object({
    kind: v.literal('institution'),
    institutionId: v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,80}$/, 'format')),
    name: line(TEXT_LIMITS.institutionName),
  }),
]);
export type Addressee = v.InferOutput<typeof addressee>;

/** WGS 84, degrees with decimals. */
export const coordinatesSchema = v.object({
  latitude: v.pipe(v.number(), v.minValue(-90), v.maxValue(90)),
  longitude: v.pipe(v.number(), v.minValue(-180), v.maxValue(180)),
  accuracyMetres: v.pipe(v.number(), v.minValue(0), v.maxValue(1_000_000)),
});
export type Coordinates = v.InferOutput<typeof coordinatesSchema>;

const identityNumber = v.pipe(
  v.string(),
  v.nonEmpty('required'),
  v.check((typed) => reasonOf(parseIdentityNumber(typed)) !== 'characters', 'digits-only'),
  v.check((typed) => reasonOf(parseIdentityNumber(typed)) !== 'length', 'eleven-digits'),
  v.check((typed) => parseIdentityNumber(typed).ok, 'checksum'),
);

function reasonOf(result: { ok: true } | { ok: false; reason: string }): string | undefined {
  return result.ok ? undefined : result.reason;
}

/** Schemas of the fields that a citizen answers. @param descriptionMaxLength in code points */
export function answerSchemas(descriptionMaxLength: number) {
  return {
    kind: v.picklist(APPLICATION_KINDS),
    addressee,
    /** The plate number, 01 to 81. */
    province: v.pipe(v.string(), v.regex(/^(0[1-9]|[1-7]\d|8[01])$/, 'required')),
    district: line(60),
    placeDetail: lines(TEXT_LIMITS.placeDetail),
    coordinates: coordinatesSchema,
    subject: line(TEXT_LIMITS.subject),
    description: lines(descriptionMaxLength),
    attachments: attachmentsSchema,
    beforeCourt: v.boolean(),
    fullName: v.pipe(
      v.string(),
      v.nonEmpty('required'),
      maxCodePoints(TEXT_LIMITS.fullName),
      v.check(isSafeName, 'forbidden-characters'),
      v.check((name) => /\p{L}.*\s.*\p{L}/u.test(name), 'name-and-surname'),
    ),
    identityNumber,
    addressKind: v.picklist(['home', 'work']),
    addressText: lines(TEXT_LIMITS.addressText),
    phone: v.pipe(
      v.string(),
      v.nonEmpty('required'),
      v.check((typed) => parsePhone(typed).ok, 'phone'),
    ),
    email: v.pipe(
      v.string(),
      v.nonEmpty('required'),
      maxCodePoints(TEXT_LIMITS.email),
      v.check(isSafeLine, 'forbidden-characters'),
      v.check(isEmail, 'email'),
    ),
    hideIdentity: v.boolean(),
    formats: v.pipe(
      v.array(v.picklist(ANSWER_FORMATS)),
      v.minLength(1, 'required'),
      v.check((formats) => new Set(formats).size === formats.length, 'format'),
    ),
    noticeVersion: line(20),
  };
}

type AnswerSchemas = ReturnType<typeof answerSchemas>;
export type AnswerField = keyof AnswerSchemas;
/** What the citizen has answered so far, as typed. */
export type Answers = { [F in AnswerField]?: v.InferOutput<AnswerSchemas[F]> | undefined };

/**
 * The frozen application as it crosses the wire. Which optional fields a kind requires is decided in
 * validation.ts; a field that a kind does not ask may be absent.
 */
export function applicationSchema(descriptionMaxLength: number) {
  const fields = answerSchemas(descriptionMaxLength);
  return v.object({
    version: v.literal(1),
    ...fields,
    province: v.optional(fields.province),
    district: v.optional(fields.district),
    placeDetail: v.optional(fields.placeDetail),
    coordinates: v.optional(fields.coordinates),
    // Required where no recording stands for it (validation.ts).
    description: v.optional(fields.description),
    attachments: v.optional(fields.attachments),
    beforeCourt: v.optional(fields.beforeCourt),
    fullName: v.optional(fields.fullName),
    identityNumber: v.optional(fields.identityNumber),
    addressKind: v.optional(fields.addressKind),
    addressText: v.optional(fields.addressText),
    phone: v.optional(fields.phone),
    email: v.optional(fields.email),
    locale: v.picklist(APPLICATION_LOCALES),
    // The form alone is not enough: `+03` fits ISO 8601 and is no instant to an engine, 31 February is another day.
    writtenAt: v.pipe(
      v.string(),
      v.isoTimestamp('format'),
      v.check((text) => !Number.isNaN(Date.parse(text)) && isCivilDate(text.slice(0, 10)), 'format'),
    ),
    // 32 bytes in their one spelling: the last letter has two bits to spare, and another in them would be another key.
    trackingKey: v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/, 'format')),
  });
}

export type Application = v.InferOutput<ReturnType<typeof applicationSchema>>;

/** A draft lives on the device only and is saved at every change. Instants are milliseconds of the device's clock. */
export interface Draft {
  id: string;
  answers: Answers;
  createdAt: number;
  changedAt: number;
  /** Made when the citizen reaches the last page; kept so that coming back shows the same code. */
  tracking?: { code: string; key: string };
  /** Of a draft that was sent once and not accepted. */
  refusal?: Refusal | undefined;
}
