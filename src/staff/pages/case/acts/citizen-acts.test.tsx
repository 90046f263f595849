// @vitest-environment jsdom
// What the citizen did, where it belongs; the case that has changed meanwhile; the keys of the page.

import { fireEvent, screen, within } from '@testing-library/preact';
import { afterEach, expect, test } from 'vitest';
import type { StaffLife } from '../../../../domain/staff-life.ts';
import type { StaffCase } from '../../../../domain/wire-staff.ts';
import { makeCase, makeLife, NOW_MS, OFFICER } from '../../../testing/cases.mock.ts';
import { closeConsole, findAnnounced, openConsole } from '../../../testing/open-console.mock.tsx';
import { answer, createStaffServer } from '../../../testing/staff-server.mock.ts';

afterEach(async () => {
  await closeConsole();
  localStorage.clear();
});

const REPLY_ID = makeCase(99).applicationId;
const AT = '2026-11-20T08:00:00.000Z';

async function open(life: Partial<StaffLife>, change: Partial<StaffCase> = {}) {
  const found = makeCase(1, { life: makeLife(life), ...change });
  const server = createStaffServer({ session: OFFICER, cases: [found] });
  const { user } = await openConsole(server, `#/basvurular/${found.applicationId}`);
  return { server, user, found };
}

const articleOf = (heading: string): HTMLElement => {
  const article = screen.getByRole('heading', { name: heading }).parentElement;
  if (!article) throw new Error('A heading without its article');
  return article;
};

test('what was added and answered stands with the text, the question above its answer', async () => {
  await open({
    events: [{ kind: 'information-asked', id: 'q', at: AT, holder: 'Kurum', text: 'Hangi sokak?' }],
    acts: [
      { id: 'a', kind: 'addition', at: AT, text: 'Bir de şu.' },
      { id: 'b', kind: 'information', at: AT, text: 'Gül Sokak.', questionId: 'q' },
    ],
  });
  expect(articleOf('Yurttaşın eklediği bilgi').textContent).toContain('Bir de şu.');
  expect(articleOf('Sorunuza verilen yanıt').textContent).toMatch(/Hangi sokak\?.*Gül Sokak\./);
});

test('an objection is told at the top and with its answer, and the next answer can be written', async () => {
  const answered = answer(makeCase(1), { id: REPLY_ID, text: 'Olmaz.' });
  await open(
    {
      state: 'objected',
      acts: [
        { id: 'r', kind: 'rating', at: AT, score: 1, text: 'Eksik.', replyId: REPLY_ID },
        { id: 'o', kind: 'objection', at: AT, text: 'Nedenini yazmamışsınız.', replyId: REPLY_ID },
      ],
    },
    { replies: answered.replies },
  );
  expect(screen.getByRole('heading', { level: 2, name: 'Yurttaş verilen yanıta itiraz etti' })).toBeTruthy();
  const article = screen.getByText('Olmaz.').closest('article');
  if (!article) throw new Error('No article');
  expect(within(article).getByText('Nedenini yazmamışsınız.')).toBeTruthy();
  expect(within(article).getByRole('heading', { name: /5 üzerinden 1 puanla/ })).toBeTruthy();
  expect(screen.getByRole('textbox', { name: 'Yurttaşa yanıtınız' })).toBeTruthy();
});

test('an objection that was told by a recording says where the recording is, at the top and with its answer', async () => {
  const answered = answer(makeCase(1), { id: REPLY_ID, text: 'Olmaz.' });
  const acts = [{ id: 'o', kind: 'objection', at: AT, replyId: REPLY_ID }] as const;
  await open({ state: 'objected', acts: [...acts] }, { replies: answered.replies });
  expect(screen.getAllByText(/Yazıyla değil, kayıtla anlattı/)).toHaveLength(2);
});

test('a case that has changed is told of when the officer comes back, and shown when they want', async () => {
  let nowMs = NOW_MS;
  const found = makeCase(1, { life: makeLife() });
  const server = createStaffServer({ session: OFFICER, cases: [found] });
  const { user } = await openConsole(server, `#/basvurular/${found.applicationId}`, 'tr', () => nowMs);
  await user.click(screen.getByRole('textbox', { name: 'Yurttaşa yanıtınız' }));
  await user.paste('Yarım yanıt');
  const acts = [{ id: 'a', kind: 'addition', at: AT, text: 'Yeni bilgi.' }] as const;
  server.cases = [{ ...found, life: makeLife({ acts: [...acts] }) }];
  const reads = () => server.seen.filter(({ path }) => path.endsWith(found.applicationId)).length;
  const before = reads();
  fireEvent.focus(window);
  expect(reads()).toBe(before);
  nowMs += 61_000;
  fireEvent.focus(window);
  await user.click(await screen.findByRole('button', { name: 'Son hâlini göster' }));
  expect(screen.getByText('Yeni bilgi.')).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Son hâlini göster' })).toBeNull();
  expect(screen.getByRole('textbox', { name: 'Yurttaşa yanıtınız' })).toHaveProperty('value', 'Yarım yanıt');
});

test('keys do nothing until they are switched on; then each does what its button does', async () => {
  const { user } = await open({});
  await user.keyboard('n');
  expect(screen.queryByRole('textbox', { name: 'Notunuz' })).toBeNull();
  await user.click(screen.getByRole('button', { name: 'Klavye kısayolları' }));
  const dialog = within(screen.getByRole('dialog'));
  await user.click(dialog.getByRole('checkbox', { name: 'Tek tuşla çalışan kısayolları kullan' }));
  await user.selectOptions(dialog.getByRole('combobox', { name: 'Not yaz' }), 'z');
  await user.click(dialog.getByRole('button', { name: 'Kapat' }));
  expect(screen.getByRole('button', { name: 'Not yaz Z' })).toBeTruthy();
  (document.activeElement as HTMLElement).blur();
  await user.keyboard('z');
  const note = screen.getByRole('textbox', { name: 'Notunuz' });
  await user.click(note);
  await user.keyboard('zyd');
  expect(note).toHaveProperty('value', 'zyd');
  note.blur();
  fireEvent.keyDown(document.body, { key: 'k', code: 'KeyK' });
  await findAnnounced('Şu anda yapılamaz: Başvuruyu kapat');
  await user.keyboard('y');
  expect(document.activeElement?.id).toBe('reply');
});
