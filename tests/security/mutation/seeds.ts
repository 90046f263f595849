// The good files that are mutated: small ones of every accepted kind.

import type { AttachmentKind } from '../../../src/domain/attachment.ts';
import { odfParts, ooxmlParts, pdfOf, zipOf } from '../../fixtures/attachments/documents.ts';
import { IMAGE_FORMATS, taggedImage } from '../../fixtures/attachments/images.ts';
import { HAS_FFMPEG, type RecordingOptions, recording } from '../../fixtures/attachments/recordings.ts';

export interface Seed {
  kind: AttachmentKind;
  bytes: Buffer;
}

const RECORDINGS: readonly (readonly [AttachmentKind, RecordingOptions])[] = [
  ['sign-video', { format: 'webm', size: '160x120', seconds: 0.4, isSilent: true }],
  ['video', { format: 'mp4', size: '160x120', seconds: 0.4 }],
  ['video', { format: 'mkv', size: '160x120', seconds: 0.4 }],
  ['voice', { format: 'webm', seconds: 0.4 }],
  ['voice', { format: 'mp4', seconds: 0.4 }],
  ['audio', { format: 'ogg', seconds: 0.4 }],
  ['audio', { format: 'mp3', seconds: 0.4 }],
  ['audio', { format: 'wav', seconds: 0.2 }],
  ['audio', { format: 'flac', seconds: 0.2 }],
];

/** Without ffmpeg there are no recordings among them. */
export async function goodFiles(): Promise<Seed[]> {
  const images = await Promise.all(
    IMAGE_FORMATS.map(async (format) => ({ kind: 'photo' as const, bytes: await taggedImage(format) })),
  );
  const documents = [
    pdfOf({ packedObject: '<</Type/Font>>' }),
    zipOf(ooxmlParts('docx')),
    zipOf(odfParts('spreadsheet')),
  ].map((bytes) => ({ kind: 'document' as const, bytes }));
  const recordings = HAS_FFMPEG
    ? RECORDINGS.map(([kind, options]) => ({ kind, bytes: recording(options) }))
    : [];
  return [...images, ...documents, ...recordings];
}
