// @vitest-environment jsdom
// An answer in sign language, sound and plain words: attached, captioned, sent, and what is missing on the way.

import { screen, waitFor, within } from '@testing-library/preact';
import type { UserEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ReplyInput, StaffCase, StaffSession, UnsentMedium } from '../../../../domain/wire-staff.ts';
import { makeCase, OFFICER } from '../../../testing/cases.mock.ts';
import { mockMediaElements } from '../../../testing/media-elements.mock.ts';
import {
  closeConsole,
  findAnnounced,
  findHeading,
  openConsole,
} from '../../../testing/open-console.mock.tsx';
import { answer, createStaffServer, type StaffServer } from '../../../testing/staff-server.mock.ts';

let restore: () => void;
beforeEach(() => {
  restore = mockMediaElements();
});
afterEach(async () => {
  await closeConsole();
  restore();
});

const CASE = makeCase(1, { subject: 'Kaldırım rampası', formats: ['sign-language'] });
const ADDRESS = `#/basvurular/${CASE.applicationId}`;
const VIDEO = new File(['video'], 'yanit.webm', { type: 'video/webm' });
const NAME = 'İşaret dili videosu 1';

async function startWriting(change: Partial<StaffCase> = {}, session: StaffSession = OFFICER) {
  const server = createStaffServer({ session, cases: [{ ...CASE, ...change }, makeCase(2)] });
  server.isQuick = true;
  const { user } = await openConsole(server, ADDRESS);
  return { server, user };
}

async function attach(user: UserEvent, file: File, field = 'Video dosyası Dosya seç'): Promise<void> {
  const button = screen.getByRole('button', { name: field });
  const input = button.parentElement?.querySelector<HTMLInputElement>('input[type=file]');
  if (!input) throw new Error('A field without its input');
  await user.upload(input, file);
}

async function write(user: UserEvent, name: string, text: string): Promise<void> {
  await user.click(screen.getByRole('textbox', { name }));
  await user.paste(text);
}

const caption = (): HTMLTextAreaElement => screen.getByRole('textbox', { name: 'Metin, Parça 1' });

/** Of the summary, which takes the focus after the next paint: a click before that would lose the focus to it. */
async function follow(user: UserEvent, name: string | RegExp): Promise<void> {
  await waitFor(() => {
    const link = screen.getByRole('link', { name });
    expect(document.activeElement?.contains(link)).toBe(true);
  });
  await user.click(screen.getByRole('link', { name }));
}

/** @param told what the question says, too */
async function pressAndConfirm(user: UserEvent, told?: RegExp): Promise<void> {
  await user.click(screen.getByRole('button', { name: 'Yanıtı gönder' }));
  const question = within(await screen.findByRole('dialog'));
  if (told) expect(question.getByText(told)).toBeTruthy();
  await user.click(question.getByRole('button', { name: 'Yanıtı gönder' }));
}

const sentBody = ({ seen }: StaffServer): ReplyInput | undefined =>
  seen.findLast(({ method, path }) => method === 'PUT' && path.includes('/replies/'))?.body as
    | ReplyInput
    | undefined;

test('an interpreter prepares the video, and has neither the words nor the sending', async () => {
  const { server, user } = await startWriting({ applicant: null }, { ...OFFICER, role: 'interpreter' });
  await attach(user, VIDEO);
  expect(await screen.findByRole('heading', { name: NAME })).toBeTruthy();
  expect(server.seen.some(({ method, path }) => method === 'PUT' && path.includes('/answer-media/'))).toBe(
    true,
  );
  expect(screen.queryByRole('button', { name: 'Yanıtı gönder' })).toBeNull();
  expect(screen.queryByRole('textbox', { name: 'Yurttaşa yanıtınız' })).toBeNull();
  expect(screen.queryByRole('button', { name: /özet/i })).toBeNull();
  expect(screen.getByText('Görev rolünüz kimlik bilgilerini görmez.')).toBeTruthy();
});

describe('captions between colleagues', () => {
  const medium = (captions?: UnsentMedium['captions']): UnsentMedium => ({
    id: 'b7c1',
    kind: 'sign-video',
    state: 'ready',
    byteLength: 1_000,
    durationMs: 5_000,
    renditions: ['webm'],
    ...(captions && { captions }),
  });
  const cues = [{ startMs: 0, endMs: 2_000, text: 'Rampa yapılacak.' }];
  const PREPARED = { cues, by: 'Baran Yıldız', at: '2026-11-23T06:30:00.000Z' };
  const SHOW = 'Altyazıyı iş arkadaşlarınıza gösterin';

  async function openWith(captions?: UnsentMedium['captions']) {
    const server = createStaffServer({ session: OFFICER, cases: [CASE, makeCase(2)] });
    server.media.set(CASE.applicationId, [medium(captions)]);
    const { user } = await openConsole(server, ADDRESS);
    await screen.findByRole('group', { name: NAME });
    return { server, user };
  }

  test('that one has prepared are there for the next, who goes on with them', async () => {
    const { user } = await openWith(PREPARED);
    await waitFor(() => expect(caption().value).toBe('Rampa yapılacak.'));
    expect(screen.getByText(/Kaydeden: Baran Yıldız/)).toBeTruthy();
    await user.type(caption(), ' Söz.');
    await user.click(screen.getByRole('button', { name: SHOW }));
    await findAnnounced(/^Altyazı kaydedildi\./);
    expect(screen.getByText(/Kaydeden: Defne Korkmaz/)).toBeTruthy();
  });

  test('are not written over unseen: a faster colleague’s are shown beside one’s own', async () => {
    const { server, user } = await openWith();
    await user.click(caption());
    await user.paste('Benim altyazım.');
    server.media.set(CASE.applicationId, [medium(PREPARED)]);
    await user.click(screen.getByRole('button', { name: SHOW }));
    expect(await screen.findByText(/Baran Yıldız bu videoya altyazı hazırladı/)).toBeTruthy();
    expect(caption().value).toBe('Benim altyazım.');
    await user.click(screen.getByRole('button', { name: 'Onun altyazısıyla sürdürün' }));
    await waitFor(() => expect(caption().value).toBe('Rampa yapılacak.'));
    expect(screen.queryByText(/bu videoya altyazı hazırladı/)).toBeNull();
  });
});

describe('a sign video', () => {
  test('is attached, captioned and sent; each state is said and announced once', async () => {
    const { server, user } = await startWriting();
    await write(user, 'Yurttaşa yanıtınız', 'Rampa yapılacak.');
    await attach(user, VIDEO);
    expect(await screen.findByRole('group', { name: NAME })).toBeTruthy();
    expect(screen.getByText('yanit.webm')).toBeTruthy();
    await findAnnounced(`${NAME} hazır.`);
    await user.click(caption());
    await user.paste('Rampa yapılacak.');
    await user.click(screen.getByRole('button', { name: 'Yanıtı gönder' }));
    const question = within(await screen.findByRole('dialog'));
    expect(question.getByText(/Yanıtla birlikte gider: işaret dili videosu\./)).toBeTruthy();
    await user.click(question.getByRole('button', { name: 'Yanıtı gönder' }));
    await screen.findByRole('region', { name: 'Yanıt gönderildi' });
    expect(sentBody(server)).toMatchObject({
      text: 'Rampa yapılacak.',
      media: [{ captions: [{ startMs: 0, endMs: 5_000, text: 'Rampa yapılacak.' }], language: 'tr' }],
    });
    expect(screen.getByRole('group', { name: NAME })).toBeTruthy();
    expect(sessionStorage.length).toBe(0);
  });

  test('that is not there is said before anybody presses, and by the summary after it', async () => {
    const { server, user } = await startWriting();
    const main = within(screen.getByRole('main'));
    expect(main.getByText(/^Yanıt, yurttaşın istediği biçimde değil/)).toBeTruthy();
    expect(main.getByText(/yalnızca koordinatör/)).toBeTruthy();
    expect(main.queryByRole('checkbox', { name: 'Bunlar olmadan gönder' })).toBeNull();
    await write(user, 'Yurttaşa yanıtınız', 'Rampa yapılacak.');
    await user.click(screen.getByRole('button', { name: 'Yanıtı gönder' }));
    await follow(user, 'İşaret dili videosu ekleyin.');
    await waitFor(() =>
      expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Video dosyası Dosya seç' })),
    );
    await attach(user, VIDEO);
    await screen.findByRole('group', { name: NAME });
    await user.click(screen.getByRole('button', { name: 'Yanıtı gönder' }));
    await follow(user, 'İşaret dili videosunun altyazısını yazın.');
    await waitFor(() => expect(document.activeElement).toBe(caption()));
    expect(sentBody(server)).toBeUndefined();
    await user.paste('Rampa yapılacak.');
    await waitFor(() => expect(document.querySelector('.error-summary')).toBeNull());
    expect(document.activeElement).toBe(caption());
  });

  test('beside another one keeps its captions behind a press, which opens for whoever is led to a fault', async () => {
    const { user } = await startWriting();
    await write(user, 'Yurttaşa yanıtınız', 'Rampa yapılacak.');
    await attach(user, VIDEO);
    await screen.findByRole('group', { name: NAME });
    await attach(user, new File(['b'], 'iki.webm', { type: 'video/webm' }));
    await screen.findByRole('group', { name: 'İşaret dili videosu 2' });
    const parts = () =>
      screen
        .getAllByText(/^Altyazı henüz yazılmadı/)
        .map((words) => words.closest('details') ?? expect.fail('not in a part'));
    expect(parts().map(({ open }) => open)).toEqual([true, false]);
    const [first] = screen.getAllByRole('textbox', { name: 'Metin, Parça 1' });
    await user.click(first ?? expect.fail('no captions'));
    await user.paste('Rampa yapılacak.');
    expect(screen.getByText('Altyazı 1 parça; görmek ve düzeltmek için açın')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Yanıtı gönder' }));
    await follow(user, 'İşaret dili videosunun altyazısını yazın.');
    await waitFor(() => expect(parts().map(({ open }) => open)).toEqual([true]));
    expect(parts()[0]?.contains(document.activeElement)).toBe(true);
  });

  test('that breaks off is said so and goes again under the same id', async () => {
    const { server, user } = await startWriting();
    server.next('PUT', 'unreachable');
    await attach(user, VIDEO);
    const main = within(screen.getByRole('main'));
    expect(await main.findByText(/^Sunucudan karşılık gelmedi/)).toBeTruthy();
    await findAnnounced(new RegExp(`^${NAME}: Sunucudan karşılık gelmedi`));
    await user.click(screen.getByRole('button', { name: `Yeniden yükle: ${NAME}` }));
    await screen.findByRole('group', { name: NAME });
    const paths = server.seen.filter(({ method }) => method === 'PUT').map(({ path }) => path);
    expect(new Set(paths).size).toBe(1);
  });

  test('of the wrong type is refused at the field, and nothing is sent', async () => {
    const { server, user } = await startWriting();
    const input = screen
      .getByRole('button', { name: 'Video dosyası Dosya seç' })
      .parentElement?.querySelector<HTMLInputElement>('input[type=file]');
    input?.removeAttribute('accept');
    await attach(user, new File(['x'], 'a.mp3', { type: 'audio/mpeg' }));
    expect(
      await screen.findByText('Bu dosya burada beklenen türden değil. Türüne uygun bir dosya seçin.'),
    ).toBeTruthy();
    expect(server.seen.some(({ method }) => method === 'PUT')).toBe(false);
  });

  test('is taken away only after a question, and the focus goes to the field', async () => {
    const { server, user } = await startWriting();
    await attach(user, VIDEO);
    await user.click(await screen.findByRole('button', { name: `Kaldır: ${NAME}` }));
    const question = within(await screen.findByRole('dialog', { name: `${NAME} kaldırılsın mı?` }));
    await user.click(question.getByRole('button', { name: 'Kaldır' }));
    await waitFor(() => expect(screen.queryByRole('group', { name: NAME })).toBeNull());
    await waitFor(() =>
      expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Video dosyası Dosya seç' })),
    );
    expect(server.media.get(CASE.applicationId)).toEqual([]);
  });

  test('that a colleague has attached goes along', async () => {
    const server = createStaffServer({ session: OFFICER, cases: [{ ...CASE, formats: ['text'] }] });
    const id = makeCase(95).applicationId;
    server.media.set(CASE.applicationId, [
      { id, kind: 'audio', state: 'ready', byteLength: 9, renditions: ['mp4'] },
    ]);
    const { user } = await openConsole(server, ADDRESS);
    expect(await screen.findByRole('group', { name: 'Ses kaydı 1' })).toBeTruthy();
    await write(user, 'Yurttaşa yanıtınız', 'Rampa yapılacak.');
    await pressAndConfirm(user);
    await screen.findByRole('region', { name: 'Yanıt gönderildi' });
    expect(sentBody(server)?.media).toEqual([{ id }]);
  });

  test('goes on being uploaded while the officer looks elsewhere', async () => {
    const { server, user } = await startWriting();
    server.next('PUT', 'held');
    await attach(user, VIDEO);
    await screen.findByRole('progressbar', { name: NAME });
    await user.click(screen.getByRole('link', { name: 'Başvuru listesi' }));
    await findHeading('Yanıt bekleyen başvurular');
    expect(window.dispatchEvent(new Event('beforeunload', { cancelable: true }))).toBe(false);
    server.release();
    history.back();
    expect(await screen.findByRole('group', { name: NAME })).toBeTruthy();
  });
});

describe('captions, summary and reason', () => {
  test('survive a reload', async () => {
    const { server, user } = await startWriting({ formats: ['sign-language', 'plain-language'] });
    await attach(user, VIDEO);
    await screen.findByRole('group', { name: NAME });
    await user.click(caption());
    await user.paste('Rampa');
    await write(user, 'Kolay anlatımlı özet', 'Rampa olacak.');
    const kept = { ...sessionStorage };
    await closeConsole();
    for (const [key, value] of Object.entries(kept)) sessionStorage.setItem(key, value);
    await openConsole(server, ADDRESS);
    await screen.findByRole('group', { name: NAME });
    expect(caption().value).toBe('Rampa');
    expect(screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Kolay anlatımlı özet' }).value).toBe(
      'Rampa olacak.',
    );
  });

  test('of a file that the reload took are still there, and it is said what to do', async () => {
    const { server, user } = await startWriting();
    server.next('PUT', 'unreachable');
    await attach(user, VIDEO);
    await screen.findByRole('button', { name: `Yeniden yükle: ${NAME}` });
    const kept = { ...sessionStorage };
    await closeConsole();
    for (const [key, value] of Object.entries(kept)) sessionStorage.setItem(key, value);
    const again = await openConsole(server, ADDRESS);
    expect(await screen.findByText(/^Yükleme yarıda kaldı/)).toBeTruthy();
    await again.user.click(screen.getByRole('button', { name: `Kaldır: ${NAME}` }));
    await waitFor(() => expect(screen.queryByText(/^Yükleme yarıda kaldı/)).toBeNull());
  });

  test('a summary that nobody asked for is a button away', async () => {
    const { server, user } = await startWriting({ formats: ['text'] });
    expect(screen.queryByRole('heading', { name: 'İşaret dili videosu' })).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Kolay özet ekle' }));
    const summary = screen.getByRole('textbox', { name: 'Kolay anlatımlı özet' });
    await waitFor(() => expect(document.activeElement).toBe(summary));
    await user.paste('Rampa olacak.');
    await write(user, 'Yurttaşa yanıtınız', 'Rampa yapılacak.');
    await pressAndConfirm(user, /Yanıtla birlikte gider: kolay anlatımlı özet\./);
    await screen.findByRole('region', { name: 'Yanıt gönderildi' });
    expect(sentBody(server)).toEqual({ text: 'Rampa yapılacak.', summary: 'Rampa olacak.' });
  });
});

describe('a coordinator', () => {
  const COORDINATOR: StaffSession = { ...OFFICER, role: 'coordinator' };

  test('sends without the form that was asked for, with a reason that the citizen reads', async () => {
    const { server, user } = await startWriting({}, COORDINATOR);
    await write(user, 'Yurttaşa yanıtınız', 'Rampa yapılacak.');
    await user.click(screen.getByRole('checkbox', { name: 'Bunlar olmadan gönder' }));
    await user.click(screen.getByRole('button', { name: 'Yanıtı gönder' }));
    await follow(user, /^Gerekçeyi yazın/);
    const reason = screen.getByRole('textbox', { name: 'Gerekçe' });
    await waitFor(() => expect(document.activeElement).toBe(reason));
    expect(reason.getAttribute('aria-invalid')).toBe('true');
    await user.paste('Tercüman 15 Aralık’a kadar yok.');
    await pressAndConfirm(user, /Yazdığınız gerekçeyi yurttaş okur/);
    await screen.findByRole('region', { name: 'Yanıt gönderildi' });
    expect(sentBody(server)?.override).toEqual({ reason: 'Tercüman 15 Aralık’a kadar yok.' });
    expect(screen.getByRole('heading', { name: 'İstenen biçimde verilmemesinin gerekçesi' })).toBeTruthy();
  });
});

test('an answer in kind is shown with its summary, its video and its captions', async () => {
  const id = makeCase(95).applicationId;
  const medium = { id, kind: 'sign-video', state: 'ready', byteLength: 9, renditions: ['webm'] } as const;
  const captions = [{ startMs: 0, endMs: 4_000, text: 'Altyazı' }];
  const answered = answer(
    CASE,
    { id: makeCase(99).applicationId, text: 'Yapıldı.', summary: 'Rampa var.', media: [{ id, captions }] },
    [{ ...medium, renditions: [...medium.renditions] }],
  );
  await openConsole(createStaffServer({ session: OFFICER, cases: [answered] }), ADDRESS);
  expect(screen.getByText('Rampa var.').getAttribute('lang')).toBe('tr');
  expect(screen.getByRole('group', { name: NAME })).toBeTruthy();
  // Below the picture, and in the list with times.
  expect(screen.getAllByText('Altyazı')).toHaveLength(2);
});
