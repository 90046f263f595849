// @vitest-environment jsdom

import { screen } from '@testing-library/preact';
import { afterEach, expect, test, vi } from 'vitest';
import { PRESENCE } from '../../../../domain/desk-wire.ts';
import { makeCase, makeLife, OFFICER } from '../../../testing/cases.mock.ts';
import { closeConsole, findAnnounced, openConsole } from '../../../testing/open-console.mock.tsx';
import { createStaffServer } from '../../../testing/staff-server.mock.ts';

afterEach(async () => {
  await closeConsole();
  vi.useRealTimers();
});

const AYSE = { id: 'a', name: 'Ayşe Yılmaz' };
const CASE = makeCase(1, { life: makeLife() });

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
  const life = makeLife({
    internal: [{ kind: 'noted', id: 'n', at: '2026-11-23T07:00:00.000Z', by: AYSE.name, text: 'Bakıldı.' }],
  });
  server.cases = [{ ...CASE, life }];
  server.next('PUT /api/staff/cases', Response.json({ others: [], changes: 2 }));
  vi.advanceTimersByTime(PRESENCE.everyMs);
  expect(await screen.findByRole('heading', { name: /değişti/ })).toBeTruthy();
  expect(screen.queryByText('Ayşe Yılmaz da bu başvuruda.')).toBeNull();
});

test('who changes nothing is not said to be there', async () => {
  const server = createStaffServer({ session: { ...OFFICER, role: 'auditor' }, cases: [CASE] });
  server.others = [AYSE];
  await openConsole(server, `#/basvurular/${CASE.applicationId}`);
  expect(screen.queryByText(/da bu başvuruda/)).toBeNull();
});
