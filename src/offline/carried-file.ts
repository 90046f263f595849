// A file that somebody gave: a parcel to be carried, or answers on their way back; as bytes, or as the text that they were shared as.

import { fileOfText } from '../sealing/file-text.ts';
import type { FileFault } from '../sealing/parcel-file.ts';
import { type TakenParcel, type TakingFault, takeParcel } from './carried.ts';
import { type TakenAnswers, takeAnswers } from './carried-answers.ts';
import { type OfflineEnvironment, platform } from './environment.ts';
import { StorageFault } from './storage-fault.ts';

/** Or how it is had: the device may refuse. */
export type GivenFile = Blob | (() => Promise<Blob>);

export type TakenFile =
  | ({ kind: 'parcel' } & Omit<Extract<TakenParcel, { ok: true }>, 'ok'>)
  | ({ kind: 'answers' } & Omit<Extract<TakenAnswers, { ok: true }>, 'ok'>)
  /** `unreadable`: the device does not give the file out; it was deleted, or lies in a cloud without a line. */
  | { kind: 'fault'; fault: TakingFault | FileFault | 'unreadable' };

/** Takes in whatever of ours it is. @param onProgress share of the file, from 0 to 1 */
export async function takeFile(
  given: GivenFile,
  onProgress: (share: number) => void = () => undefined,
  environment: OfflineEnvironment = platform,
): Promise<TakenFile> {
  try {
    const file = await fileOfText(typeof given === 'function' ? await given() : given);
    const parcel = await takeParcel(file, onProgress, environment);
    if (parcel.ok) return { kind: 'parcel', state: parcel.state, parcel: parcel.parcel };
    if (parcel.fault !== 'foreign') return { kind: 'fault', fault: parcel.fault };
    const answers = await takeAnswers(file, environment);
    if (!answers.ok) return { kind: 'fault', fault: answers.fault };
    const { ok: _, ...taken } = answers;
    return { kind: 'answers', ...taken };
  } catch (error) {
    if (error instanceof StorageFault) return { kind: 'fault', fault: error.reason };
    if (isUnreadable(error)) return { kind: 'fault', fault: 'unreadable' };
    throw error;
  }
}

/** What browsers throw where a chosen file cannot be read (File API § 7), or one they opened the app with is refused (File System § 2.4). */
function isUnreadable(error: unknown): boolean {
  return (
    error instanceof DOMException &&
    ['NotFoundError', 'NotReadableError', 'NotAllowedError', 'SecurityError'].includes(error.name)
  );
}
