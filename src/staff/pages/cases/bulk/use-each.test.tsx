// @vitest-environment jsdom
// What is heard of work on many cases: never a word that is no longer so, and the end when it is there.

import { act, cleanup, render, screen } from '@testing-library/preact';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createTranslate } from '../../../../i18n/translate.ts';
import { QUIET_MS } from '../../../../ui/live-region/announcer.ts';
import { LiveRegionProvider } from '../../../../ui/live-region/live-region.tsx';
import type { EachRow } from '../../../bulk/run-each.ts';
import { loadMessages } from '../../../shell/load-messages.ts';
import { TextsContext } from '../../../shell/texts.tsx';
import { makeCase, toRow } from '../../../testing/cases.mock.ts';
import { useEach } from './use-each.ts';

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

function Work({ rows, eachMs }: { rows: readonly EachRow[]; eachMs: number }) {
  const each = useEach({ onSessionEnded: () => undefined, onOver: async () => undefined });
  const work = async () => {
    await new Promise((resolve) => setTimeout(resolve, eachMs));
    return 'done' as const;
  };
  return (
    <button type="button" onClick={() => void each.run(rows, work)}>
      Uygula
    </button>
  );
}

/** @returns what is heard of so many cases, and in which half second after the press */
async function hear(count: number, eachMs: number): Promise<[text: string, atMs: number][]> {
  const t = createTranslate('tr', await loadMessages('tr'));
  const rows = Array.from({ length: count }, (_, index) => toRow(makeCase(index + 1)));
  render(
    <TextsContext.Provider value={{ locale: 'tr', tag: 'tr', t }}>
      <LiveRegionProvider>
        <Work rows={rows} eachMs={eachMs} />
      </LiveRegionProvider>
    </TextsContext.Provider>,
  );
  const region = document.querySelector('[aria-live=polite]');
  const heard: [string, number][] = [];
  screen.getByRole('button').click();
  for (let atMs = 0; atMs <= count * eachMs + QUIET_MS; atMs += 100) {
    const text = region?.textContent ?? '';
    if (text !== '' && text !== heard.at(-1)?.[0]) heard.push([text, atMs - (atMs % 500)]);
    await act(async () => {
      await vi.advanceTimersByTimeAsync(100);
    });
  }
  return heard;
}

test('of work that is soon over, its start and at once its end', async () => {
  expect(await hear(21, 100)).toEqual([
    ['21 başvurunun 0 tanesi bitti', QUIET_MS],
    ['Yapılan: 21, yapılmayan: 0', 2_000],
  ]);
});

test('of long work each quarter when it is reached', async () => {
  expect(await hear(24, 1_000)).toEqual([
    ['24 başvurunun 0 tanesi bitti', QUIET_MS],
    ['24 başvurunun 6 tanesi bitti', 6_000],
    ['24 başvurunun 12 tanesi bitti', 12_000],
    ['24 başvurunun 18 tanesi bitti', 18_000],
    ['Yapılan: 24, yapılmayan: 0', 24_000],
  ]);
});
