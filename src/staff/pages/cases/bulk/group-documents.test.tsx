// @vitest-environment jsdom
// Documents of one answer to many: uploaded once, each case's own, and what was written is there after a reload.

import { screen, waitFor, within } from '@testing-library/preact';
import type { UserEvent } from '@testing-library/user-event';
import { afterEach, expect, test } from 'vitest';
import { CENTRE_OFFICER, makeCase, makeLife } from '../../../testing/cases.mock.ts';
import { closeConsole, openConsole } from '../../../testing/open-console.mock.tsx';
import { createStaffServer } from '../../../testing/staff-server.mock.ts';

afterEach(closeConsole);

const GROUP = '01900000-0000-7000-8000-0000000000aa';
const PDF = new File(['%PDF'], 'Kesinti_haritasi.pdf', { type: 'application/pdf' });
const CASES = [1, 2, 3].map((number) =>
  makeCase(number, { formats: ['text'], life: makeLife({ actions: ['place'] }) }),
);

async function open(server = createStaffServer({ session: CENTRE_OFFICER, cases: CASES })) {
  server.isQuick = true;
  const { user } = await openConsole(server, `#/basvurular?grup=${GROUP}`);
  return { server, user };
}

async function attach(user: UserEvent): Promise<void> {
  await user.click(await screen.findByRole('button', { name: 'Belge ya da resim ekle' }));
  const button = screen.getByRole('button', { name: 'Belge ya da resim dosyaları Dosya seç' });
  const input = button.parentElement?.querySelector<HTMLInputElement>('input[type=file]');
  if (!input) throw new Error('A field without its input');
  await user.upload(input, [PDF]);
  await waitFor(() => expect(title().value).toBe('Kesinti haritasi'));
}

const title = (): HTMLInputElement => screen.getByRole('textbox', { name: 'Yurttaşın göreceği ad' });
const press = (user: UserEvent) => user.click(screen.getByRole('button', { name: 'Yanıtı gönder' }));

async function sendToAll(user: UserEvent): Promise<void> {
  await user.click(screen.getByRole('radio', { name: /Bu gruptakilerin tümüne/ }));
  await press(user);
  const dialog = within(await screen.findByRole('dialog'));
  await user.click(dialog.getByRole('button', { name: 'Yanıtı gönder' }));
}

test('a document is uploaded once, copied to the others, and goes with each answer', async () => {
  const { server, user } = await open();
  await user.type(screen.getByLabelText('Yanıt'), 'Arıza giderildi.');
  await attach(user);
  await sendToAll(user);
  expect(await screen.findByText('Yapılan: 3, yapılmayan: 0')).toBeTruthy();
  const puts = server.seen.filter(({ method }) => method === 'PUT');
  expect(puts.filter(({ path }) => path.endsWith('?kind=document'))).toHaveLength(1);
  const copies = puts.filter(({ path }) => path.includes('/copies/'));
  expect(copies.map(({ body }) => body)).toEqual(
    CASES.slice(1).map(({ applicationId }) => ({ applicationId })),
  );
  const sent = puts.filter(({ path }) => path.includes('/replies/')).map(({ body }) => body);
  expect(sent).toEqual(
    CASES.map(() => ({
      text: 'Arıza giderildi.',
      documents: [{ id: expect.any(String), name: 'Kesinti haritasi' }],
    })),
  );
  const ids = (sent as { documents: { id: string }[] }[]).map(({ documents }) => documents[0]?.id);
  expect(new Set(ids).size).toBe(3);
});

test('what is wrong with a document is said at the top and at its field, and nothing is sent', async () => {
  const { server, user } = await open();
  await user.type(screen.getByLabelText('Yanıt'), 'Arıza giderildi.');
  await attach(user);
  await user.clear(title());
  await user.click(screen.getByRole('radio', { name: /Bu gruptakilerin tümüne/ }));
  await press(user);
  const link = await screen.findByRole('link', { name: 'Belgeye bir ad verin.' });
  expect(link.getAttribute('href')).toBe(`#${title().id}`);
  expect(title().getAttribute('aria-invalid')).toBe('true');
  expect(server.seen.some(({ path }) => path.includes('/replies/'))).toBe(false);
});

test('where a colleague has taken the document away, nobody gets the text without it', async () => {
  const { server, user } = await open();
  await user.type(screen.getByLabelText('Yanıt'), 'Arıza giderildi.');
  await attach(user);
  server.media.clear();
  await sendToAll(user);
  expect(await screen.findByText('Yapılan: 0, yapılmayan: 3')).toBeTruthy();
  expect(screen.getAllByText(/eklediğiniz dosya buna eklenemedi/)).toHaveLength(3);
  expect(server.cases.flatMap(({ replies }) => replies)).toEqual([]);
});

test('the text and its document are there again after a reload; what a case has of its own is not among them', async () => {
  const { server, user } = await open();
  server.media.set(CASES[0]?.applicationId ?? '', [
    {
      id: makeCase(77).applicationId,
      kind: 'document',
      state: 'ready',
      byteLength: 9,
      renditions: ['original'],
    },
  ]);
  await user.type(screen.getByLabelText('Yanıt'), 'Arıza giderildi.');
  await attach(user);
  const kept = sessionStorage.getItem('kopru.staff.replies') ?? '';
  await closeConsole();
  sessionStorage.setItem('kopru.staff.replies', kept);
  await open(server);
  expect((screen.getByLabelText('Yanıt') as HTMLTextAreaElement).value).toBe('Arıza giderildi.');
  await waitFor(() => expect(title().value).toBe('Kesinti haritasi'));
  expect(screen.getAllByRole('heading', { name: /^Belge \d/ })).toHaveLength(1);
});

test('who is left after a part was answered still gets text and document, after a reload, too', async () => {
  const { server, user } = await open();
  await user.type(screen.getByLabelText('Yanıt'), 'Arıza giderildi.');
  await attach(user);
  await user.click(screen.getByRole('checkbox', { name: 'Seç: 2026-0000001 Konu 1' }));
  await press(user);
  const dialog = within(await screen.findByRole('dialog'));
  await user.click(dialog.getByRole('button', { name: 'Yanıtı gönder' }));
  expect(await screen.findByText('Yapılan: 1, yapılmayan: 0')).toBeTruthy();
  const home = CASES[1]?.applicationId ?? '';
  await waitFor(() => expect(server.media.get(home)).toHaveLength(1));
  const kept = () => sessionStorage.getItem('kopru.staff.replies') ?? '';
  await waitFor(() => expect(kept()).toContain(home));
  const stored = kept();
  await closeConsole();
  sessionStorage.setItem('kopru.staff.replies', stored);
  const again = await open(server);
  await waitFor(() => expect(title().value).toBe('Kesinti haritasi'));
  await sendToAll(again.user);
  expect(await screen.findByText('Yapılan: 2, yapılmayan: 0')).toBeTruthy();
  const replies = server.cases.flatMap(({ replies: of }) => of);
  expect(replies).toHaveLength(3);
});
