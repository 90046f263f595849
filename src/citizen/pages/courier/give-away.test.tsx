// @vitest-environment jsdom
import 'fake-indexeddb/auto';
import { act, cleanup, render, screen, within } from '@testing-library/preact';
import { userEvent } from '@testing-library/user-event';
import type { ComponentChildren } from 'preact';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { isPlace } from '../../../domain/places.ts';
import { announce } from '../../../offline/changes.ts';
import { createDraft } from '../../../offline/drafts.ts';
import { agreeToGive } from '../../../offline/given-copy.ts';
import { type OutboxEntry, readEntry, sendDraft } from '../../../offline/outbox.ts';
import { thanks } from '../../../offline/samples.mock.ts';
import { parcelNumber } from '../../../sealing/parcel-number.ts';
import { mockModalDialogs } from '../../../ui/dialog/modal-dialogs.mock.ts';
import { LiveRegionProvider } from '../../../ui/live-region/live-region.tsx';
import { TextsContext } from '../../shell/texts.tsx';
import { loadMessages, t } from '../flow/flow-screen.mock.tsx';
import { EntryActions } from '../thread/entry-actions.tsx';

async function anEntry(): Promise<OutboxEntry> {
  const draft = { ...(await createDraft()), answers: thanks(crypto.randomUUID()) };
  const sent = await sendDraft(draft, { locale: 'tr', rules: { descriptionMaxLength: 5_000, isPlace } });
  return sent.ok ? sent.entry : expect.fail();
}

/** As in a language that has all its words at once. */
async function show(content: ComponentChildren, links: number): Promise<void> {
  render(
    <TextsContext.Provider value={{ locale: 'en', tag: 'tr', t, loadMessages }}>
      <LiveRegionProvider>{content}</LiveRegionProvider>
    </TextsContext.Provider>,
  );
  await expect.poll(() => screen.queryAllByRole('link', { name: t('courier.copyLink') }).length).toBe(links);
}

beforeAll(mockModalDialogs);
afterEach(async () => await act(cleanup));

test('what waits has the way to another phone, and after the consent the number by which it goes', async () => {
  const entry = await anEntry();
  await show(<EntryActions entry={entry} />, 1);
  expect(screen.getByRole('link').getAttribute('href')).toBe(`/kurye/?${entry.id}`);
  expect(screen.queryByText(/\d{3} \d{3}/)).toBeNull();
  await act(cleanup);

  expect(await agreeToGive(entry.id)).toBe(true);
  const given = (await readEntry(entry.id)) ?? expect.fail();
  const number = parcelNumber(given.given?.parcel ?? '');
  await show(<EntryActions entry={given} />, 1);
  screen.getByText(t('courier.copyGiven', { number }));
  // Taking it back does not reach the other phone, and says so.
  await userEvent.click(screen.getByRole('button', { name: t('outbox.cancel') }));
  within(screen.getByRole('dialog')).getByText(t('courier.copyCancel', { number }));
});

test('what is asked about, or is settled, is not given away', async () => {
  const entry = await anEntry();
  const asking = { ...entry, status: { state: 'asking' as const, attempts: 1, mayHaveArrived: false } };
  const waiting = await anEntry();
  await show(
    [asking, waiting].map((one) => <EntryActions key={one.id} entry={one} />),
    1,
  );
  expect(screen.getByRole('link').getAttribute('href')).toBe(`/kurye/?${waiting.id}`);
});

test('long work for a place is shown with each, spoken once, and over when something has moved', async () => {
  const entries = [await anEntry(), await anEntry()];
  await show(
    entries.map((entry) => <EntryActions key={entry.id} entry={entry} />),
    2,
  );
  const shown = () => screen.queryAllByText(t('courier.working')).filter((found) => found.tagName === 'P');
  expect(shown()).toEqual([]);
  const spoken: string[] = [];
  const region = document.querySelector('[aria-live=polite]') ?? expect.fail();
  new MutationObserver(() => spoken.push(region.textContent ?? '')).observe(region, {
    childList: true,
    characterData: true,
    subtree: true,
  });
  announce({ kind: 'work', id: '' });
  await expect.poll(() => shown().length).toBe(2);
  await expect.poll(() => spoken.filter((text) => text.includes(t('courier.working'))).length).toBe(1);
  announce({ kind: 'outbox', id: entries[0]?.id ?? '' });
  await expect.poll(() => shown().length).toBe(0);
  expect(spoken.filter((text) => text.includes(t('courier.working'))).length).toBe(1);
});
