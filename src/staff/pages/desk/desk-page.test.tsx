// @vitest-environment jsdom

import { screen, within } from '@testing-library/preact';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeCase, makeRecording, OFFICER, toTranscription } from '../../testing/cases.mock.ts';
import { mockMediaElements } from '../../testing/media-elements.mock.ts';
import { closeConsole, findAnnounced, findHeading, openConsole } from '../../testing/open-console.mock.tsx';
import { createStaffServer } from '../../testing/staff-server.mock.ts';

let restore: () => void;
beforeEach(() => {
  restore = mockMediaElements();
});
afterEach(async () => {
  await closeConsole();
  restore();
});

const HEADING = 'Yazıya dökülecek kayıtlar';

function manyRecordings(count: number) {
  return Array.from({ length: count }, (_, index) => {
    const recording = makeRecording(index, index === 1 ? { kind: 'sign-video' } : {});
    const staffCase = makeCase(index + 1, { attachments: [recording] });
    return { staffCase, row: toTranscription(staffCase, recording) };
  });
}

test('the recordings stand with what they are, how long, until when and how far; each leads to its editor', async () => {
  const all = manyRecordings(2);
  const server = createStaffServer({
    session: OFFICER,
    cases: all.map(({ staffCase }) => staffCase),
    transcriptions: all.map(({ row }, index) => ({ ...row, state: index === 1 ? 'again' : 'open' })),
  });
  const { user } = await openConsole(server, '#/cozumler');
  expect(await findHeading(HEADING)).toBe(document.activeElement);
  expect(screen.getByText('2 kayıt bekliyor.')).toBeTruthy();
  const link = screen.getByRole('link', { name: '2026-0000002 İşaret diliyle anlatım Konu 2 1 dakika' });
  const row = within(link.closest('tr') as HTMLElement);
  expect(row.getByText('1 dakika')).toBeTruthy();
  expect(row.getByText('Yurttaş yeniden istedi')).toBeTruthy();
  const menu = screen.getByRole('link', { name: 'Yazıya dökülecek' });
  expect(menu.getAttribute('aria-current')).toBe('page');
  await user.click(link);
  await findHeading('Türkçeye çeviri: İşaret diliyle anlatım 1');
  expect(menu.getAttribute('aria-current')).toBe('true');
});

test('turning a page is a change of page, and the way back is known', async () => {
  const all = manyRecordings(27);
  const server = createStaffServer({
    session: OFFICER,
    cases: all.map(({ staffCase }) => staffCase),
    transcriptions: all.map(({ row }) => row),
  });
  const { user } = await openConsole(server, '#/cozumler');
  await user.click(screen.getByRole('link', { name: 'Sonraki sayfa' }));
  expect(await findHeading(`${HEADING}, sayfa 2 / 2`)).toBe(document.activeElement);
  await findAnnounced('Bu sayfada 26–27 arası gösteriliyor.');
  await user.click(screen.getByRole('link', { name: /^2026-0000027/ }));
  await findHeading('Yazıya dökme: Sesli anlatım 1');
  await user.click(screen.getByRole('link', { name: HEADING }));
  await findHeading(`${HEADING}, sayfa 2 / 2`);
  await user.click(screen.getByRole('link', { name: 'Önceki sayfa' }));
  await findHeading(`${HEADING}, sayfa 1 / 2`);
});

test('an empty desk says so, and refreshing brings what came', async () => {
  const [one] = manyRecordings(1);
  const server = createStaffServer({ session: OFFICER });
  const { user } = await openConsole(server, '#/cozumler');
  expect(screen.getByRole('heading', { name: 'Bekleyen kayıt yok' })).toBeTruthy();
  server.transcriptions = one ? [one.row] : [];
  await user.click(screen.getByRole('button', { name: 'Listeyi yenile' }));
  expect(await screen.findByRole('link', { name: /^2026-0000001/ })).toBeTruthy();
  await findAnnounced('Liste yenilendi. 1 kayıt bekliyor.');
});
