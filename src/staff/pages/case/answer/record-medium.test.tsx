// @vitest-environment jsdom
// A sign video that is recorded in the console, on its way into the answer.

import 'fake-indexeddb/auto';
import { act, screen, waitFor } from '@testing-library/preact';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { mockLocks } from '../../../../../tests/fixtures/locks.ts';
import { mockMedia, standInForThePlatform } from '../../../../media/media.mock.ts';
import { keepTakesOf } from '../../../recording/console-takes.ts';
import { makeCase, OFFICER } from '../../../testing/cases.mock.ts';
import { mockMediaElements } from '../../../testing/media-elements.mock.ts';
import { closeConsole, openConsole } from '../../../testing/open-console.mock.tsx';
import { createStaffServer } from '../../../testing/staff-server.mock.ts';

const CASE = makeCase(1, { formats: ['sign-language'] });
const ADDRESS = `#/basvurular/${CASE.applicationId}`;
const NAME = 'İşaret dili videosu 1';
const USE = 'Bu videoyu yanıta ekle';

let media: ReturnType<typeof mockMedia>;
let clockMs = 0;
let restore: () => void;
beforeEach(() => {
  restore = mockMediaElements();
  Object.defineProperty(navigator, 'locks', { configurable: true, value: mockLocks() });
  URL.createObjectURL = () => 'blob:test';
  URL.revokeObjectURL = () => undefined;
  media = mockMedia();
  standInForThePlatform(media);
  vi.spyOn(performance, 'now').mockImplementation(() => clockMs);
});
afterEach(async () => {
  await closeConsole();
  await keepTakesOf(undefined);
  vi.restoreAllMocks();
  Reflect.deleteProperty(navigator, 'locks');
  restore();
});

test('is uploaded under the id that it was recorded with, and stays on this computer until it has arrived', async () => {
  const server = createStaffServer({ session: OFFICER, cases: [CASE] });
  server.isQuick = true;
  const { user } = await openConsole(server, ADDRESS);
  const press = async (name: string | RegExp): Promise<void> => {
    const button = await screen.findByRole('button', { name });
    // Two presses within the blink of an eye count as one.
    clockMs += 1_000;
    await user.click(button);
  };
  await press('Kamerayı aç');
  await press('Kaydı başlat');
  await act(() => media.pass(6));
  await press('Kaydı bitir');
  server.next('PUT', 'unreachable');
  await press(USE);
  await screen.findByRole('button', { name: `Yeniden yükle: ${NAME}` });
  const kept = { ...sessionStorage };
  await closeConsole();
  for (const [key, value] of Object.entries(kept)) sessionStorage.setItem(key, value);
  await openConsole(server, ADDRESS);
  await screen.findByText(/^Yükleme yarıda kaldı/);
  await press(USE);
  await screen.findByRole('group', { name: NAME });
  await waitFor(() => expect(screen.queryByRole('region', { name: 'İşaret dili kaydınız' })).toBeNull());
  expect(screen.queryByRole('button', { name: USE })).toBeNull();
  const ids = server.seen.filter(({ method }) => method === 'PUT').map(({ path }) => path);
  expect(ids).toHaveLength(2);
  expect(new Set(ids).size).toBe(1);
});
