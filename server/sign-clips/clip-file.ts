// A file of a clip as it is served: under the digest of its content, so that a device may keep it for ever.

import type { Readable } from 'node:stream';
import type { SignClip } from '../../src/domain/sign-clip-wire.ts';
import { SIGN_CLIP_PATHS } from '../../src/domain/sign-clip-wire.ts';
import { pathOf } from '../../src/domain/wire.ts';
import type { ByteRange } from '../attachments/blob-store/blob-store.ts';

export type ClipForm = 'mp4' | 'webm' | 'poster';

export interface ClipFile {
  /** `<digest>.<mp4|webm|jpg>` */
  name: string;
  mediaType: string;
  byteLength: number;
  open: (range?: ByteRange) => Promise<Readable>;
}

/** @param digest SHA-256, hex */
export function nameOfFile(digest: string, form: ClipForm): string {
  return `${digest}.${form === 'poster' ? 'jpg' : form}`;
}

/** The form that bytes of this type are for citizens; undefined where a browser may not play them. */
export function formOf(mediaType: string): ClipForm | undefined {
  switch (mediaType) {
    case 'video/mp4':
      return 'mp4';
    case 'video/webm':
      return 'webm';
    case 'image/jpeg':
      return 'poster';
    default:
      return undefined;
  }
}

/** As the list of clips says it. */
export function toListed(
  files: Partial<Record<ClipForm, Pick<ClipFile, 'name' | 'byteLength'>>>,
): Pick<SignClip, ClipForm> {
  const entries = Object.entries(files).map(([form, { name, byteLength }]) => [
    form,
    { url: pathOf(SIGN_CLIP_PATHS.clipFile, { file: name }), byteLength },
  ]);
  return Object.fromEntries(entries);
}
