import { describe, expect, it } from 'vitest';
import { createBatchQueue } from './batch-queue.ts';

/** A queue whose batches end when the test says so. */
function openQueue(limits: Partial<{ maxBatchSize: number; maxInFlight: number; maxWaiting: number }> = {}) {
  const clock = { ms: 0 };
  const batches: { items: readonly number[]; end: () => void; fail: (error: Error) => void }[] = [];
  const queue = createBatchQueue<number, string>({
    maxBatchSize: 3,
    maxInFlight: 2,
    maxWaiting: 10,
    maxWaitMs: 500,
    clock: () => clock.ms,
    ...limits,
    run: (items) => {
      const { promise, resolve, reject } = Promise.withResolvers<string[]>();
      batches.push({ items, end: () => resolve(items.map(String)), fail: reject });
      return promise;
    },
  });
  return { queue, batches, clock, sizes: () => batches.map(({ items }) => items.length) };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('a batch queue', () => {
  it('starts an item at once while there is a free place', () => {
    const { queue, sizes } = openQueue();
    void queue.submit(1);
    void queue.submit(2);
    expect(sizes()).toEqual([1, 1]);
  });

  it('makes one batch of what arrived meanwhile, no larger than allowed', async () => {
    const { queue, batches, sizes } = openQueue();
    for (let item = 0; item < 9; item++) void queue.submit(item);
    expect(sizes()).toEqual([1, 1]);
    batches[0]?.end();
    await turn();
    batches[1]?.end();
    batches[2]?.end();
    await turn();
    expect(batches.map(({ items }) => items)).toEqual([[0], [1], [2, 3, 4], [5, 6, 7], [8]]);
  });

  it('answers each item with its own result', async () => {
    const { queue, batches } = openQueue({ maxInFlight: 1 });
    const answers = [1, 2, 3].map((item) => queue.submit(item));
    batches[0]?.end();
    await turn();
    batches[1]?.end();
    expect(await Promise.all(answers)).toEqual(['1', '2', '3']);
  });

  it('takes nothing while its first item has waited too long, and something again when that one goes', async () => {
    const { queue, batches, clock } = openQueue({ maxInFlight: 1, maxBatchSize: 2 });
    void queue.submit(1);
    clock.ms = 1_000;
    void queue.submit(2);
    clock.ms = 1_250;
    expect(queue.load()).toBe(0.5);
    void queue.submit(3);
    clock.ms = 1_500;
    expect(queue.load()).toBe(1);
    expect(queue.submit(4)).toBeUndefined();
    batches[0]?.end();
    await turn();
    expect(queue.load()).toBe(0);
    expect(queue.submit(4)).toBeDefined();
  });

  it('takes nothing that would wait too long by what batches took of late, though the first has only come', async () => {
    const { queue, batches, clock } = openQueue({ maxInFlight: 1, maxBatchSize: 2 });
    void queue.submit(1);
    clock.ms = 400;
    batches[0]?.end();
    await turn();
    for (const item of [2, 3, 4]) void queue.submit(item);
    // One under way, two wait: another goes with the batch after them.
    expect(queue.load()).toBe(0.8);
    for (const item of [5, 6]) expect(queue.submit(item)).toBeDefined();
    expect(queue.load()).toBe(1);
    expect(queue.submit(7)).toBeUndefined();
  });

  it('takes nothing when it is full, and something again afterwards', async () => {
    const { queue, batches } = openQueue({ maxInFlight: 1, maxWaiting: 2 });
    void queue.submit(1);
    void queue.submit(2);
    void queue.submit(3);
    expect(queue.submit(4)).toBeUndefined();
    batches[0]?.end();
    await turn();
    expect(queue.submit(4)).toBeDefined();
  });

  it('fails the items of a failed batch and goes on with the next', async () => {
    const { queue, batches } = openQueue({ maxInFlight: 1 });
    const first = queue.submit(1);
    const second = queue.submit(2);
    batches[0]?.fail(new Error('broken'));
    await expect(first).rejects.toThrow('broken');
    batches[1]?.end();
    expect(await second).toBe('2');
  });

  it('is drained when everything that it took is answered', async () => {
    const { queue, batches } = openQueue({ maxInFlight: 1 });
    void queue.submit(1);
    void queue.submit(2);
    let isDrained = false;
    const drained = queue.drain().then(() => {
      isDrained = true;
    });
    batches[0]?.end();
    await turn();
    expect(isDrained).toBe(false);
    batches[1]?.end();
    await drained;
    expect(isDrained).toBe(true);
  });
});
