// @vitest-environment jsdom
import { act, cleanup, render, screen } from '@testing-library/preact';
import { afterEach, expect, test } from 'vitest';
import type { SealedEntry } from '../../../offline/sealed-waiting.ts';
import { LiveRegionProvider } from '../../../ui/live-region/live-region.tsx';
import { TextsContext } from '../../shell/texts.tsx';
import { loadMessages, t } from '../flow/flow-screen.mock.tsx';
import { useSentNote } from './use-sent-note.ts';

const anEntry = (parcel: string, changes: Partial<SealedEntry> = {}): SealedEntry => ({
  parcel,
  digest: '',
  createdAt: 1,
  envelope: new ArrayBuffer(1),
  attachments: [],
  status: { state: 'waiting', attempts: 0, notBefore: 0, mayHaveArrived: false, isPaused: false },
  ...changes,
});

function Note({ entries }: { entries: readonly SealedEntry[] | undefined }) {
  return <p data-testid="note">{useSentNote(entries)}</p>;
}

const texts = { locale: 'en', tag: 'tr', t, loadMessages } as const;

/** One after the other, as the store is read anew. */
async function show(...readings: (readonly SealedEntry[] | undefined)[]): Promise<string> {
  const page = (entries: readonly SealedEntry[] | undefined) => (
    <TextsContext.Provider value={texts}>
      <LiveRegionProvider>
        <Note entries={entries} />
      </LiveRegionProvider>
    </TextsContext.Provider>
  );
  const { rerender } = render(page(undefined));
  for (const entries of readings) await act(() => rerender(page(entries)));
  return screen.getByTestId('note').textContent ?? '';
}

afterEach(async () => await act(cleanup));

const asksByNow = { askAfter: 1 };
const refused: Partial<SealedEntry> = {
  status: { state: 'refused', problem: 'not-found', violations: [], refusedAt: 1 },
};

test.each<[string, readonly (readonly SealedEntry[])[], boolean]>([
  ['what waited is gone', [[anEntry('a')], []], true],
  ['one of two is gone', [[anEntry('a'), anEntry('b')], [anEntry('b')]], true],
  ['it is still there', [[anEntry('a')], [anEntry('a')]], false],
  ['there was nothing', [[], []], false],
  ['it came', [[], [anEntry('a')]], false],
  ['what was asked about can have been deleted', [[anEntry('a', asksByNow)], []], false],
  ['what was refused can have been deleted', [[anEntry('a', refused)], []], false],
])('%s', async (_, readings, isSaid) => {
  expect(await show(...readings)).toBe(isSaid ? t('sealed.sent') : '');
});
