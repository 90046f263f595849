// Which files are taken, told before anything is chosen. Pure. What a file really is, the server finds out from its
// content; here a person is only kept from choosing in vain.

import type { AttachmentKind } from '../domain/attachment.ts';
import type { AttachmentLimits } from '../domain/attachment-limits.ts';
import { bareMediaType } from '../domain/media-type.ts';

export type FileKind = Exclude<AttachmentKind, 'voice' | 'sign-video'>;

export type FileFault =
  | 'empty'
  | 'kind'
  | 'too-large'
  | 'too-many'
  /** Changed or deleted after it was chosen. */
  | 'changed'
  /** Its content is not of the kind that its name and type say. */
  | 'content'
  /** Sound or film of a form that is refused there. */
  | 'form'
  /** A photo that is broken: of a form that every browser opens. */
  | 'damaged'
  /** A film or sound of which nothing can be played: its end, or what says how to read it, is missing. */
  | 'truncated'
  /** A photo in a form that this browser cannot open. */
  | 'photo'
  /** The same, in the form in which iPhones keep their photos. */
  | 'heic'
  /** A document of a form that is refused there, as macros could hide in it. */
  | 'old-office'
  | 'quota'
  | 'store'
  /** That to which it was to be added was sent or deleted meanwhile. */
  | 'gone';

const DOCUMENTS: Readonly<Record<string, string>> = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  odt: 'application/vnd.oasis.opendocument.text',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  ods: 'application/vnd.oasis.opendocument.spreadsheet',
  pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  odp: 'application/vnd.oasis.opendocument.presentation',
};

/** Nothing here opens these, and the server takes none. */
const OLD_OFFICE = /\.(?:doc|xls|ppt)$/i;

/** Browsers that know no such photo give it no type. */
const HEIC = /\.hei[cf]$/i;

const DOCUMENT_ENDS = Object.keys(DOCUMENTS).map((end) => `.${end}`);

/** For the picker, which only filters by it. */
export const ACCEPTED_FILES = ['image/*', 'audio/*', 'video/*', ...DOCUMENT_ENDS].join(',');
/** The same of an answer's documents and pictures. */
export const ACCEPTED_DOCUMENTS = ['image/*', ...DOCUMENT_ENDS].join(',');

/** A Word, Excel or PowerPoint document from before 2007. */
export function isOldOffice({ name }: { name: string }): boolean {
  return OLD_OFFICE.test(name);
}

/**
 * HEIC and HEIF by the brands in the first box (ISO/IEC 23008-12 § 10): pictures that are packed as HEVC.
 * @param head the first bytes of a file
 */
export function isHeic(head: Uint8Array): boolean {
  const text = (at: number): string => String.fromCharCode(...head.subarray(at, at + 4));
  if (head.length < 16 || text(4) !== 'ftyp') return false;
  const end = Math.min(head.length, new DataView(head.buffer, head.byteOffset).getUint32(0), 256);
  for (let at = 8; at + 4 <= end; at += 4) if (/^he(?:ic|ix|vc|vx|im|is)$/.test(text(at))) return true;
  return false;
}

/** @returns undefined for what is not taken: archives, programs, SVG, pages */
export function kindOfFile(file: {
  type: string;
  name: string;
}): { kind: FileKind; mediaType: string } | undefined {
  const end = /\.(\w+)$/.exec(file.name.toLowerCase())?.[1] ?? '';
  // Some systems give an office document no type, or a general one.
  const document = Object.hasOwn(DOCUMENTS, end) ? DOCUMENTS[end] : undefined;
  const mediaType = document ?? bareMediaType(file.type) ?? (HEIC.test(file.name) ? 'image/heic' : undefined);
  if (mediaType === undefined || mediaType === 'image/svg+xml') return undefined;
  if (Object.values(DOCUMENTS).includes(mediaType)) return { kind: 'document', mediaType };
  const [family] = mediaType.split('/');
  if (family === 'image') return { kind: 'photo', mediaType };
  if (family === 'audio' || family === 'video') return { kind: family, mediaType };
  return undefined;
}

/** @param count attachments that the application has already */
export function judgeFile(
  kind: FileKind,
  sizeBytes: number,
  count: number,
  limits: AttachmentLimits,
): FileFault | undefined {
  if (sizeBytes === 0) return 'empty';
  if (count >= limits.count) return 'too-many';
  return sizeBytes > limits.bytes[kind] ? 'too-large' : undefined;
}
