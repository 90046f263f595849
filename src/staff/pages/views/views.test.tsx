// @vitest-environment jsdom

import { screen, within } from '@testing-library/preact';
import { afterEach, expect, test } from 'vitest';
import { OFFICER } from '../../testing/cases.mock.ts';
import { closeConsole, openConsole } from '../../testing/open-console.mock.tsx';
import { createStaffServer } from '../../testing/staff-server.mock.ts';

afterEach(closeConsole);

const VIEW = {
  id: '01900000-0000-7000-8000-0000000000ab',
  name: 'Sabah',
  address: '#/basvurular?liste=itirazlar',
};

test('a list is kept under a name with its search, and stands above every list', async () => {
  const server = createStaffServer({ session: OFFICER });
  const { user } = await openConsole(server, '#/basvurular?liste=suresi-gecen&ara=su');
  await user.click(screen.getByText('Bu listeyi görünüm olarak sakla'));
  await user.type(screen.getByLabelText('Görünümün adı'), 'Geciken su');
  await user.click(screen.getByRole('button', { name: 'Sakla' }));
  const link = await screen.findByRole('link', { name: 'Geciken su' });
  expect(link.getAttribute('href')).toBe('#/basvurular?liste=suresi-gecen&ara=su');
  expect(link.getAttribute('aria-current')).toBe('page');
});

test('without a name nothing is kept, and the field says so', async () => {
  const server = createStaffServer({ session: OFFICER });
  const { user } = await openConsole(server);
  await user.click(screen.getByText('Bu listeyi görünüm olarak sakla'));
  await user.click(screen.getByRole('button', { name: 'Sakla' }));
  expect(screen.getByText(/Bir ad yazın/)).toBeTruthy();
  expect(document.activeElement).toBe(screen.getByLabelText('Görünümün adı'));
  expect(server.views).toEqual([]);
});

test('a view is renamed in its place, and deleted after a question', async () => {
  const server = createStaffServer({ session: OFFICER });
  server.views = [VIEW, { ...VIEW, id: VIEW.id.replace('ab', 'ac'), name: 'Akşam' }];
  const { user } = await openConsole(server, '#/gorunumler');
  await user.click(screen.getByRole('button', { name: 'Yeniden adlandır: Sabah' }));
  const field = screen.getByLabelText('Görünümün adı');
  await user.clear(field);
  await user.type(field, 'Öğle');
  await user.click(screen.getByRole('button', { name: 'Sakla' }));
  await screen.findByRole('link', { name: 'Öğle' });
  await user.click(screen.getByRole('button', { name: 'Sil: Akşam' }));
  await user.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Sil' }));
  expect(await screen.findByText('Görünüm silindi: Akşam')).toBeTruthy();
  expect(server.views.map(({ name }) => name)).toEqual(['Öğle']);
});
