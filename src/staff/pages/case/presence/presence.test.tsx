// @vitest-environment jsdom

import { screen, waitFor } from '@testing-library/preact';
import { afterEach, expect, test, vi } from 'vitest';
import { PRESENCE } from '../../../../domain/desk-wire.ts';
import { makeCase, makeLife, OFFICER } from '../../../testing/cases.mock.ts';
import { closeConsole, findAnnounced, openConsole } from '../../../testing/open-console.mock.tsx';
import { createStaffServer, type StaffServer } from '../../../testing/staff-server.mock.ts';

afterEach(async () => {
  await closeConsole();
  vi.useRealTimers();
});

const AYSE = { id: 'a', name: 'Ayşe Yılmaz' };
const CASE = makeCase(1, { life: makeLife() });

/** As a colleague, in another console. */
function noteByAyse(server: StaffServer): void {
  server.cases = server.cases.map((found) => {
    const life = found.life ?? makeLife();
    const at = '2026-11-23T07:00:00.000Z';
    const note = { kind: 'noted', id: 'n', at, by: AYSE.name, text: 'Bakıldı.' } as const;
    return { ...found, changes: found.changes + 1, life: { ...life, internal: [...life.internal, note] } };
  });
}

test('who else is in the case stands on the page and is said', async () => {
  const server = createStaffServer({ session: OFFICER, cases: [CASE] });
  server.others = [AYSE];
  await openConsole(server, `#/basvurular/${CASE.applicationId}`);
  expect(await screen.findByText('Ayşe Yılmaz da bu başvuruda.')).toBeTruthy();
  await findAnnounced('Ayşe Yılmaz da bu başvuruda.');
});

test('who has gone is not named any more; a change is told although nobody came back to the page', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  const server = createStaffServer({ session: OFFICER, cases: [CASE] });
  server.others = [AYSE];
  await openConsole(server, `#/basvurular/${CASE.applicationId}`);
  await screen.findByText('Ayşe Yılmaz da bu başvuruda.');
  server.others = [];
  noteByAyse(server);
  vi.advanceTimersByTime(PRESENCE.everyMs);
  expect(await screen.findByRole('heading', { name: /değişti/ })).toBeTruthy();
  expect(screen.queryByText('Ayşe Yılmaz da bu başvuruda.')).toBeNull();
});

test('what others do right after an action of one’s own is told at the next beat, once; the action itself is not', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  const server = createStaffServer({ session: OFFICER, cases: [CASE] });
  const { user } = await openConsole(server, `#/basvurular/${CASE.applicationId}`);
  const reads = () => server.seen.filter(({ method }) => method === 'GET').length;
  const note = async (text: string): Promise<void> => {
    await user.click(screen.getByRole('button', { name: 'Not yaz' }));
    await user.click(screen.getByRole('textbox', { name: 'Notunuz' }));
    await user.paste(text);
    await user.click(screen.getByRole('button', { name: 'Notu kaydet' }));
    await screen.findByText(text);
  };
  await note('Arayıp konuştum.');
  const before = reads();
  server.others = [AYSE];
  vi.advanceTimersByTime(PRESENCE.everyMs);
  await screen.findByText('Ayşe Yılmaz da bu başvuruda.');
  await note('İkinci not.');
  noteByAyse(server);
  vi.advanceTimersByTime(PRESENCE.everyMs);
  expect(await screen.findByRole('heading', { name: /değişti/ })).toBeTruthy();
  server.others = [];
  vi.advanceTimersByTime(PRESENCE.everyMs);
  await waitFor(() => expect(screen.queryByText('Ayşe Yılmaz da bu başvuruda.')).toBeNull());
  expect(reads()).toBe(before + 1);
});

test('who changes nothing is not said to be there', async () => {
  const server = createStaffServer({ session: { ...OFFICER, role: 'auditor' }, cases: [CASE] });
  server.others = [AYSE];
  await openConsole(server, `#/basvurular/${CASE.applicationId}`);
  expect(screen.queryByText(/da bu başvuruda/)).toBeNull();
});
