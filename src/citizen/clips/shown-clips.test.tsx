// @vitest-environment jsdom
import 'fake-indexeddb/auto';
import { act, fireEvent, render, screen, waitFor } from '@testing-library/preact';
import { userEvent } from '@testing-library/user-event';
import axe from 'axe-core';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import turkish from '../../../locales/tr.json' with { type: 'json' };
import { createTranslate } from '../../i18n/translate.ts';
import { write } from '../../offline/database.ts';
import { platform } from '../../offline/environment.ts';
import { cleanScreen } from '../../ui/clean-screen.mock.ts';
import { LiveRegionProvider } from '../../ui/live-region/live-region.tsx';
import { aLife, aThread } from '../life/life.mock.ts';
import { resolveLocation } from '../shell/router.ts';
import { TextsContext } from '../shell/texts.tsx';
import { Clips } from './clips.tsx';

const t = createTranslate(
  'tr',
  Object.fromEntries(Object.entries(turkish).map(([key, { text }]) => [key, text])),
);
const loadMessages = () => Promise.resolve();
const TEXTS = { locale: 'tr', tag: 'tr', t, loadMessages } as const;
const CLIP = {
  webm: { url: `/api/sign-clips/files/${'a'.repeat(64)}.webm`, byteLength: 3 },
  durationMs: 4_000,
  captions: [{ startMs: 1_000, endMs: 2_000, text: 'Ne istiyorsunuz?' }],
};

let clips: Record<string, object>;
let asked: string[];
let play: ReturnType<typeof vi.spyOn>;
beforeEach(() => {
  clips = { 'page-help': CLIP };
  asked = [];
  localStorage.clear();
  URL.createObjectURL = () => 'blob:clip';
  URL.revokeObjectURL = () => undefined;
  play = vi.spyOn(HTMLMediaElement.prototype, 'play').mockImplementation(function (this: HTMLMediaElement) {
    this.dispatchEvent(new Event('play'));
    return Promise.resolve();
  });
  vi.stubGlobal('fetch', async (url: string) => {
    asked.push(url);
    if (url === '/api/sign-clips') return Response.json({ version: '1', clips });
    return new Response('abc', { headers: { 'content-type': 'video/webm' } });
  });
});
afterEach(async () => {
  await cleanScreen();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

async function show(pathname: string): Promise<void> {
  const location = await resolveLocation(pathname, loadMessages);
  render(
    <TextsContext.Provider value={TEXTS}>
      <LiveRegionProvider>
        <main>
          <Clips location={location} />
        </main>
      </LiveRegionProvider>
    </TextsContext.Provider>,
  );
}
const button = (name: string | RegExp) => screen.findByRole('button', { name });
const WATCH = t('media.clip.watch');

test('where there is no clip there is nothing, and nothing more is asked for', async () => {
  await show('/takip/');
  await waitFor(() => expect(asked).toEqual(['/api/sign-clips']));
  await act(async () => undefined);
  expect(document.querySelector('main')?.textContent).toBe('');
});

test('an application has the clip of the very state that its life tells, and no other one', async () => {
  const stored = aThread(aLife({ state: 'not-examined' }), { state: 'answered' });
  await write(platform, ['threads'], (all) => all.objectStore('threads').put(stored));
  const at = `/basvurularim/${stored.applicationId}/`;
  clips = { 'state-answered': CLIP };
  await show(at);
  await waitFor(() => expect(asked).toEqual(['/api/sign-clips']));
  await act(async () => undefined);
  expect(screen.queryByRole('button')).toBeNull();
  await cleanScreen();

  clips = { 'state-answered': CLIP, 'state-not-examined': CLIP };
  await show(at);
  await button(WATCH);
});

test('a clip is a button with its length and size; opened, nothing moves before somebody asks', async () => {
  await show('/yardim/');
  const user = userEvent.setup();
  await user.click(await button(WATCH));
  expect(document.querySelector('video')).not.toBeNull();
  expect(asked).toEqual(['/api/sign-clips']);
  expect(play).not.toHaveBeenCalled();
  expect(screen.getByText(/4 saniye/)).toBeTruthy();
  const rules = { 'color-contrast': { enabled: false } };
  const main = document.querySelector('main') as HTMLElement;
  expect((await axe.run(main, { rules })).violations).toEqual([]);
});

test('it plays, with captions, at the chosen speed, and the choice is there the next time', async () => {
  await show('/yardim/');
  const user = userEvent.setup();
  await user.click(await button(WATCH));
  await user.selectOptions(screen.getByRole('combobox', { name: t('media.clip.speed') }), '0.5');
  await user.click(await button(/^Oynat/));
  await waitFor(() => expect(play).toHaveBeenCalled());
  const video = document.querySelector('video') as HTMLVideoElement;
  expect(video.src).toBe('blob:clip');
  expect(video.playbackRate).toBe(0.5);
  video.currentTime = 1.5;
  fireEvent(video, new Event('timeupdate'));
  expect(await screen.findByText('Ne istiyorsunuz?')).toBeTruthy();
  expect(JSON.parse(localStorage.getItem('kopru.clips') ?? '{}')).toMatchObject({ speed: 0.5 });
});

test('a speed that is chosen while the film comes is the speed it plays at', async () => {
  await show('/yardim/');
  const user = userEvent.setup();
  await user.click(await button(WATCH));
  let arrive = (): void => undefined;
  const arrived = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  vi.stubGlobal('fetch', () => arrived.then(() => new Response('abc')));
  await user.click(await button(/^Oynat/));
  await user.selectOptions(screen.getByRole('combobox', { name: t('media.clip.speed') }), '0.5');
  arrive();
  await waitFor(() => expect(play).toHaveBeenCalled());
  const video = document.querySelector('video') as HTMLVideoElement;
  expect([video.playbackRate, video.defaultPlaybackRate]).toEqual([0.5, 0.5]);
});

test('sign language first: the clip stands open, and does not play', async () => {
  localStorage.setItem('kopru.clips', '{"isFirst":true}');
  await show('/yardim/');
  await button(t('media.clip.close'));
  expect(document.querySelector('video')).not.toBeNull();
  expect(play).not.toHaveBeenCalled();
});

test('where it cannot be had, that is said, and that the text is there', async () => {
  await show('/yardim/');
  const user = userEvent.setup();
  await user.click(await button(WATCH));
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('no network')));
  await user.click(await button(/^Oynat/));
  expect((await screen.findAllByText(t('media.clip.failed'))).length).toBeGreaterThan(0);
});

test('the first settings offer "sign language first" where there are clips', async () => {
  await show('/karsilama/');
  const user = userEvent.setup();
  await user.click(await screen.findByRole('checkbox', { name: t('media.clip.first') }));
  expect(JSON.parse(localStorage.getItem('kopru.clips') ?? '{}')).toMatchObject({ isFirst: true });
});

test('the first settings offer nothing where there are none', async () => {
  clips = {};
  await show('/karsilama/');
  await waitFor(() => expect(asked).toEqual(['/api/sign-clips']));
  await act(async () => undefined);
  expect(screen.queryByRole('checkbox')).toBeNull();
});
