// @vitest-environment jsdom
// One answer to many that is being written: kept on the server a moment after the last letter, found again by another tab, and gone
// when all of it has been sent or it is emptied.

import { fireEvent, screen, waitFor, within } from '@testing-library/preact';
import type { UserEvent } from '@testing-library/user-event';
import { afterEach, expect, test } from 'vitest';
import { CENTRE_OFFICER, makeCase, makeLife } from '../../../testing/cases.mock.ts';
import { closeConsole, openConsole } from '../../../testing/open-console.mock.tsx';
import { createStaffServer, type StaffServer } from '../../../testing/staff-server.mock.ts';

afterEach(closeConsole);

const CASES = [1, 2].map((number) =>
  makeCase(number, { formats: ['text'], life: makeLife({ actions: ['place'] }) }),
);
/** A group has the id of its first application. */
const GROUP = CASES[0]?.applicationId ?? '';
const serverWith = (): StaffServer => createStaffServer({ session: CENTRE_OFFICER, cases: CASES });
const textOf = (content: string | undefined) =>
  (JSON.parse(content ?? 'null') as { text: string } | null)?.text;
const field = (): HTMLTextAreaElement => screen.getByLabelText('Yanıt');

async function open(server: StaffServer): Promise<UserEvent> {
  const { user } = await openConsole(server, `#/basvurular?grup=${GROUP}`);
  return user;
}

/** As the browser does when its tab is left. */
function hide(): void {
  Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true });
  fireEvent(document, new Event('visibilitychange'));
  Reflect.deleteProperty(document, 'visibilityState');
}

test('is there again in another tab, and this tab’s goes before it', async () => {
  const server = serverWith();
  const user = await open(server);
  await user.type(field(), 'Arıza giderildi.');
  hide();
  await waitFor(() => expect(textOf(server.groupDraft)).toBe('Arıza giderildi.'));
  await closeConsole();
  sessionStorage.clear();
  await open(server);
  expect(field().value).toBe('Arıza giderildi.');
});

test('is no draft of the first application, whose id the group has', async () => {
  const server = serverWith();
  const user = await open(server);
  await user.type(field(), 'Hepinize.');
  await closeConsole();
  await openConsole(server, `#/basvurular/${GROUP}`);
  expect((await screen.findByLabelText<HTMLTextAreaElement>('Yurttaşa yanıtınız')).value).toBe('');
});

test('goes when it is emptied, and asks nothing of the server where nothing was written', async () => {
  const server = serverWith();
  server.groupDraft = JSON.stringify({ replyId: GROUP, text: 'Eski.' });
  const user = await open(server);
  expect(field().value).toBe('Eski.');
  await user.clear(field());
  await waitFor(() => expect(server.groupDraft).toBeUndefined());
});

test.each<[string, boolean, boolean]>([
  ['goes with the last answer', true, true],
  ['stays while somebody is left', false, false],
])('%s', async (_, toAll, isGone) => {
  const server = serverWith();
  const user = await open(server);
  await user.type(field(), 'Arıza giderildi.');
  hide();
  await waitFor(() => expect(server.groupDraft).toBeDefined());
  if (toAll) await user.click(screen.getByRole('radio', { name: /Bu gruptakilerin tümüne/ }));
  else await user.click(screen.getByRole('checkbox', { name: 'Seç: 2026-0000002 Konu 2' }));
  await user.click(screen.getByRole('button', { name: 'Yanıtı gönder' }));
  const dialog = within(await screen.findByRole('dialog'));
  await user.click(dialog.getByRole('button', { name: 'Yanıtı gönder' }));
  await screen.findByText(`Yapılan: ${toAll ? 2 : 1}, yapılmayan: 0`);
  hide();
  await waitFor(() => expect(server.groupDraft === undefined).toBe(isGone));
});
