// SHA-256 of a file piece by piece: a film does not fit into memory as a whole, and the page must stay alive meanwhile.

import { createSha256 } from '../../domain/sha256.ts';

const PIECE_BYTES = 1024 * 1024;

/**
 * @param onRead how many bytes have been read
 * @returns base64
 * @throws DOMException where the file cannot be read any more, or the signal says stop
 */
export async function digestOfFile(
  file: Blob,
  onRead: (bytes: number) => void,
  signal: AbortSignal,
): Promise<string> {
  const hash = createSha256();
  for (let at = 0; at < file.size; at += PIECE_BYTES) {
    signal.throwIfAborted();
    hash.update(new Uint8Array(await file.slice(at, at + PIECE_BYTES).arrayBuffer()));
    onRead(Math.min(at + PIECE_BYTES, file.size));
  }
  return btoa(String.fromCharCode(...hash.digest()));
}
