// @vitest-environment jsdom
// An answer that was begun in another tab, or on another machine.

import { screen, waitFor, within } from '@testing-library/preact';
import { afterEach, expect, test, vi } from 'vitest';
import { makeCase, OFFICER } from '../../../testing/cases.mock.ts';
import { closeConsole, openConsole } from '../../../testing/open-console.mock.tsx';
import { createStaffServer } from '../../../testing/staff-server.mock.ts';

afterEach(async () => {
  vi.restoreAllMocks();
  await closeConsole();
});

const REPLY_ID = '01890a5d-ac96-774b-bcce-b302099a8057';
const KEPT = JSON.stringify({ replyId: REPLY_ID, text: 'Rampa salı günü' });
const field = () => screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Yurttaşa yanıtınız' });

async function openCase(replyDraft: string | undefined) {
  const found = makeCase(1, { ...(replyDraft !== undefined && { replyDraft }) });
  const server = createStaffServer({ session: OFFICER, cases: [found] });
  const { user } = await openConsole(server, `#/basvurular/${found.applicationId}`);
  return { server, user, id: found.applicationId };
}

test('is gone on with where it was left, kept when the page is hidden, and sent under its id', async () => {
  const { server, user, id } = await openCase(KEPT);
  expect(field().value).toBe('Rampa salı günü');
  await user.click(field());
  await user.paste(' yapılacak.');
  vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden');
  document.dispatchEvent(new Event('visibilitychange'));
  await waitFor(() =>
    expect(server.replyDrafts).toEqual([
      { id, content: JSON.stringify({ replyId: REPLY_ID, text: 'Rampa salı günü yapılacak.' }) },
    ]),
  );
  await user.click(screen.getByRole('button', { name: 'Yanıtı gönder' }));
  const dialog = within(await screen.findByRole('dialog'));
  await user.click(dialog.getByRole('button', { name: 'Yanıtı gönder' }));
  await screen.findByRole('region', { name: 'Yanıt gönderildi' });
  const sent = server.seen.find(({ path }) => path.includes('/replies/'));
  expect(sent).toMatchObject({ path: expect.stringContaining(REPLY_ID) });
});

test('that this console cannot read leaves an empty field', async () => {
  await openCase('{"of": "another console"}');
  expect(field().value).toBe('');
});
