// Why the device's store did not do what was asked, in the two words that a person can act on.

/** `quota`: there is no room. `unavailable`: blocked, broken, in private mode, or opened by a newer version. */
export type StorageFaultReason = 'quota' | 'unavailable';

export class StorageFault extends Error {
  override readonly name = 'StorageFault';
  readonly reason: StorageFaultReason;

  constructor(reason: StorageFaultReason, cause: unknown) {
    super(`the device's store is not usable: ${reason}`, { cause });
    this.reason = reason;
  }
}

/** @param causes what was thrown and what the transaction says of itself: browsers differ in where the quota stands */
export function toStorageFault(...causes: readonly unknown[]): StorageFault {
  const known = causes.find((cause) => cause instanceof StorageFault);
  if (known) return known;
  const quota = causes.find((cause) => nameOf(cause) === 'QuotaExceededError');
  return quota === undefined ? new StorageFault('unavailable', causes[0]) : new StorageFault('quota', quota);
}

/** Name of an error or DOMException. */
export function nameOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('name' in error)) return undefined;
  return typeof error.name === 'string' ? error.name : undefined;
}
