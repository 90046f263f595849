// A violation is a value: which field, which rule, and the figures that the sentence about it needs.

export const VIOLATION_CODES = [
  'required',
  'too-long',
  'forbidden-characters',
  'format',
  'digits-only',
  'eleven-digits',
  'checksum',
  'name-and-surname',
  'phone',
  'email',
  'not-in-list',
] as const;
export type ViolationCode = (typeof VIOLATION_CODES)[number];

export interface Violation {
  /** The field's name in the application; '' when the whole is meant. */
  field: string;
  code: ViolationCode;
  /** With 'too-long': the limit and the length found, both in code points. */
  params?: { max: number; length: number } | undefined;
}

export function isViolationCode(text: string): text is ViolationCode {
  return (VIOLATION_CODES as readonly string[]).includes(text);
}
