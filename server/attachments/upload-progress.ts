// How far an upload has come on the disk and in its row, while the next bytes come: to wait for both at each step would
// cost a body more than the network does.

import type { Part, PartStore, PartWriter } from './part-store/part-store.ts';
import type { Progress } from './upload-rows.ts';

export type Saved = Omit<Progress, 'expiresAt'>;
type Save = (progress: Saved) => Promise<void>;

export class UploadProgress {
  readonly #writer: PartWriter;
  readonly #flushEvery: PartStore['flushEvery'];
  readonly #save: Save;
  #recorded: number;
  #begunAt = performance.now();
  #underWay: Promise<void> | undefined;
  #isBroken = false;
  #added: readonly Part[] = [];

  /** @param save records parts that are on the disk; @param start bytes that are recorded */
  constructor(writer: PartWriter, flushEvery: PartStore['flushEvery'], start: number, save: Save) {
    this.#writer = writer;
    this.#flushEvery = flushEvery;
    this.#recorded = start;
    this.#save = save;
  }

  /** A recording has failed: `record` says how. */
  get isBroken(): boolean {
    return this.#isBroken;
  }

  /** Begins to record where enough has come since the last time, and does not wait for it. */
  recordWhereDue(arrived: number): void {
    const { bytes, ms } = this.#flushEvery;
    // A body of just so many is recorded at its end.
    const isDue = arrived - this.#recorded > bytes || performance.now() - this.#begunAt >= ms;
    if (!isDue || this.#underWay !== undefined) return;
    this.#begunAt = performance.now();
    this.#underWay = this.#flushAndSave(false).then(() => {
      this.#underWay = undefined;
    });
    this.#underWay.catch(() => {
      this.#isBroken = true;
    });
  }

  /**
   * @param isLast nothing more is written
   * @throws what a recording under way failed with, or this one
   */
  async record(isLast: boolean): Promise<void> {
    await this.#underWay;
    await this.#flushAndSave(isLast);
  }

  /**
   * To the disk only.
   * @returns the parts that were added or have grown since the beginning
   * @throws what a recording under way failed with, or this one
   */
  async flush(): Promise<readonly Part[]> {
    await this.#underWay;
    await this.#flush();
    return this.#added;
  }

  async #flushAndSave(isLast: boolean): Promise<void> {
    const changed = await this.#flush();
    const last = changed.at(-1);
    if (!last) return;
    const to = last.firstByte + last.byteLength;
    await this.#save({ from: this.#recorded, to, parts: changed, isLast });
    this.#recorded = to;
  }

  async #flush(): Promise<readonly Part[]> {
    const changed = await this.#writer.flush();
    this.#added = listParts(this.#added, changed);
    return changed;
  }
}

/** With what is new or has grown. */
export function listParts(known: readonly Part[], changed: readonly Part[]): Part[] {
  const others = known.filter(({ firstByte }) => !changed.some((part) => part.firstByte === firstByte));
  return [...others, ...changed].toSorted((a, b) => a.firstByte - b.firstByte);
}
