// Documents of an answer: files that go with its text and never stand for it. A document is told by a name that the officer
// gives it, because the name of a file says little to the ear; a picture by what it shows, too (WCAG 1.1.1).

import * as v from 'valibot';
import { ANSWER_MEDIA_KINDS, type AnswerMediaKind } from './answer-in-kind.ts';
import { codePointCount, isSafeText, isVisible } from './text.ts';

export const ANSWER_DOCUMENT_KINDS = ['document', 'photo'] as const;
export type AnswerDocumentKind = (typeof ANSWER_DOCUMENT_KINDS)[number];

/** Whatever an officer attaches to an answer. */
export const ANSWER_FILE_KINDS = [...ANSWER_MEDIA_KINDS, ...ANSWER_DOCUMENT_KINDS] as const;
export type AnswerFileKind = (typeof ANSWER_FILE_KINDS)[number];

export function isDocumentKind(kind: AnswerFileKind): kind is AnswerDocumentKind {
  return kind === 'document' || kind === 'photo';
}

export function isMediaKind(kind: AnswerFileKind): kind is AnswerMediaKind {
  return !isDocumentKind(kind);
}

/** In code points. */
export const DOCUMENT_TEXT_LIMITS = { name: 100, alternative: 1_000 } as const;

const words = (max: number) =>
  v.pipe(
    v.string(),
    v.check(isVisible, 'required'),
    v.check((given) => codePointCount(given) <= max, 'too-long'),
    v.check(isSafeText, 'forbidden-characters'),
  );

export const documentNameSchema = words(DOCUMENT_TEXT_LIMITS.name);
/** What a picture shows, for whoever does not see it. */
export const alternativeSchema = words(DOCUMENT_TEXT_LIMITS.alternative);

/** Whether what is said of a file says it to everybody: a picture needs its words, a document has words of its own. */
export function isDescribed(kind: AnswerDocumentKind, alternative: string | null | undefined): boolean {
  return kind !== 'photo' || isVisible(alternative ?? '');
}

/** What a file is, in one word that people know; undefined where nobody would. */
export type DocumentFormat = 'pdf' | 'text' | 'spreadsheet' | 'presentation' | 'picture';

export function formatOf(mediaType: string): DocumentFormat | undefined {
  if (mediaType === 'application/pdf') return 'pdf';
  if (mediaType.startsWith('image/')) return 'picture';
  if (/opendocument\.text$|wordprocessingml\.document$/.test(mediaType)) return 'text';
  if (/opendocument\.spreadsheet$|spreadsheetml\.sheet$/.test(mediaType)) return 'spreadsheet';
  return /opendocument\.presentation$|presentationml\.presentation$/.test(mediaType)
    ? 'presentation'
    : undefined;
}

const EXTENSIONS: Readonly<Record<string, string>> = {
  'application/pdf': 'pdf',
  'image/jpeg': 'jpg',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': 'pptx',
  'application/vnd.oasis.opendocument.text': 'odt',
  'application/vnd.oasis.opendocument.spreadsheet': 'ods',
  'application/vnd.oasis.opendocument.presentation': 'odp',
};

/** Under which a document is saved: its name as every file system takes it, and the ending that opens its program. */
export function fileNameOf(name: string, mediaType: string): string {
  const plain = name
    .replace(/[\p{Cc}\p{Cf}"*/:<>?\\|]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[\s.]+|[\s.]+$/g, '');
  const extension = EXTENSIONS[mediaType];
  const base = plain === '' ? 'belge' : plain;
  return extension === undefined || base.toLowerCase().endsWith(`.${extension}`)
    ? base
    : `${base}.${extension}`;
}
