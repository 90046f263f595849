// Where a recording lies while it grows, as the recorder sees it. The phone fulfils this with its own store
// (device-takes.ts), the officers' console with one of its own (src/staff/recording/take-database.ts): neither needs the
// other's. What comes of a recording is the store's affair (`Take`).

/** Why the store did not do what was asked: no room, or it cannot be used. */
export type StoreFailure = 'quota' | 'store';

export interface TakeStore<Take> {
  /** Bytes that there is still room for; undefined where the browser does not tell. */
  roomLeft(): Promise<number | undefined>;
  /** A recording without bytes yet, already stored; a lock says that it grows (M6). */
  begin(mediaType: string): Promise<GrowingTake<Take> | StoreFailure>;
}

interface GrowingTake<Take> {
  /** On the disk when it answers (M4). @param durationMs of the recording up to here @returns why it was not stored */
  append(bytes: ArrayBuffer, durationMs: number): Promise<StoreFailure | undefined>;
  /** The last act. @returns undefined when there is nothing, or the end could not be written: then it counts as cut off */
  finish(): Promise<Take | undefined>;
}
