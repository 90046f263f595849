// The values of which a PDF consists (ISO 32000-2 § 7.3), read from a place in its text. Whatever is not as the standard says
// is no value: nothing here guesses.

export type PdfValue =
  | null
  | boolean
  | number
  | { kind: 'name'; name: string }
  /** One character for each byte. */
  | { kind: 'string'; bytes: string }
  | { kind: 'reference'; object: number }
  | readonly PdfValue[]
  | PdfDictionary;
export type PdfDictionary = ReadonlyMap<string, PdfValue>;

export interface PdfToken {
  value: PdfValue;
  /** Behind the value. */
  end: number;
}

const MAX_DEPTH = 64;
/** A remark ends where its line does, so that there is one way to read it. */
const BLANK = /(?:[\0\t\n\f\r ]|%[^\r\n]*(?![^\r\n]))*/y;
const REFERENCE = /(\d{1,10})[\0\t\n\f\r ]+\d{1,5}[\0\t\n\f\r ]+R(?![^\0\t\n\f\r ()<>[\]{}/%])/y;
const NUMBER = /[+-]?(?:\d+\.?\d*|\.\d+)/y;
const NAME = /\/([^\0\t\n\f\r ()<>[\]{}/%]*)/y;
const HEX = /<([0-9A-Fa-f\0\t\n\f\r ]*)>/y;
const WORD = /(?:true|false|null)(?![^\0\t\n\f\r ()<>[\]{}/%])/y;
const WORDS: Readonly<Record<string, PdfValue>> = { true: true, false: false, null: null };

/** @param text one character for each byte @returns undefined where there is no value */
export function readPdfValue(text: string, from: number, depth = 0): PdfToken | undefined {
  if (depth > MAX_DEPTH) return undefined;
  const at = skipBlank(text, from);
  if (text.startsWith('<<', at)) return readDictionary(text, at + 2, depth);
  switch (text[at]) {
    case '[':
      return readArray(text, at + 1, depth);
    case '(':
      return readString(text, at + 1);
    case '<': {
      const hex = match(HEX, text, at);
      return hex && { value: { kind: 'string', bytes: fromHex(hex[1] ?? '') }, end: at + hex[0].length };
    }
    case '/': {
      const name = match(NAME, text, at);
      return name && { value: { kind: 'name', name: unescapeName(name[1] ?? '') }, end: at + name[0].length };
    }
  }
  const reference = match(REFERENCE, text, at);
  if (reference)
    return { value: { kind: 'reference', object: Number(reference[1]) }, end: at + reference[0].length };
  const number = match(NUMBER, text, at);
  if (number) return { value: Number(number[0]), end: at + number[0].length };
  const word = match(WORD, text, at);
  return word && { value: WORDS[word[0]] ?? null, end: at + word[0].length };
}

/** The text of a string (§ 7.9.2.2), as far as it matters whether there is any. */
export function textOfPdfString(bytes: string): string {
  const buffer = Buffer.from(bytes, 'latin1');
  if (bytes.startsWith('\xfe\xff'))
    return buffer
      .subarray(2, buffer.length & ~1)
      .swap16()
      .toString('utf16le');
  return bytes.startsWith('\xef\xbb\xbf') ? buffer.toString('utf8', 3) : bytes;
}

function skipBlank(text: string, from: number): number {
  return from + (match(BLANK, text, from)?.[0].length ?? 0);
}

function match(pattern: RegExp, text: string, at: number): RegExpExecArray | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text) ?? undefined;
}

function readDictionary(text: string, from: number, depth: number): PdfToken | undefined {
  const entries = new Map<string, PdfValue>();
  let at = skipBlank(text, from);
  while (!text.startsWith('>>', at)) {
    const key = text[at] === '/' ? readPdfValue(text, at, depth + 1) : undefined;
    const entry = key && readPdfValue(text, key.end, depth + 1);
    if (!entry) return undefined;
    entries.set((key.value as { name: string }).name, entry.value);
    at = skipBlank(text, entry.end);
  }
  return { value: entries, end: at + 2 };
}

function readArray(text: string, from: number, depth: number): PdfToken | undefined {
  const values: PdfValue[] = [];
  let at = skipBlank(text, from);
  while (text[at] !== ']') {
    const value = readPdfValue(text, at, depth + 1);
    if (!value) return undefined;
    values.push(value.value);
    at = skipBlank(text, value.end);
  }
  return { value: values, end: at + 1 };
}

/** Brackets in pairs are the string's own; a backslash takes the next character with it. */
function readString(text: string, from: number): PdfToken | undefined {
  let depth = 1;
  for (let at = from; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === '(') depth++;
    else if (text[at] === ')' && --depth === 0)
      return { value: { kind: 'string', bytes: unescapeString(text.slice(from, at)) }, end: at + 1 };
  }
  return undefined;
}

const ESCAPED: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

function unescapeString(raw: string): string {
  return raw.replace(/\\(?:([0-7]{1,3})|(\r\n|[\s\S]))/g, (_, octal: string | undefined, plain = '') => {
    if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8) & 0xff);
    return /^[\r\n]/.test(plain) ? '' : (ESCAPED[plain] ?? plain);
  });
}

function unescapeName(raw: string): string {
  return raw.replace(/#([0-9a-f]{2})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}

function fromHex(raw: string): string {
  const digits = raw.replace(/[^0-9a-f]/gi, '');
  return Buffer.from(digits.length % 2 === 0 ? digits : `${digits}0`, 'hex').toString('latin1');
}
