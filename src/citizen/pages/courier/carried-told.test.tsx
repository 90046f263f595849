// @vitest-environment jsdom
import 'fake-indexeddb/auto';
import { act, cleanup, render, screen, waitFor } from '@testing-library/preact';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { announce } from '../../../offline/changes.ts';
import { write } from '../../../offline/database.ts';
import { platform } from '../../../offline/environment.ts';
import { forgetSealed } from '../../../offline/sealed-entries.ts';
import type { SealedEntry } from '../../../offline/sealed-schema.ts';
import { mockModalDialogs } from '../../../ui/dialog/modal-dialogs.mock.ts';
import { LiveRegionProvider } from '../../../ui/live-region/live-region.tsx';
import { TextsContext } from '../../shell/texts.tsx';
import { loadMessages, t } from '../flow/flow-screen.mock.tsx';
import { CarriedList } from './carried-list.tsx';

const PARCELS = ['a', 'b', 'c', 'd'].map((letter) => letter.repeat(22));
const WAITING = {
  state: 'waiting',
  attempts: 0,
  notBefore: 0,
  mayHaveArrived: false,
  isPaused: false,
} as const;
const RECEIVED = { state: 'received', receipt: 'x', claims: null } as const;

async function lay(parcel: string, status: SealedEntry['status']): Promise<void> {
  await write(platform, ['sealed'], (transaction) =>
    transaction
      .objectStore('sealed')
      .put({ parcel, digest: '', createdAt: 1, envelope: new ArrayBuffer(1), attachments: [], status }),
  );
  announce({ kind: 'outbox', id: parcel }, platform);
}

beforeAll(mockModalDialogs);
afterEach(async () => {
  await act(cleanup);
  for (const parcel of PARCELS) await forgetSealed(parcel);
});

test('of many that arrive one after another the first is told, and all together at the end, not each', async () => {
  for (const parcel of PARCELS) await lay(parcel, WAITING);
  render(
    <TextsContext.Provider value={{ locale: 'tr', tag: 'tr', t, loadMessages }}>
      <LiveRegionProvider>
        <CarriedList />
      </LiveRegionProvider>
    </TextsContext.Provider>,
  );
  await screen.findByText(t('courier.waiting', { count: 4 }));
  const said = (count: number) => t('courier.delivered', { count });
  const all = PARCELS.map((_, index) => said(index + 1));
  const heard: string[] = [];
  const region = document.querySelector('[aria-live=polite]');
  if (!region) throw new Error('there is no live region');
  // Tests beside this one speak of other things over the same channel.
  new MutationObserver(() => all.includes(region.textContent) && heard.push(region.textContent)).observe(
    region,
    {
      childList: true,
    },
  );
  for (const [index, parcel] of PARCELS.entries()) {
    await lay(parcel, RECEIVED);
    await screen.findByText(said(index + 1), { selector: 'h3' });
    if (index === 0) await waitFor(() => expect(heard).toEqual([said(1)]));
  }
  await waitFor(() => expect(heard).toEqual([said(1), said(4)]));
});
