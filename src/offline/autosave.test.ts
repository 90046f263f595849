import fc from 'fast-check';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Draft } from '../domain/application.ts';
import { createAutosave } from './autosave.ts';
import type { SaveResult } from './drafts.ts';
import { type MockEnvironment, mockEnvironment } from './environment.mock.ts';

const draft = (description: string): Draft => ({
  id: 'd',
  answers: { description },
  createdAt: 0,
  changedAt: 0,
});

/** A store that answers when the test says so. */
function slowStore() {
  const saved: string[] = [];
  const waiting: ((result: SaveResult) => void)[] = [];
  let mostAtOnce = 0;
  const save = ({ answers }: Draft): Promise<SaveResult> =>
    new Promise((resolve) => {
      waiting.push((result) => {
        if (result.ok) saved.push(answers.description ?? '');
        resolve(result);
      });
      mostAtOnce = Math.max(mostAtOnce, waiting.length);
    });
  const answer = async (result: SaveResult = { ok: true, revision: 1 }): Promise<void> => {
    waiting.shift()?.(result);
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { save, saved, answer, mostAtOnce: () => mostAtOnce, pending: () => waiting.length };
}

let environment: MockEnvironment;
beforeEach(() => {
  environment = mockEnvironment();
});

describe('the autosaver', () => {
  it('saves a change within a second', async () => {
    const store = slowStore();
    createAutosave(store.save, () => undefined, environment).change(draft('a'));
    await environment.advance(1_000);
    await store.answer();
    expect(store.saved).toEqual(['a']);
  });

  it('saves within a second also who writes without a pause', async () => {
    const store = slowStore();
    const autosave = createAutosave(store.save, () => undefined, environment);
    for (let index = 0; index < 10; index++) {
      autosave.change(draft(String(index)));
      await environment.advance(100);
    }
    expect(store.pending()).toBe(1);
  });

  it('has one save under way at most, and then saves the newest', async () => {
    const store = slowStore();
    const autosave = createAutosave(store.save, () => undefined, environment);
    autosave.change(draft('a'));
    await environment.advance(500);
    autosave.change(draft('b'));
    autosave.change(draft('c'));
    await environment.advance(5_000);
    expect(store.pending()).toBe(1);
    await store.answer();
    await environment.advance(1_000);
    await store.answer();
    expect(store.saved).toEqual(['a', 'c']);
    expect(store.mostAtOnce()).toBe(1);
  });

  it('saves at once when it is flushed, and does nothing when there is nothing', async () => {
    const store = slowStore();
    const autosave = createAutosave(store.save, () => undefined, environment);
    await autosave.flush();
    expect(store.pending()).toBe(0);
    autosave.change(draft('a'));
    const flushed = autosave.flush();
    await store.answer();
    await flushed;
    expect(store.saved).toEqual(['a']);
  });

  it('waits, when flushed, for the save under way and saves what came after it', async () => {
    const store = slowStore();
    const autosave = createAutosave(store.save, () => undefined, environment);
    autosave.change(draft('a'));
    await environment.advance(500);
    autosave.change(draft('b'));
    const flushed = autosave.flush();
    await store.answer();
    await store.answer();
    await flushed;
    expect(store.saved).toEqual(['a', 'b']);
  });

  it('keeps a text that could not be saved, says so, and tries again by itself', async () => {
    const store = slowStore();
    const onResult = vi.fn();
    createAutosave(store.save, onResult, environment).change(draft('a'));
    await environment.advance(500);
    await store.answer({ ok: false, reason: 'quota' });
    expect(onResult).toHaveBeenLastCalledWith({ ok: false, reason: 'quota' });
    await environment.advance(5_000);
    await store.answer();
    expect(store.saved).toEqual(['a']);
  });

  it('tries again within a second when something is written after a failure', async () => {
    const store = slowStore();
    const autosave = createAutosave(store.save, () => undefined, environment);
    autosave.change(draft('a'));
    await environment.advance(500);
    await store.answer({ ok: false, reason: 'unavailable' });
    autosave.change(draft('b'));
    await environment.advance(1_000);
    await store.answer();
    expect(store.saved).toEqual(['b']);
  });

  it.each(['sent', 'gone', 'changed'] as const)(
    'does not try again by itself what another tab has done to the draft: %s',
    async (reason) => {
      const store = slowStore();
      createAutosave(store.save, () => undefined, environment).change(draft('a'));
      await environment.advance(500);
      await store.answer({ ok: false, reason });
      await environment.advance(60_000);
      expect(store.pending()).toBe(0);
    },
  );

  it('never loses the last change, whatever the order of changes, failures and time', async () => {
    const step = fc.oneof(
      fc.constant('change' as const),
      fc.constant('succeed' as const),
      fc.constant('fail' as const),
      fc.constant('flush' as const),
      fc.integer({ min: 0, max: 3_000 }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        environment = mockEnvironment();
        const store = slowStore();
        const autosave = createAutosave(store.save, () => undefined, environment);
        let last: string | undefined;
        for (const [index, what] of steps.entries()) {
          if (what === 'change') {
            last = String(index);
            autosave.change(draft(last));
          } else if (what === 'succeed') await store.answer();
          else if (what === 'fail') await store.answer({ ok: false, reason: 'quota' });
          else if (what === 'flush') void autosave.flush();
          else await environment.advance(what);
        }
        for (let round = 0; round < 3; round++) {
          await environment.advance(6_000);
          await store.answer();
        }
        expect(store.saved.at(-1)).toBe(last);
        expect(store.mostAtOnce()).toBeLessThanOrEqual(1);
      }),
      { numRuns: 50 },
    );
  });
});
