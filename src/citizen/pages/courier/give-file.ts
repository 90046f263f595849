// A file for somebody else's phone: shared, where the browser can, else saved. Browsers share only kinds of files that they know
// (Chromium's list has text and no `.kopru`; Safari takes any), so that it goes as text where it must.

import { writeFileText } from '../../../sealing/file-text.ts';

const MEDIA_TYPE = 'application/vnd.kopru.parcel';
/** So much is gathered in the memory before it becomes part of a Blob, which the browser may lay on the disk. */
const GATHERED_BYTES = 4 * 1024 * 1024;

export interface FileToGive {
  /** Without its ending; nothing personal. */
  name: string;
  /** What a person reads who opens it as text. */
  preface: string;
  whole: Blob;
}

/** @param pieces of the file */
export async function gather(pieces: AsyncIterable<Uint8Array<ArrayBuffer> | string>): Promise<Blob> {
  let whole = new Blob();
  let gathered: (Uint8Array<ArrayBuffer> | string)[] = [];
  let length = 0;
  for await (const piece of pieces) {
    gathered.push(piece);
    length += piece.length;
    if (length < GATHERED_BYTES) continue;
    whole = new Blob([whole, ...gathered]);
    [gathered, length] = [[], 0];
  }
  return new Blob([whole, ...gathered]);
}

const asIs = ({ name, whole }: FileToGive): File => new File([whole], `${name}.kopru`, { type: MEDIA_TYPE });

const TEXT = { type: 'text/plain' };

async function asText({ name, preface, whole }: FileToGive): Promise<File> {
  async function* pieces(): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < whole.size; at += GATHERED_BYTES)
      yield new Uint8Array(await whole.slice(at, at + GATHERED_BYTES).arrayBuffer());
  }
  return new File([await gather(writeFileText(preface, pieces()))], `${name}.txt`, TEXT);
}

function canShareFile(file: File): boolean {
  return typeof navigator.canShare === 'function' && navigator.canShare({ files: [file] });
}

/** Whether this browser shares files at all. */
export const canShare = (): boolean => canShareFile(new File(['-'], 'kopru.txt', TEXT));

/** The form of it that this browser shares. */
export async function shareable(given: FileToGive): Promise<File> {
  const file = asIs(given);
  return canShareFile(file) ? file : await asText(given);
}

/** `again`: the browser wants a fresh press, because making the file took long. */
export async function share(file: File): Promise<'shared' | 'cancelled' | 'again' | 'failed'> {
  try {
    await navigator.share({ files: [file] });
    return 'shared';
  } catch (error) {
    const name = error instanceof DOMException ? error.name : '';
    if (name === 'AbortError') return 'cancelled';
    return name === 'NotAllowedError' ? 'again' : 'failed';
  }
}

export function save(given: FileToGive): void {
  const file = asIs(given);
  const url = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = url;
  link.download = file.name;
  link.click();
  // A browser that asks where to first reads the file afterwards.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
