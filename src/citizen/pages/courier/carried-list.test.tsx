// @vitest-environment jsdom
import 'fake-indexeddb/auto';
import { act, cleanup, render, screen, within } from '@testing-library/preact';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { listCarried } from '../../../offline/carried.ts';
import { write } from '../../../offline/database.ts';
import { platform } from '../../../offline/environment.ts';
import { forgetSealed } from '../../../offline/sealed-entries.ts';
import { parcelNumber } from '../../../sealing/parcel-number.ts';
import { mockModalDialogs } from '../../../ui/dialog/modal-dialogs.mock.ts';
import { LiveRegionProvider } from '../../../ui/live-region/live-region.tsx';
import { TextsContext } from '../../shell/texts.tsx';
import { loadMessages, t } from '../flow/flow-screen.mock.tsx';
import { CarriedList } from './carried-list.tsx';

const PARCEL = 'a'.repeat(22);
const number = parcelNumber(PARCEL);

function show(): void {
  render(
    <TextsContext.Provider value={{ locale: 'en', tag: 'tr', t, loadMessages }}>
      <LiveRegionProvider>
        <CarriedList />
      </LiveRegionProvider>
    </TextsContext.Provider>,
  );
}

/** @param reason the server's sealed word to the writer; absent: it could not open the envelope */
async function layRefused(reason?: string): Promise<void> {
  await write(platform, ['sealed'], async (transaction) => {
    await transaction.objectStore('sealed').put({
      parcel: PARCEL,
      digest: '',
      createdAt: 1,
      envelope: new ArrayBuffer(1),
      attachments: [],
      status: { state: 'refused', problem: 'sealed-refused', violations: [], refusedAt: 1 },
      ...(reason !== undefined && { reason }),
    });
  });
  show();
  await screen.findByText(t('courier.refused', { count: 1 }));
}

/** @param mayHaveArrived an attempt ended without the server's word */
async function layOld(mayHaveArrived: boolean): Promise<void> {
  await write(platform, ['sealed'], async (transaction) => {
    await transaction.objectStore('sealed').put({
      parcel: PARCEL,
      digest: '',
      createdAt: 1,
      askAfter: 1,
      envelope: new ArrayBuffer(1),
      attachments: [],
      status: { state: 'waiting', attempts: 1, notBefore: 0, mayHaveArrived, isPaused: false },
    });
  });
  show();
  await screen.findByText(t('courier.old', { number }));
}

beforeAll(mockModalDialogs);
afterEach(async () => {
  await act(cleanup);
  await forgetSealed(PARCEL);
});

test('what was refused without an answer promises none, and can be deleted', async () => {
  await layRefused();
  screen.getByText(t('courier.refusedMute', { numbers: number }));
  expect(screen.queryByText(t('courier.answersHeading'))).toBeNull();
  await userEvent.click(screen.getByText(t('courier.each', { count: 1 })));
  await userEvent.click(screen.getByRole('button', { name: t('courier.remove', { number }) }));
  const dialog = screen.getByRole('dialog');
  await userEvent.click(within(dialog).getByRole('button', { name: t('courier.remove', { number }) }));
  await screen.findByText(t('courier.none'));
  expect(await listCarried()).toEqual([]);
});

test('what was refused with an answer goes with the answers, once they were given', async () => {
  await layRefused('AAAA');
  screen.getByText(t('courier.refusedBody', { numbers: number }));
  screen.getByRole('button', { name: t('courier.clear', { count: 1 }) });
  await userEvent.click(screen.getByText(t('courier.each', { count: 1 })));
  expect(screen.queryByRole('button', { name: t('courier.remove', { number }) })).toBeNull();
});

test('an old emergency that is deleted is said to be, and who else may still deliver it', async () => {
  await layOld(false);
  expect(screen.queryByText(t('courier.mayHaveArrived'))).toBeNull();
  await userEvent.click(screen.getByRole('button', { name: t('courier.oldCancel') }));
  const gone = t('courier.oldGone', { number });
  await screen.findAllByText(gone);
  await screen.findByText(t('courier.none'));
  await expect.poll(() => document.querySelector('[aria-live="polite"]')?.textContent).toBe(gone);
  expect(await listCarried()).toEqual([]);
});

test('one that may have arrived says so before it is deleted', async () => {
  await layOld(true);
  screen.getByText(t('courier.mayHaveArrived'));
  await userEvent.click(screen.getByText(t('courier.each', { count: 1 })));
  await userEvent.click(screen.getByRole('button', { name: t('courier.remove', { number }) }));
  within(screen.getByRole('dialog')).getByText(t('courier.mayHaveArrived'));
});
