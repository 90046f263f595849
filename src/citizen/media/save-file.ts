// Bytes that lie in the memory, saved as a file: the device's own programs open it from there.

import type { PlayableMedium } from '../../offline/kept-answers.ts';

export function saveFile({ bytes, mediaType }: PlayableMedium, fileName: string): void {
  const url = URL.createObjectURL(new Blob(bytes, { type: mediaType }));
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.click();
  URL.revokeObjectURL(url);
}
