// @vitest-environment jsdom
// Documents and pictures that go with an answer: chosen, named, described, sent, and what keeps one from being sent.

import { screen, waitFor, within } from '@testing-library/preact';
import type { UserEvent } from '@testing-library/user-event';
import { afterEach, expect, test } from 'vitest';
import { DEFAULT_ANSWER_LIMITS } from '../../../../domain/answer-limits.ts';
import type { ReplyInput, UnsentMedium } from '../../../../domain/wire-staff.ts';
import { makeCase, OFFICER } from '../../../testing/cases.mock.ts';
import { closeConsole, findAnnounced, openConsole } from '../../../testing/open-console.mock.tsx';
import { createStaffServer, type StaffServer } from '../../../testing/staff-server.mock.ts';

afterEach(closeConsole);

const CASE = makeCase(1, { subject: 'Kaldırım rampası' });
const ADDRESS = `#/basvurular/${CASE.applicationId}`;
const PDF = new File(['%PDF'], 'Denetim_tutanagi.pdf', { type: 'application/pdf' });
const PHOTO = new File(['jpg'], 'rampa.jpg', { type: 'image/jpeg' });

async function open(waiting: UnsentMedium[] = []) {
  const server = createStaffServer({ session: OFFICER, cases: [CASE, makeCase(2)] });
  server.isQuick = true;
  server.media.set(CASE.applicationId, waiting);
  const { user } = await openConsole(server, ADDRESS);
  return { server, user };
}

async function openWithField() {
  const opened = await open();
  await opened.user.click(await screen.findByRole('button', { name: 'Belge ya da resim ekle' }));
  return opened;
}

async function choose(user: UserEvent, ...files: File[]): Promise<void> {
  const button = screen.getByRole('button', { name: 'Belge ya da resim dosyaları Dosya seç' });
  const input = button.parentElement?.querySelector<HTMLInputElement>('input[type=file]');
  if (!input) throw new Error('A field without its input');
  // As somebody can who lets the picker show all files.
  input.removeAttribute('accept');
  await user.upload(input, files);
}

const title = (): HTMLInputElement => screen.getByRole('textbox', { name: 'Yurttaşın göreceği ad' });
const send = (user: UserEvent) => user.click(screen.getByRole('button', { name: 'Yanıtı gönder' }));
const sentBody = ({ seen }: StaffServer): ReplyInput | undefined =>
  seen.findLast(({ method, path }) => method === 'PUT' && path.includes('/replies/'))?.body as
    | ReplyInput
    | undefined;

async function confirm(user: UserEvent, told: RegExp): Promise<void> {
  await send(user);
  const question = within(await screen.findByRole('dialog'));
  expect(question.getByText(told)).toBeTruthy();
  await user.click(question.getByRole('button', { name: 'Yanıtı gönder' }));
}

test('a document has the name of its file until it is given another, and goes with the text', async () => {
  const { server, user } = await openWithField();
  await choose(user, PDF);
  await screen.findByRole('heading', { name: 'Belge 1' });
  await waitFor(() => expect(title().value).toBe('Denetim tutanagi'));
  await user.clear(title());
  await user.type(title(), 'Denetim tutanağı');
  await user.type(screen.getByRole('textbox', { name: 'Yurttaşa yanıtınız' }), 'Rampa olacak.');
  await confirm(user, /belge/);
  await screen.findByRole('heading', { name: 'Denetim tutanağı' });
  expect(sentBody(server)).toMatchObject({
    text: 'Rampa olacak.',
    documents: [{ name: 'Denetim tutanağı' }],
  });
  expect(sentBody(server)).not.toHaveProperty('media');
  expect(screen.getByRole('link', { name: 'Belgeyi indir: Denetim tutanağı' })).toBeTruthy();
});

test('a picture is not sent before somebody has said what it shows', async () => {
  const { server, user } = await openWithField();
  await choose(user, PHOTO);
  await screen.findByRole('heading', { name: 'Resim 1' });
  await user.type(screen.getByRole('textbox', { name: 'Yurttaşa yanıtınız' }), 'Rampa olacak.');
  await send(user);
  const link = await screen.findByRole('link', { name: 'Resimde ne olduğunu yazın.' });
  await waitFor(() => expect(document.activeElement?.contains(link)).toBe(true));
  await user.click(link);
  const field = screen.getByRole('textbox', { name: 'Resimde ne var?' });
  expect(document.activeElement).toBe(field);
  await user.type(field, 'Girişin solunda rampa.');
  await confirm(user, /resim/);
  await waitFor(() =>
    expect(sentBody(server)?.documents).toMatchObject([
      { name: 'rampa', alternative: 'Girişin solunda rampa.' },
    ]),
  );
  expect((await screen.findByRole<HTMLImageElement>('img')).alt).toBe('Girişin solunda rampa.');
});

test('a PDF that was refused says why and how it is made, and is not sent', async () => {
  const { user } = await open([
    {
      id: 'b7c1',
      kind: 'document',
      state: 'rejected',
      byteLength: 9,
      problem: 'pdf-not-tagged',
      renditions: [],
    },
  ]);
  await screen.findByRole('heading', { name: 'Belge 1' });
  expect(screen.getByText(/^Bu PDF etiketli değil/)).toBeTruthy();
  expect(screen.getByText('Etiketli PDF nasıl yapılır?')).toBeTruthy();
  expect(screen.queryByRole('textbox', { name: 'Yurttaşın göreceği ad' })).toBeNull();
  await user.type(screen.getByRole('textbox', { name: 'Yurttaşa yanıtınız' }), 'Rampa olacak.');
  await send(user);
  expect(await screen.findByRole('link', { name: /^Belge 1 gönderilemez/ })).toBeTruthy();
});

test('what went with a draft that was sent back is there with its words', async () => {
  await open([
    {
      id: 'b7c1',
      kind: 'photo',
      state: 'ready',
      byteLength: 9,
      renditions: ['image'],
      name: 'Plan',
      alternative: 'Rampanın yeri.',
    },
  ]);
  await waitFor(() => expect(title().value).toBe('Plan'));
  expect(screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Resimde ne var?' }).value).toBe(
    'Rampanın yeri.',
  );
});

test.each<[string, File[], RegExp]>([
  [
    'an old Word document',
    [new File(['x'], 'karar.doc', { type: 'application/msword' })],
    /eski bir biçimde/,
  ],
  ['a film', [new File(['x'], 'a.mp4', { type: 'video/mp4' })], /^Bu türde dosya/],
  ['an empty file', [new File([], 'a.pdf', { type: 'application/pdf' })], /^Dosya boş/],
  [
    'one too many',
    Array.from({ length: DEFAULT_ANSWER_LIMITS.answerDocuments + 1 }, () => PDF),
    /^Bir yanıta en çok 5 belge/,
  ],
])('%s is told at the field', async (_, files, sentence) => {
  const { user } = await openWithField();
  await choose(user, ...files);
  await findAnnounced(sentence);
});
