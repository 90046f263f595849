// Looks at the camera's picture until a row of codes was read. What it sees is told by words as well, for who cannot see the picture: each
// quarter of a row, a silence of ten seconds, codes that do not belong together, and every way in which it can end.

import { createCodeReader } from '../../../sealing/qr-frames.ts';
import type { FindCodes } from './find-codes.ts';

const PAUSE_MS = 60;
/** Without a new code for so long it is said, and no more often. */
const SILENCE_MS = 10_000;

/** It goes on. `silent`: no new code for a while. */
export type WatchNote = 'mixed' | 'silent';
/** It has ended. `lost`: the camera was taken away. `failed`: its picture cannot be read. `newer`: codes of a version that is not known. */
export type WatchFault = 'lost' | 'failed' | 'newer';

export interface Watcher {
  /** A code that was not seen before. @param isToBeSaid once in each quarter of its row, not at the end */
  onCode: (read: { read: number; count: number }, isToBeSaid: boolean) => void;
  onNote: (note: WatchNote) => void;
  onFault: (fault: WatchFault) => void;
  onFile: (file: Uint8Array<ArrayBuffer>) => void;
}

/** @returns ends it, and the camera with it; nothing is told any more then */
export function watchCodes(
  video: HTMLVideoElement,
  stream: MediaStream,
  find: FindCodes,
  { onCode, onNote, onFault, onFile }: Watcher,
): () => void {
  const reader = createCodeReader();
  const quarters = new Map<string, number>();
  let isEnded = false;
  let timer = 0;
  let newAt = performance.now();

  const end = (): void => {
    isEnded = true;
    clearTimeout(timer);
    endCamera(stream);
  };
  const fail = (fault: WatchFault): void => {
    if (isEnded) return;
    end();
    onFault(fault);
  };
  /** @returns whether all of them could be read */
  const take = (texts: readonly string[]): boolean => {
    for (const text of texts) {
      const taken = reader.take(text);
      if (taken === 'newer') return false;
      if (!taken?.isNew) continue;
      newAt = performance.now();
      const quarter = Math.floor((4 * taken.read) / taken.count);
      onCode(taken, quarter > (quarters.get(taken.row) ?? 0) && quarter < 4);
      quarters.set(taken.row, quarter);
    }
    return true;
  };
  const look = async (): Promise<void> => {
    // HAVE_CURRENT_DATA.
    const texts = video.readyState >= 2 ? await find(video) : [];
    if (isEnded) return;
    if (!take(texts)) return fail('newer');
    const file = await reader.whole();
    if (isEnded) return;
    if (file instanceof Uint8Array) {
      end();
      return onFile(file);
    }
    if (file) onNote(file);
    if (performance.now() - newAt >= SILENCE_MS) {
      newAt = performance.now();
      onNote('silent');
    }
    lookAgain();
  };
  const lookAgain = (): void => {
    timer = window.setTimeout(() => void look().catch(() => fail('failed')), PAUSE_MS);
  };

  for (const track of stream.getTracks()) track.addEventListener('ended', () => fail('lost'));
  video.srcObject = stream;
  void video.play().then(
    () => !isEnded && lookAgain(),
    () => fail('lost'),
  );
  return end;
}

export function endCamera(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}
