// @vitest-environment jsdom
import 'fake-indexeddb/auto';
import { act, cleanup, render, screen, waitFor } from '@testing-library/preact';
import { type UserEvent, userEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import turkish from '../../../locales/tr.json' with { type: 'json' };
import type { AnswerMedium, ThreadAnswer } from '../../domain/thread-answer.ts';
import { sizeInWords } from '../../i18n/figures.ts';
import { createTranslate } from '../../i18n/translate.ts';
import { write } from '../../offline/database.ts';
import { type HttpAnswer, type HttpRequest, platform } from '../../offline/environment.ts';
import { readKept } from '../../offline/kept-answers.ts';
import type { StoredThread } from '../../offline/threads.ts';
import { LiveRegionProvider } from '../../ui/live-region/live-region.tsx';
import { TextsContext } from '../shell/texts.tsx';
import { Answer } from './answer-media.tsx';

const t = createTranslate(
  'tr',
  Object.fromEntries(Object.entries(turkish).map(([key, { text }]) => [key, text])),
);
const TEXTS = { locale: 'tr', tag: 'tr', t, loadMessages: () => Promise.resolve() } as const;
const MB = 1024 * 1024;
const MP4_BYTES = 300 * 1024;

const VIDEO: AnswerMedium = {
  id: '',
  kind: 'sign-video',
  durationMs: 65_000,
  renditions: ['mp4', 'webm'],
  sizes: { mp4: MP4_BYTES, webm: 2 * MB },
  captions: [{ startMs: 0, endMs: 1_000, text: 'Merhaba' }],
};

/** Of this test alone: the store of the file is one. */
let applicationId: string;
let paths: string[];
let blobs: Map<string, Blob>;
/** How a question for a piece ends. */
let serve: (path: string, request: HttpRequest) => Promise<HttpAnswer>;

beforeEach(() => {
  applicationId = crypto.randomUUID();
  paths = [];
  serve = servePiece;
  blobs = new Map();
  vi.spyOn(URL, 'createObjectURL').mockImplementation((blob) => {
    const url = `blob:${blobs.size}`;
    blobs.set(url, blob as Blob);
    return url;
  });
  vi.spyOn(URL, 'revokeObjectURL').mockImplementation(() => undefined);
  vi.spyOn(HTMLMediaElement.prototype, 'canPlayType').mockImplementation((type) =>
    type.includes('mp4') ? 'probably' : 'maybe',
  );
  vi.spyOn(platform, 'ifFree').mockImplementation(async (_, work) => ({ isHeld: true, value: await work() }));
  vi.spyOn(platform, 'fetch').mockImplementation((path, request) => {
    paths.push(path);
    return serve(path, request);
  });
});
afterEach(async () => {
  await act(cleanup);
  vi.restoreAllMocks();
});

async function servePiece(_path: string, { headers }: HttpRequest): Promise<HttpAnswer> {
  const [, first, last] = /^bytes=(\d+)-(\d+)$/.exec(headers.range ?? '') ?? [];
  const end = Math.min(Number(last), MP4_BYTES - 1);
  const all: Record<string, string> = {
    'content-range': `bytes ${first}-${end}/${MP4_BYTES}`,
    'content-type': 'video/mp4',
  };
  return {
    status: 206,
    headers: { get: (name) => all[name] ?? null },
    text: async () => '',
    arrayBuffer: async () => new ArrayBuffer(end - Number(first) + 1),
  };
}

const noNetwork = () => Promise.reject(new TypeError('no network'));

async function show(answer: ThreadAnswer): Promise<UserEvent> {
  const reply = { id: 'r', at: '2026-12-01T07:30:00.000Z', institution: 'Örnek', text: 'Olur.', ...answer };
  const stored = { applicationId, trackingKey: 'k', thread: {}, unreadReplyIds: [], refreshedAt: 0 };
  await write(platform, ['threads'], (all) =>
    all.objectStore('threads').put(stored as unknown as StoredThread),
  );
  render(
    <TextsContext.Provider value={TEXTS}>
      <LiveRegionProvider>
        <Answer stored={stored as unknown as StoredThread} reply={reply} />
      </LiveRegionProvider>
    </TextsContext.Provider>,
  );
  return userEvent.setup();
}

const medium = (change: Partial<AnswerMedium> = {}): AnswerMedium => ({
  ...VIDEO,
  id: crypto.randomUUID(),
  ...change,
});
const name = () => t('media.answer.sign-video');
const button = (words: string) => screen.findByRole('button', { name: `${words}: ${name()}` });
const noButton = (words: string) =>
  waitFor(() => expect(screen.queryByRole('button', { name: `${words}: ${name()}` })).toBeNull());
const video = () => document.querySelector('video') ?? expect.fail('no video');

test('the summary and the reason stand in words, under headings of their own', async () => {
  await show({ summary: 'Rampa olacak.', override: { reason: 'Tercüman bulunamadı.' } });
  expect(screen.getAllByRole('heading', { level: 4 }).map(({ textContent }) => textContent)).toEqual([
    t('media.answer.override'),
    t('media.answer.summary'),
  ]);
  expect(screen.getByText('Rampa olacak.').lang).toBe('tr');
  expect(screen.getByText('Tercüman bulunamadı.')).toBeTruthy();
});

test('an answer of a newer server that is not understood here leaves the text alone', async () => {
  await show({ media: [{ kind: 'hologram' }] } as unknown as ThreadAnswer);
  expect(document.body.textContent?.trim()).toBe('Olur.');
});

test('the size is told before anything is fetched, and nothing is fetched or played by itself', async () => {
  await show({ media: [medium()] });
  await button(t('media.answer.open.sign-video'));
  expect(
    screen.getByText(t('media.answer.size', { size: sizeInWords(MP4_BYTES, 'tr') }), { exact: false }),
  ).toBeTruthy();
  expect(document.querySelector('video')).toBeNull();
  expect(paths).toEqual([]);
});

test('it is opened by a button that stays while it is fetched, has captions, and the focus goes on to playing', async () => {
  const play = vi.spyOn(HTMLMediaElement.prototype, 'play').mockResolvedValue();
  const one = medium();
  const user = await show({ media: [one] });
  await user.click(await button(t('media.answer.open.sign-video')));
  const playing = await button(t('media.player.play'));
  await waitFor(() => expect(document.activeElement).toBe(playing));
  expect(play).not.toHaveBeenCalled();
  expect(paths).toEqual(Array(2).fill(`/api/attachments/${one.id}/mp4`));
  const track = await waitFor(() => document.querySelector('track') ?? expect.fail('no track'));
  expect([track.kind, track.srclang, track.default]).toEqual(['captions', 'tr', true]);
  expect(blobs.get(track.getAttribute('src') ?? '')?.type).toBe('text/vtt');
  expect([video().controls, video().autoplay]).toEqual([true, false]);
  await user.click(playing);
  expect(play).toHaveBeenCalledOnce();
  await act(async () => void video().dispatchEvent(new Event('play')));
  await button(t('media.player.pause'));
});

test('its speed is chosen in words and kept for the next film', async () => {
  const user = await show({ media: [medium()] });
  await user.click(await button(t('media.answer.open.sign-video')));
  await user.selectOptions(
    await screen.findByLabelText(t('media.answer.speed')),
    t('media.answer.speed.times', { times: '0,5' }),
  );
  expect([video().playbackRate, video().defaultPlaybackRate]).toEqual([0.5, 0.5]);
});

test('kept for offline it is opened later without a connection, and removed again', async () => {
  const one = medium();
  const user = await show({ media: [one] });
  await user.click(await button(t('media.answer.keep')));
  await screen.findByText(t('media.answer.kept'), { exact: false });
  expect(document.querySelector('video')).toBeNull();
  serve = noNetwork;
  await user.click(await button(t('media.answer.open.sign-video')));
  await button(t('media.player.play'));
  await user.click(await button(t('media.answer.remove')));
  expect((await screen.findAllByText(t('media.answer.removed'))).length).toBeGreaterThan(0);
  await noButton(t('media.player.play'));
  expect(await readKept(applicationId, one.id)).toBeUndefined();
});

test('while it is fetched the way is told in words and as a bar, and it is stopped by the same button', async () => {
  let goOn = (): void => undefined;
  serve = async (path, request) => {
    if (paths.length === 2)
      await new Promise<void>((resolve) => {
        goOn = resolve;
        request.signal.addEventListener('abort', () => resolve());
      });
    return await servePiece(path, request);
  };
  const user = await show({ media: [medium()] });
  await user.click(await button(t('media.answer.keep')));
  const words = t('media.answer.fetching', { percent: 85 });
  await waitFor(() => expect(screen.getByRole('progressbar').getAttribute('aria-valuetext')).toBe(words));
  const stop = await button(t('media.answer.stop'));
  expect(document.activeElement).toBe(stop);
  await user.click(stop);
  expect((await screen.findAllByText(t('media.answer.end.stopped'))).length).toBeGreaterThan(0);
  expect(await screen.findByText(t('media.answer.partly', { percent: 85 }), { exact: false })).toBeTruthy();
  goOn();
});

test('without a connection it says that it is not here, and works when there is one', async () => {
  serve = noNetwork;
  const user = await show({ media: [medium()] });
  await user.click(await button(t('media.answer.open.sign-video')));
  expect((await screen.findAllByText(t('media.answer.end.no-answer'))).length).toBeGreaterThan(0);
  serve = servePiece;
  await user.click(await button(t('media.answer.open.sign-video')));
  await button(t('media.player.play'));
});

test('without room on the device it is not kept, and opens all the same', async () => {
  const storage = { estimate: async () => ({ usage: 99, quota: 100 }) };
  vi.spyOn(platform, 'storage', 'get').mockReturnValue(storage);
  const user = await show({ media: [medium()] });
  await user.click(await button(t('media.answer.keep')));
  expect((await screen.findAllByText(t('media.answer.end.no-room'))).length).toBeGreaterThan(0);
  await user.click(await button(t('media.answer.open.sign-video')));
  await button(t('media.player.play'));
  expect(screen.getByText(t('media.answer.forNow'), { exact: false })).toBeTruthy();
});

test('what cannot be played here is said, and the other form is offered with its size', async () => {
  const one = medium();
  const user = await show({ media: [one] });
  await user.click(await button(t('media.answer.open.sign-video')));
  await button(t('media.player.play'));
  await waitFor(() => expect(video().getAttribute('src')).toMatch(/^blob:/));
  await act(async () => void video().dispatchEvent(new Event('error')));
  expect((await screen.findAllByText(t('media.answer.unplayable'))).length).toBeGreaterThan(0);
  const other = t('media.answer.tryOther', { size: sizeInWords(2 * MB, 'tr') });
  await user.click(await screen.findByRole('button', { name: other }));
  await waitFor(() => expect(paths.at(-1)).toBe(`/api/attachments/${one.id}/webm`));
  await waitFor(async () => expect((await readKept(applicationId, one.id))?.rendition).toBe('webm'));
});

test('a sound is played as a sound, and several of a kind are told apart', async () => {
  const sound = () => medium({ kind: 'audio', captions: undefined });
  const user = await show({ media: [sound(), sound()] });
  const second = t('media.answer.numbered', { name: t('media.answer.audio'), number: 2 });
  expect(screen.getByRole('heading', { name: second })).toBeTruthy();
  await user.click(await screen.findByRole('button', { name: `${t('media.answer.open.audio')}: ${second}` }));
  await waitFor(() => expect(document.querySelector('audio')?.getAttribute('aria-label')).toBe(second));
});

test('a medium without a form says so, and offers nothing', async () => {
  await show({ media: [medium({ renditions: ['poster'] })] });
  expect(await screen.findByText(t('media.answer.noForm'))).toBeTruthy();
  expect(screen.queryByRole('button')).toBeNull();
});

test('a text with marks is drawn with headings, lists and links; one that is not understood as it reads without', async () => {
  const blocks = [
    { kind: 'heading', level: 1, runs: [{ text: 'Rampa' }] },
    {
      kind: 'list',
      items: [[{ kind: 'paragraph', runs: [{ text: 'Plan', href: 'https://ornek.bel.tr/' }] }]],
    },
  ];
  await show({ blocks } as ThreadAnswer);
  expect(screen.getByRole('heading', { name: 'Rampa', level: 4 })).toBeTruthy();
  expect(screen.getByRole('link', { name: 'Plan (ornek.bel.tr)' })).toBeTruthy();
  expect(screen.queryByText('Olur.')).toBeNull();
  await act(cleanup);
  const unsafe = { kind: 'paragraph', runs: [{ text: 'x', href: 'javascript:alert(1)' }] };
  await show({ blocks: [unsafe] } as ThreadAnswer);
  expect(screen.getByText('Olur.')).toBeTruthy();
  expect(screen.queryByRole('link')).toBeNull();
});

test('on paper a recording is told in words: name, length, where it plays, and what it says', async () => {
  await show({ media: [medium()] });
  const printed = screen.getByText(t('media.answer.printed.sign-video'), { exact: false }).closest('section');
  expect(printed?.closest('[data-print=no]')).toBeNull();
  expect(printed?.textContent).toBe(
    `${name()}${t('media.answer.length', { length: '1 dakika 5 saniye' })} ${t('media.answer.printed.sign-video')}` +
      `${t('media.answer.printed.captions')}Merhaba`,
  );
  // On the screen it is not there a second time, for nobody.
  expect(screen.getAllByRole('heading', { name: name() })).toHaveLength(1);
});
