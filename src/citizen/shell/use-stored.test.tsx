// @vitest-environment jsdom

import { act, render, screen } from '@testing-library/preact';
import { expect, it } from 'vitest';
import { announce } from '../../offline/changes.ts';
import { useStored } from './use-stored.ts';

/** And after all that follows from it at once. */
const after = (run: () => void) =>
  act(async () => {
    run();
    await new Promise((resolve) => setTimeout(resolve));
  });

/** Reads that end when the test says so, in the order in which they were asked for. */
function slowStore() {
  const reads: PromiseWithResolvers<string>[] = [];
  return {
    load: () => {
      const read = Promise.withResolvers<string>();
      reads.push(read);
      return read.promise;
    },
    count: () => reads.length,
    end: (at: number, value: string) => after(() => reads[at]?.resolve(value)),
    fail: (at: number) => after(() => reads[at]?.reject(new Error('the disk'))),
  };
}

function Shown({ load }: { load: () => Promise<string> }) {
  const stored = useStored(load);
  return <p role="status">{stored.state === 'ready' ? stored.value : stored.state}</p>;
}

const shown = () => screen.getByRole('status').textContent;
const change = () => after(() => announce({ kind: 'outbox', id: 'one' }));

it('shows what was read although it changes faster than the device reads', async () => {
  const store = slowStore();
  render(<Shown load={store.load} />);
  await change();
  await change();
  expect(store.count()).toBe(3);
  await store.end(0, 'none of it');
  expect(shown()).toBe('none of it');
  await store.end(1, 'a half');
  expect(shown()).toBe('a half');
});

it('never goes back to an older one', async () => {
  const store = slowStore();
  render(<Shown load={store.load} />);
  await change();
  await store.end(1, 'a half');
  await store.end(0, 'none of it');
  expect(shown()).toBe('a half');
});

it('says that it cannot be read, until it can', async () => {
  const store = slowStore();
  render(<Shown load={store.load} />);
  await store.fail(0);
  expect(shown()).toBe('unreadable');
  await change();
  await store.end(1, 'all of it');
  expect(shown()).toBe('all of it');
});

it('shows nothing that was read for another question', async () => {
  const [one, other] = [slowStore(), slowStore()];
  const { rerender } = render(<Shown load={one.load} />);
  await after(() => rerender(<Shown load={other.load} />));
  await one.end(0, 'of one');
  expect(shown()).toBe('loading');
  await other.end(0, 'of the other');
  expect(shown()).toBe('of the other');
});
