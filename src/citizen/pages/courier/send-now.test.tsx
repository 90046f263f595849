// @vitest-environment jsdom
import 'fake-indexeddb/auto';
import { act, cleanup, render, screen } from '@testing-library/preact';
import { userEvent } from '@testing-library/user-event';
import { afterEach, expect, test, vi } from 'vitest';
import { write } from '../../../offline/database.ts';
import { platform } from '../../../offline/environment.ts';
import { forgetSealed } from '../../../offline/sealed-entries.ts';
import { saveUploadSettings } from '../../../offline/upload-acts.ts';
import { LiveRegionProvider } from '../../../ui/live-region/live-region.tsx';
import { TextsContext } from '../../shell/texts.tsx';
import { loadMessages, t } from '../flow/flow-screen.mock.tsx';
import { SendNow } from './send-now.tsx';

const allowAnyLine = vi.hoisted(() => vi.fn());
vi.mock('../../../offline/afterwards.ts', () => ({ allowAnyLine }));
vi.mock('../../../offline/sync.ts', () => ({ hurry: async () => ({ isOffline: false }) }));

const texts = { locale: 'en', tag: 'tr', t, loadMessages } as const;

afterEach(async () => {
  await act(cleanup);
  vi.unstubAllGlobals();
  allowAnyLine.mockClear();
  await forgetSealed('a');
});

async function show(line: string, state: 'received' | 'waiting'): Promise<void> {
  vi.stubGlobal('navigator', { ...navigator, connection: { type: line } });
  await saveUploadSettings({ wifiOnly: true, saveData: false });
  const status =
    state === 'received'
      ? ({ state, receipt: '', claims: null } as const)
      : ({ state, attempts: 0, notBefore: 0, mayHaveArrived: false, isPaused: false } as const);
  await write(platform, ['sealed'], async (transaction) => {
    await transaction.objectStore('sealed').put({
      parcel: 'a',
      digest: '',
      createdAt: 1,
      envelope: new ArrayBuffer(1),
      attachments: [{ isStored: false, head: new ArrayBuffer(1), chunks: 1, bytes: 1 }],
      status,
    });
  });
  render(
    <TextsContext.Provider value={texts}>
      <LiveRegionProvider>
        <SendNow />
      </LiveRegionProvider>
    </TextsContext.Provider>,
  );
}

test('attachments that wait for Wi-Fi are told of, and sent when a person presses', async () => {
  await show('cellular', 'received');
  await screen.findByText(t('courier.rests'));
  await userEvent.setup().click(screen.getByRole('button', { name: t('courier.sendRest') }));
  expect(allowAnyLine).toHaveBeenCalledOnce();
});

test.each([
  ['on Wi-Fi', 'wifi', 'received'],
  ['while the text waits, too', 'cellular', 'waiting'],
] as const)('nothing is said of it %s, and no other line is allowed', async (_, line, state) => {
  await show(line, state);
  await userEvent.setup().click(await screen.findByRole('button', { name: t('courier.hurry') }));
  expect(screen.queryByText(t('courier.rests'))).toBeNull();
  expect(allowAnyLine).not.toHaveBeenCalled();
});
