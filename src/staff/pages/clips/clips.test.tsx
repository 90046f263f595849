// @vitest-environment jsdom
import { act, cleanup, screen, waitFor, within } from '@testing-library/preact';
import axe from 'axe-core';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { StaffRole } from '../../../domain/role.ts';
import { isUuidv7 } from '../../../domain/uuid.ts';
import { cleanScreen } from '../../../ui/clean-screen.mock.ts';
import { parseRoute } from '../../shell/routes.ts';
import { CENTRE_OFFICER, OFFICER } from '../../testing/cases.mock.ts';
import { addClips, type ClipServer } from '../../testing/clip-server.mock.ts';
import { mockMediaElements } from '../../testing/media-elements.mock.ts';
import {
  closeConsole,
  findAnnounced,
  type OpenConsole,
  openConsole,
} from '../../testing/open-console.mock.tsx';
import { createStaffServer, type StaffServer } from '../../testing/staff-server.mock.ts';

let restore: () => void;
/** What asks again, each three seconds. */
let looks: (() => void)[];
beforeEach(() => {
  restore = mockMediaElements();
  looks = [];
  const plain = setInterval;
  vi.spyOn(globalThis, 'setInterval').mockImplementation(((run: () => void, ms?: number) => {
    // All others go on: the document's frames are made by one, and whoever waits for a frame would wait for ever.
    if (ms !== 3_000) return plain(run, ms);
    looks.push(run);
    return plain(() => undefined, 1e6);
  }) as typeof setInterval);
});
afterEach(async () => {
  await closeConsole();
  await cleanScreen();
  vi.restoreAllMocks();
  restore();
});

let server: StaffServer;
let clips: ClipServer;
async function open(role: StaffRole, place = ''): Promise<OpenConsole> {
  // Only the centre's coordinators publish.
  const who = role === 'coordinator' ? CENTRE_OFFICER : OFFICER;
  server = createStaffServer({ session: { ...who, role } });
  clips = addClips(server);
  return await openConsole(server, `#/isaret-videolari${place}`);
}
const FILM = new File(['x'.repeat(2_000)], 'tur.webm', { type: 'video/webm' });

async function sendFile({ user }: OpenConsole, file: File = FILM): Promise<void> {
  const input = document.querySelector<HTMLInputElement>('input[accept="video/*"]');
  if (!input) throw new Error('there is no file field');
  await user.upload(input, file);
  await user.click(await screen.findByRole('button', { name: 'Dosyayı gönder' }));
  await screen.findByText('Alındı, işleniyor; birkaç dakika sürebilir.');
}

async function finish(state: 'ready' | 'rejected', problem?: string): Promise<void> {
  clips.finish(state, problem);
  await act(async () => {
    for (const look of looks) look();
  });
}

test('an address leads to the list, and to each place', () => {
  expect(parseRoute('#/isaret-videolari')).toEqual({ page: 'clips' });
  expect(parseRoute('#/isaret-videolari/question-kind')).toEqual({ page: 'clip', slot: 'question-kind' });
  expect(parseRoute('#/isaret-videolari/question-nothing')).toEqual({ page: 'unknown' });
});

test('the list names every place, and what citizens see there', async () => {
  await open('officer');
  expect(screen.getByRole('heading', { level: 1, name: 'İşaret dili videoları' })).toBeTruthy();
  const row = screen.getByRole('row', { name: /^Yardım sayfası/ });
  expect(within(row).getByText('İşletmecinin dosyası')).toBeTruthy();
  expect(screen.getByRole('link', { name: 'Soru: başvurunun türü' }).getAttribute('href')).toBe(
    '#/isaret-videolari/question-kind',
  );
  expect(screen.getByText(/ yerin 1 tanesinde video var/)).toBeTruthy();
});

describe('a coordinator', () => {
  test('sends a file, waits until it is ready, publishes it and takes it back', async () => {
    const opened = await open('coordinator', '/question-kind');
    const { user } = opened;
    expect(document.title).toMatch(/^Soru: başvurunun türü/);
    await sendFile(opened);
    const put = server.seen.find(({ method }) => method === 'PUT');
    expect(isUuidv7(put?.path.split('/').at(-1) ?? '')).toBe(true);
    expect(put?.body).toMatchObject({
      size: FILM.size,
      headers: {
        'content-type': 'video/webm',
        'content-digest': expect.stringMatching(/^sha-256=:[A-Za-z0-9+/]{43}=:$/),
      },
    });
    expect(screen.queryByRole('button', { name: 'Yayımla' })).toBeNull();
    await finish('ready');
    await user.click(await screen.findByRole('button', { name: 'Yayımla' }));
    expect((await screen.findAllByText(/^Yayımlandı/)).length).toBeGreaterThan(0);
    expect(document.activeElement).toBe(screen.getByRole('heading', { name: 'Yurttaşın gördüğü' }));
    expect(screen.getByRole('group', { name: 'Yayındaki video' })).toBeTruthy();
    const main = document.querySelector('main') as HTMLElement;
    const rules = { 'color-contrast': { enabled: false } };
    expect((await axe.run(main, { rules })).violations).toEqual([]);

    await user.click(screen.getByRole('button', { name: 'Yayından kaldır' }));
    const dialog = await screen.findByRole('dialog', { name: 'Video yayından kaldırılsın mı?' });
    await user.click(within(dialog).getByRole('button', { name: 'Yayından kaldır' }));
    await screen.findByText(/^Burada video yok/);
  });

  test('publishes captions along, and hears where they have faults', async () => {
    const opened = await open('coordinator', '/state-answered');
    const { user } = opened;
    await sendFile(opened);
    await finish('ready');
    await user.click(await screen.findByRole('button', { name: /Yeni parça|başlat/i }));
    const text = await screen.findByRole('textbox', { name: /Metin|Söz/ });
    await user.type(text, 'Yanıtınız geldi.');
    await user.click(screen.getByRole('button', { name: 'Yayımla' }));
    // It has no end yet.
    expect(await screen.findByRole('heading', { name: 'Altyazıda düzeltilecek yerler var' })).toBeTruthy();
    await waitFor(() => expect(document.activeElement?.closest('.error-summary')).toBeTruthy());
    expect(server.seen.some(({ path }) => path.endsWith('/publication'))).toBe(false);
    await user.type(screen.getByRole('textbox', { name: /Bitiş/ }), '0:02');
    await waitFor(() => expect(document.querySelector('.error-summary')).toBeNull());
  });

  test('finds captions that were not published after a reload; a published clip has none in writing', async () => {
    const opened = await open('coordinator', '/state-answered');
    await sendFile(opened);
    await finish('ready');
    await opened.user.click(await screen.findByRole('button', { name: /Yeni parça|başlat/i }));
    await opened.user.click(await screen.findByRole('textbox', { name: /Metin/ }));
    await opened.user.paste('Yanıtınız geldi.');
    await act(cleanup);
    const { user } = await openConsole(server, '#/isaret-videolari/state-answered');
    const text = await screen.findByRole<HTMLTextAreaElement>('textbox', { name: /Metin/ });
    expect(text.value).toBe('Yanıtınız geldi.');
    await user.type(screen.getByRole('textbox', { name: /Bitiş/ }), '0:01');
    await user.click(screen.getByRole('button', { name: 'Yayımla' }));
    await waitFor(() => expect(server.seen.some(({ path }) => path.endsWith('/publication'))).toBe(true));
    await waitFor(() => expect(sessionStorage.getItem('kopru.staff.clip-captions')).toBeNull());
  });
});

test('an interpreter records, and leaves the publishing to a coordinator', async () => {
  const opened = await open('interpreter', '/question-kind');
  await sendFile(opened);
  await finish('ready');
  await screen.findByText('Yayımlamayı bir koordinatör yapar.');
  expect(screen.queryByRole('button', { name: 'Yayımla' })).toBeNull();
  await opened.user.click(screen.getByRole('button', { name: 'Bu kaydı sil' }));
  await findAnnounced('Kayıt silindi.');
});

test('an officer only looks', async () => {
  await open('officer', '/question-kind');
  expect(screen.getByText(/^Kayıt yapmak/)).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Kamerayı aç' })).toBeNull();
});

test('a recording that cannot be used says why', async () => {
  const opened = await open('interpreter', '/question-kind');
  await sendFile(opened);
  await finish('rejected', 'no-picture');
  await screen.findByText(/^Videoda görüntü yok/);
});

test.each([
  [new File(['x'], 'ses.mp3', { type: 'audio/mpeg' }), /^ses.mp3 video değil/],
  [new File([], 'bos.webm', { type: 'video/webm' }), /^bos.webm video değil/],
])('%s is not sent, and the reason stands at the field', async (file, words) => {
  const { user } = await open('interpreter', '/question-kind');
  const input = document.querySelector<HTMLInputElement>('input[accept="video/*"]');
  await waitFor(() => expect(input).not.toBeNull());
  // As if the picker had offered it all the same.
  input?.removeAttribute('accept');
  await user.upload(input as HTMLInputElement, file);
  expect(await screen.findByText(words)).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Dosyayı gönder' })).toBeNull();
});
