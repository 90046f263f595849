// Counts how often each kind of fault was really met, not only planned: a fault that meets nothing proves nothing.

export class Tally {
  readonly counts = new Map<string, number>();

  hit(fault: string, times = 1): void {
    this.counts.set(fault, (this.counts.get(fault) ?? 0) + times);
  }

  add(other: Iterable<readonly [string, number]>): void {
    for (const [fault, times] of other) this.hit(fault, times);
  }
}
