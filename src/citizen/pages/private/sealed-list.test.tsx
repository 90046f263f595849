// @vitest-environment jsdom
import 'fake-indexeddb/auto';
import { act, cleanup, render, screen } from '@testing-library/preact';
import { afterEach, expect, test } from 'vitest';
import { write } from '../../../offline/database.ts';
import { platform } from '../../../offline/environment.ts';
import { forgetSealed } from '../../../offline/sealed-entries.ts';
import { parcelNumber } from '../../../sealing/parcel-number.ts';
import { makeKeyPair } from '../../../sealing/suite.ts';
import { LiveRegionProvider } from '../../../ui/live-region/live-region.tsx';
import { TextsContext } from '../../shell/texts.tsx';
import { loadMessages, t } from '../flow/flow-screen.mock.tsx';
import { SealedList } from './sealed-list.tsx';

const texts = { locale: 'en', tag: 'tr', t, loadMessages } as const;

async function layOld(mayHaveArrived: boolean, mayBeCarried: boolean): Promise<void> {
  const keys = await makeKeyPair();
  await write(platform, ['sealed'], async (transaction) => {
    await transaction.objectStore('sealed').put({
      parcel: 'a',
      digest: '',
      createdAt: 1,
      askAfter: 1,
      envelope: new ArrayBuffer(1),
      attachments: [],
      own: { keys, id: '', digest: '', mayBeCarried },
      status: { state: 'waiting', attempts: 1, notBefore: 0, mayHaveArrived, isPaused: false },
    });
  });
}

afterEach(async () => {
  await act(cleanup);
  await forgetSealed('a');
});

test.each([
  ['that was never on its way can be given up', false, false],
  ['that may have arrived can only be sent, and it is told why', true, false],
  ['that somebody may carry does not go from their phone by that, and it is told how', false, true],
])('an old emergency %s', async (_, mayHaveArrived, mayBeCarried) => {
  await layOld(mayHaveArrived, mayBeCarried);
  render(
    <TextsContext.Provider value={texts}>
      <LiveRegionProvider>
        <SealedList />
      </LiveRegionProvider>
    </TextsContext.Provider>,
  );
  await screen.findByRole('button', { name: t('sealed.oldSend') });
  expect(screen.queryAllByRole('button', { name: t('sealed.oldCancel') })).toHaveLength(
    mayHaveArrived ? 0 : 1,
  );
  expect(screen.queryAllByText(t('outbox.cannotCancel'))).toHaveLength(mayHaveArrived ? 1 : 0);
  const given = t('sealed.oldGiven', { number: parcelNumber('a') });
  expect(screen.queryAllByText(given)).toHaveLength(mayBeCarried ? 1 : 0);
});
