// The rules that hold an application: each field by its schema, which fields a kind requires, and places that exist.
// The same function judges one page on the device, the whole before freezing, and the body on the server.

import * as v from 'valibot';
import {
  type AnswerField,
  type Answers,
  type Application,
  answerSchemas,
  applicationSchema,
} from './application.ts';
import { isToldByRecording } from './attachment.ts';
import { dropSeparators, toLatinDigits } from './digits.ts';
import { parsePhone } from './phone.ts';
import { isRequired, REQUIRED_FIELDS } from './requirements.ts';
import { codePointCount, isVisible, normaliseLine, normaliseText } from './text.ts';
import { TEXT_LIMITS } from './text-limits.ts';
import { isViolationCode, type Violation, type ViolationCode } from './violation.ts';

export interface ApplicationRules {
  /** Longest description in code points; set by the operator. */
  descriptionMaxLength: number;
  /** Whether the district belongs to the province (plate code). */
  isPlace: (province: string, district: string) => boolean;
}

// Building the schemas takes several times as long as judging by them, and the operator's limit seldom changes.
const answerSchemasOf = rememberLatest(answerSchemas);
const applicationSchemaOf = rememberLatest(applicationSchema);

/** For a function whose result depends on its argument alone: builds again only when the argument has changed. */
function rememberLatest<Result>(build: (argument: number) => Result): (argument: number) => Result {
  let latest: { argument: number; result: Result } | undefined;
  return (argument) => {
    if (latest?.argument !== argument) latest = { argument, result: build(argument) };
    return latest.result;
  };
}

/**
 * The answers in the one form in which they are judged and sent. What cannot be read (a telephone number with
 * letters) stays as typed, so that the violation names it; an answer with nothing to read in it (empty, or only
 * invisible marks, which keyboards and clipboards leave behind) counts as not given.
 */
export function normaliseAnswers(answers: Answers): Answers {
  const result: Answers = { ...answers };
  for (const field of ['subject', 'fullName', 'email', 'district'] as const) {
    if (result[field] !== undefined) result[field] = normaliseLine(result[field]);
  }
  for (const field of ['description', 'addressText', 'placeDetail'] as const) {
    if (result[field] !== undefined) result[field] = normaliseText(result[field]);
  }
  if (result.identityNumber !== undefined) {
    result.identityNumber = dropSeparators(toLatinDigits(result.identityNumber));
  }
  if (result.phone !== undefined) {
    const phone = parsePhone(result.phone);
    result.phone = phone.ok ? phone.e164 : result.phone.trim();
  }
  for (const field of Object.keys(result) as AnswerField[]) {
    const value = result[field];
    if (value === undefined || (typeof value === 'string' && !isVisible(value))) delete result[field];
  }
  if (result.attachments?.length === 0) delete result.attachments;
  if (!result.addressText && !isRequired('addressText', result.kind)) delete result.addressKind;
  return result;
}

/**
 * Judges some fields of normalised answers.
 * @param fields the fields of one page, or all of them
 * @returns violations in the order of the fields, at most one for each
 */
export function findViolations(
  answers: Answers,
  fields: readonly AnswerField[],
  rules: ApplicationRules,
): Violation[] {
  const schemas = answerSchemasOf(rules.descriptionMaxLength);
  const violations: Violation[] = [];
  for (const field of fields) {
    const value = answers[field];
    if (value === undefined) {
      if (isRequired(field, answers.kind) && !isTold(field, answers))
        violations.push({ field, code: 'required' });
      continue;
    }
    const result = v.safeParse(schemas[field], value, { abortEarly: true, abortPipeEarly: true });
    if (!result.success) violations.push(toViolation(result.issues[0], field, rules));
  }
  return [...violations, ...misplaced(answers, fields, violations, rules)];
}

export type ParsedApplication =
  | { ok: true; application: Application }
  | { ok: false; violations: Violation[] };

/** Judges a whole application as it arrives: shape, fields, required fields, place. */
export function parseApplication(input: unknown, rules: ApplicationRules): ParsedApplication {
  const schema = applicationSchemaOf(rules.descriptionMaxLength);
  const shape = v.safeParse(schema, input, { abortPipeEarly: true });
  if (!shape.success) {
    return {
      ok: false,
      violations: firstOfField(shape.issues.map((issue) => toViolation(issue, fieldOf(issue), rules))),
    };
  }
  const application = shape.output;
  const missing = REQUIRED_FIELDS[application.kind]
    .filter((field) => application[field] === undefined && !isTold(field, application))
    .map((field): Violation => ({ field, code: 'required' }));
  const violations = [...missing, ...misplaced(application, ['district'], missing, rules)];
  return violations.length > 0 ? { ok: false, violations } : { ok: true, application };
}

/** The description is not missing where a recording stands for it. */
function isTold(field: AnswerField, { attachments }: Answers): boolean {
  return field === 'description' && isToldByRecording(attachments);
}

function misplaced(
  answers: Answers,
  fields: readonly AnswerField[],
  found: readonly Violation[],
  rules: ApplicationRules,
): Violation[] {
  const { province, district } = answers;
  if (!fields.includes('district') || district === undefined) return [];
  if (found.some(({ field }) => field === 'province' || field === 'district')) return [];
  return province !== undefined && rules.isPlace(province, district)
    ? []
    : [{ field: 'district', code: 'not-in-list' }];
}

/** A field is named once, with its first fault. */
function firstOfField(violations: readonly Violation[]): Violation[] {
  return violations.filter(
    ({ field }, index) => violations.findIndex((other) => other.field === field) === index,
  );
}

function fieldOf(issue: v.BaseIssue<unknown>): string {
  const key = issue.path?.[0]?.key;
  return typeof key === 'string' ? key : '';
}

function toViolation(issue: v.BaseIssue<unknown>, field: string, rules: ApplicationRules): Violation {
  const code = codeOf(issue);
  if (code !== 'too-long' || typeof issue.input !== 'string') return { field, code };
  const limits: Readonly<Record<string, number>> = { ...TEXT_LIMITS, district: 60, noticeVersion: 20 };
  const max =
    field === 'description' ? rules.descriptionMaxLength : (limits[field] ?? TEXT_LIMITS.institutionName);
  return { field, code, params: { max, length: codePointCount(issue.input) } };
}

function codeOf(issue: v.BaseIssue<unknown>): ViolationCode {
  if (isViolationCode(issue.message)) return issue.message;
  return issue.received === 'undefined' ? 'required' : 'format';
}
