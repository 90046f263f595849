// @vitest-environment jsdom
// The single keys through a list and from case to case.

import { screen, waitFor, within } from '@testing-library/preact';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeCase, OFFICER } from '../testing/cases.mock.ts';
import { closeConsole, findAnnounced, findHeading, openConsole } from '../testing/open-console.mock.tsx';
import { createStaffServer } from '../testing/staff-server.mock.ts';
import { FIRST_KEYS } from './key-choice.ts';

const KEPT = 'kopru.staff.keys';
beforeEach(() => localStorage.setItem(KEPT, JSON.stringify({ isOn: true, keys: FIRST_KEYS })));
afterEach(async () => {
  localStorage.removeItem(KEPT);
  await closeConsole();
});

const many = (count: number) =>
  Array.from({ length: count }, (_, index) => makeCase(index + 1, { subject: `Konu ${index + 1}` }));

test('rows, a choice and pages of a list', async () => {
  const { user } = await openConsole(createStaffServer({ session: OFFICER, cases: many(30) }));
  await user.keyboard('5');
  await findAnnounced('Şu anda yapılamaz: Bu satırı seç veya seçimi kaldır');
  await user.keyboard('22');
  expect(document.activeElement).toBe(screen.getByRole('link', { name: '2026-0000002 Konu 2' }));
  await user.keyboard('5');
  const box = screen.getByRole<HTMLInputElement>('checkbox', { name: /2026-0000002/ });
  expect(document.activeElement).toBe(box);
  expect(box.checked).toBe(true);
  await user.keyboard('5');
  expect(box.checked).toBe(false);
  await user.keyboard('8');
  expect(document.activeElement).toBe(screen.getByRole('link', { name: '2026-0000001 Konu 1' }));
  await user.keyboard('3');
  await findHeading('Yanıt bekleyen başvurular, sayfa 2 / 2');
  await user.keyboard('9');
  await findHeading('Yanıt bekleyen başvurular, sayfa 1 / 2');
});

test('what could not be done is no longer said when the next key is done', async () => {
  const { user } = await openConsole(createStaffServer({ session: OFFICER, cases: many(2) }));
  await user.keyboard('525');
  await findAnnounced('1 başvuru seçildi.');
  expect(document.querySelector('[aria-live=assertive]')?.textContent).toBe('');
});

test('which list is shown, its views, and what is done to the chosen', async () => {
  const { user } = await openConsole(createStaffServer({ session: OFFICER, cases: many(3) }));
  const current = () => document.querySelector('[id^="list-of-"][aria-current]')?.textContent;
  await user.keyboard('4');
  await waitFor(() => expect(current()).toMatch(/^Masam/));
  await user.keyboard('7');
  await waitFor(() => expect(current()).toMatch(/^Herkesinki/));
  await user.keyboard('0');
  expect(document.activeElement?.textContent).toBe('Bu listeyi görünüm olarak sakla');
  await user.keyboard('2');
  await user.keyboard('5z');
  expect(document.activeElement).toBe(await screen.findByRole('heading', { name: 'Seçilen başvurular' }));
  await user.tab();
  await user.tab({ shift: true });
  await user.keyboard('z');
  expect(document.activeElement?.id).toBe('bulk');
  await user.keyboard('x');
  await findAnnounced('Şu anda yapılamaz: Hazır metinlere git');
});

test('in the search a key is a letter of what is typed', async () => {
  const { user } = await openConsole(createStaffServer({ session: OFFICER, cases: many(2) }));
  await user.keyboard('q');
  await user.keyboard('2q');
  expect(screen.getByRole<HTMLInputElement>('searchbox').value).toBe('2q');
});

test('from case to case in the order of the list, and round again', async () => {
  const { user } = await openConsole(createStaffServer({ session: OFFICER, cases: many(3) }));
  await user.click(screen.getByRole('link', { name: '2026-0000002 Konu 2' }));
  await findHeading('Konu 2');
  await user.keyboard('j');
  await findHeading('Konu 3');
  await user.keyboard('j');
  await findHeading('Konu 1');
});

test('an answer is sent, after the question, and the next case is the one after it', async () => {
  const { user } = await openConsole(createStaffServer({ session: OFFICER, cases: many(3) }));
  await user.click(screen.getByRole('link', { name: '2026-0000002 Konu 2' }));
  await findHeading('Konu 2');
  await user.click(screen.getByRole('textbox', { name: 'Yurttaşa yanıtınız' }));
  await user.paste('Rampa yapılacak.');
  await user.tab();
  await user.keyboard('p');
  const question = within(await screen.findByRole('dialog'));
  await user.click(question.getByRole('button', { name: /^Yanıtı gönder/ }));
  await screen.findByRole('link', { name: /^Sıradaki başvuru: Konu 3/ });
  await user.keyboard('j');
  await findHeading('Konu 3');
});

test('switched off a key does nothing', async () => {
  localStorage.removeItem(KEPT);
  const { user } = await openConsole(createStaffServer({ session: OFFICER, cases: many(2) }));
  const before = document.activeElement;
  await user.keyboard('2');
  await waitFor(() => expect(document.activeElement).toBe(before));
});
