// Bytes of a file at any place, read in windows: what is looked for in a film of 200 MB may stand at its very end.

const WINDOW_BYTES = 64 * 1024;

export interface ByteSource {
  readonly length: number;
  /** Fewer at the end of the file. Rejects when the file is not any more what was chosen. */
  read: (at: number, length: number) => Promise<Uint8Array<ArrayBuffer>>;
}

export function sourceOf(blob: Blob): ByteSource {
  let start = 0;
  let window = new Uint8Array(0);
  return {
    length: blob.size,
    async read(at, length) {
      if (at < start || at + length > start + window.length) {
        const end = Math.min(blob.size, at + Math.max(length, WINDOW_BYTES));
        window = new Uint8Array(await blob.slice(at, end).arrayBuffer());
        start = at;
      }
      return window.slice(at - start, at - start + length);
    },
  };
}

/** As Latin-1: one sign for each byte. */
export function signsOf(bytes: Uint8Array): string {
  let signs = '';
  for (const byte of bytes) signs += String.fromCharCode(byte);
  return signs;
}

export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
