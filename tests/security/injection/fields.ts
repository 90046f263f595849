// What a citizen can write, field by field: every text that the schemas of an application and of the acts take (schema-texts.ts), and
// what a phone keeps beside them. Whether a payload can stand in one, the server's own rules say. A field in which one can and that
// has no row in WRITTEN fails the test, and so does a row that no schema knows (payloads.test.ts).

import { EXAMPLE_APPLICATION, EXAMPLE_ATTACHMENT_ID } from '../../../server/http/examples.ts';
import { withKnownNotice } from '../../../server/http/take-body.ts';
import { applicationSchema } from '../../../src/domain/application.ts';
import { isPlace } from '../../../src/domain/places.ts';
import { parseThreadAct, threadActSchema } from '../../../src/domain/thread-act.ts';
import { parseApplication } from '../../../src/domain/validation.ts';
import type { Payload } from './payloads.ts';
import { type SchemaText, textsOf } from './schema-texts.ts';

const alone = (payload: string): string => payload;

/** How a payload is written into a field. */
export const WRITTEN = {
  'addressee.name': alone,
  placeDetail: alone,
  subject: alone,
  description: alone,
  fullName: (payload: string): string => `Ad ${payload} Soyad`,
  addressText: alone,
  email: (payload: string): string => `${payload}@ornek.example`,
  'addition text': alone,
  'information text': alone,
  'rating reason': alone,
  'objection text': alone,
  'withdrawal reason': alone,
  'erasure reason': alone,
  'transcript-verdict corrected text': alone,
  'notice-choice push target.endpoint': (payload: string): string => `https://push.example/${payload}`,
  /** Of a file that was chosen: it stays on the phone, and no schema refuses it. */
  'file name': alone,
} as const;
export type Field = keyof typeof WRITTEN;
export const FIELDS = Object.keys(WRITTEN) as Field[];
export const DEVICE_FIELDS: readonly Field[] = ['file name'];

/** An institution of the example directory. */
export const INSTITUTION_ID = 'ulusal-yol-bakim-kurumu';
const DESCRIPTION_MAX_LENGTH = 5_000;
const FILE = {
  id: EXAMPLE_ATTACHMENT_ID,
  kind: 'voice',
  role: 'supporting',
  mediaType: 'audio/wav',
  byteLength: 1,
  digest: 'a'.repeat(43),
};
/** Valid, with every field that there is. */
const APPLICATION = {
  ...EXAMPLE_APPLICATION,
  attachments: [FILE],
  addressee: { kind: 'institution', institutionId: INSTITUTION_ID, name: 'Kurum' },
};
/** As much as any act says: what a kind does not say is passed over. */
const ACT = {
  locale: 'tr',
  writtenAt: EXAMPLE_APPLICATION.writtenAt,
  attachmentId: EXAMPLE_ATTACHMENT_ID,
  transcriptId: EXAMPLE_ATTACHMENT_ID,
  replyId: EXAMPLE_ATTACHMENT_ID,
  questionId: EXAMPLE_ATTACHMENT_ID,
  score: 1,
  text: 'Metin',
  attachments: [FILE],
  isWanted: true,
  channel: 'email',
  target: { endpoint: 'https://push.example/a', p256dh: 'a'.repeat(87), auth: 'a'.repeat(22) },
};

/** A text that a schema takes, under the name by which WRITTEN knows it. */
interface Known extends SchemaText {
  name: string;
  accepts: (text: string) => boolean;
}

function put(whole: unknown, [first, ...rest]: readonly string[], text: string): unknown {
  if (first === undefined) return text;
  if (Array.isArray(whole))
    return whole.map((one, at) => (String(at) === first ? put(one, rest, text) : one));
  return { ...(whole as object), [first]: put((whole as Record<string, unknown>)[first], rest, text) };
}

const rules = { descriptionMaxLength: DESCRIPTION_MAX_LENGTH, isPlace };
const isApplication = (input: unknown): boolean => withKnownNotice(parseApplication(input, rules)).ok;
const isAct = (input: unknown): boolean => parseThreadAct(input).ok;

function known(found: SchemaText, example: object, isValid: (input: unknown) => boolean): Known {
  const { path, variant } = found;
  const name = [...(example === ACT ? Object.values(variant) : []), path.join('.')].join(' ');
  const whole = example === ACT ? { ...example, ...variant } : example;
  if (!isValid(whole)) throw new Error(`${name}: the example is not valid`);
  return { ...found, name, accepts: (text) => isValid(put(whole, path, text)) };
}

/** Every text of the schemas. */
export const SCHEMA_TEXTS: readonly Known[] = [
  ...textsOf(applicationSchema(DESCRIPTION_MAX_LENGTH)).map((found) =>
    known(found, APPLICATION, isApplication),
  ),
  ...textsOf(threadActSchema).map((found) => known(found, ACT, isAct)),
];
const BY_NAME = new Map(SCHEMA_TEXTS.map((one) => [one.name, one]));

/**
 * What is written into a field: its number tells the field, too, so that no two fields ever hold the same text, and what runs
 * names the place from which it came.
 * @returns undefined where the server's rules refuse it
 */
export function writtenIn(field: Field, { number, text }: Payload): string | undefined {
  const own = (FIELDS.indexOf(field) + 1) * 1_000 + number;
  const called = `__hit(${number})`;
  const marked = text.includes(called) ? text.replaceAll(called, () => `__hit(${own})`) : `${text}#${own}`;
  const written = WRITTEN[field](marked);
  const isTaken = DEVICE_FIELDS.includes(field)
    ? written.trim() !== ''
    : BY_NAME.get(field)?.accepts(written);
  return isTaken ? written : undefined;
}
