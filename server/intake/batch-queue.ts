// Group commit in the program: whatever arrives while one batch is on its way to the disk becomes the next batch.
//
// Invariants: 1. An item that finds a free place starts at once, alone if need be: nobody waits for company.
// 2. The queue is bounded by number and by time: one that is full, whose first item has waited too long, or whose last would by
//    what batches take of late, takes nothing; a batch may always wait. So memory is bounded, and whoever is taken is answered
//    while it still waits for the answer, however slow the day is.
// 3. Each item is answered exactly once, in the order of its batch.

export interface BatchQueueOptions<Item, Result> {
  maxBatchSize: number;
  /** Batches under way at the same time. */
  maxInFlight: number;
  /** Items that wait for a batch; those under way are not counted. */
  maxWaiting: number;
  /** Milliseconds that the first of them may have waited, and another is to wait, when it is taken. */
  maxWaitMs: number;
  /** Milliseconds of a clock that only goes forward. */
  clock?: () => number;
  /** One result for each item, in order. A rejection answers every item of the batch. */
  run: (items: readonly Item[]) => Promise<readonly Result[]>;
}

export interface BatchQueue<Item, Result> {
  /** @returns undefined when the queue is full; then nothing has happened */
  submit: (item: Item) => Promise<Result> | undefined;
  /** 0: nothing waits; 1: full. */
  load: () => number;
  /** Resolves when everything that was taken has been answered. */
  drain: () => Promise<void>;
}

interface Waiting<Item, Result> {
  item: Item;
  since: number;
  resolve: (result: Result) => void;
  reject: (reason: unknown) => void;
}

/** Of a batch's time in the mean of them. */
const NEWEST_SHARE = 0.2;

export function createBatchQueue<Item, Result>({
  maxBatchSize,
  maxInFlight,
  maxWaiting,
  maxWaitMs,
  clock = performance.now.bind(performance),
  run,
}: BatchQueueOptions<Item, Result>): BatchQueue<Item, Result> {
  let waiting: Waiting<Item, Result>[] = [];
  const underWay = new Set<Promise<void>>();
  let batchMs = 0;

  function startNext(): void {
    while (waiting.length > 0 && underWay.size < maxInFlight) {
      const batch = waiting.slice(0, maxBatchSize);
      waiting = waiting.slice(maxBatchSize);
      const finished: Promise<void> = answer(batch).then(() => {
        underWay.delete(finished);
        startNext();
      });
      underWay.add(finished);
    }
  }

  async function answer(batch: readonly Waiting<Item, Result>[]): Promise<void> {
    const startedAt = clock();
    try {
      const results = await run(batch.map(({ item }) => item));
      if (results.length !== batch.length) throw new Error('A batch must answer each of its items');
      for (const [index, result] of results.entries()) batch[index]?.resolve(result);
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
    batchMs += (clock() - startedAt - batchMs) * (batchMs === 0 ? 1 : NEWEST_SHARE);
  }

  function load(): number {
    const [first] = waiting;
    if (!first) return 0;
    const batchesAhead = Math.floor(waiting.length / maxBatchSize) / maxInFlight;
    const waitMs = Math.max(clock() - first.since, batchesAhead * batchMs);
    return Math.min(1, Math.max(waiting.length / maxWaiting, waitMs / maxWaitMs));
  }

  return {
    submit: (item) => {
      if (load() >= 1) return undefined;
      const { promise, resolve, reject } = Promise.withResolvers<Result>();
      waiting.push({ item, since: clock(), resolve, reject });
      startNext();
      return promise;
    },
    load,
    drain: async () => {
      while (underWay.size > 0) await Promise.all(underWay);
    },
  };
}
