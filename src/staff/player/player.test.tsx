// @vitest-environment jsdom

import { act, fireEvent, render, screen, waitFor, within } from '@testing-library/preact';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createTranslate } from '../../i18n/translate.ts';
import { cleanScreen } from '../../ui/clean-screen.mock.ts';
import { LiveRegionProvider } from '../../ui/live-region/live-region.tsx';
import { loadMessages } from '../shell/load-messages.ts';
import { TextsContext } from '../shell/texts.tsx';
import { mockMediaElements, runTo } from '../testing/media-elements.mock.ts';
import { findAnnounced } from '../testing/open-console.mock.tsx';
import { Player, type PlayerProps } from './player.tsx';
import { usePlayback } from './use-playback.ts';

let restore: () => void;
beforeEach(() => {
  restore = mockMediaElements();
});
afterEach(async () => {
  await cleanScreen();
  restore();
});

const NAME = 'İşaret diliyle anlatım 1';

function Bench(props: Partial<PlayerProps>) {
  const playback = usePlayback();
  return (
    <>
      <Player
        playback={playback}
        name={NAME}
        media="video"
        sources={[{ src: '/a.webm', type: 'video/webm' }]}
        areToolsOpen
        {...props}
      />
      <button type="button" onClick={() => playback.playPart(10_000, 12_000)}>
        part
      </button>
    </>
  );
}

async function show(props: Partial<PlayerProps> = {}) {
  const t = createTranslate('tr', await loadMessages('tr'));
  render(
    <TextsContext.Provider value={{ t, tag: 'tr', locale: 'tr' }}>
      <LiveRegionProvider>
        <Bench {...props} />
      </LiveRegionProvider>
    </TextsContext.Provider>,
  );
  const player = screen.getByRole('group', { name: NAME });
  const element = player.querySelector<HTMLMediaElement>('video, audio');
  if (!element) throw new Error('A player without its element');
  act(() => void element.dispatchEvent(new Event('durationchange')));
  return { user: userEvent.setup(), player: within(player), element };
}

test('plays and pauses by one button, which keeps its place and says what it does next', async () => {
  const { user, player, element } = await show();
  const button = player.getByRole('button', { name: `Oynat: ${NAME}` });
  await user.click(button);
  expect(element.paused).toBe(false);
  expect(button.textContent).toBe(`Duraklat: ${NAME}`);
  await user.click(button);
  expect(element.paused).toBe(true);
  expect(document.activeElement).toBe(button);
});

test('says its place in words, and goes where the slider is moved', async () => {
  const { player, element } = await show();
  const slider = player.getByRole('slider', { name: `Kayıttaki yer: ${NAME}` });
  expect(slider.getAttribute('max')).toBe('60');
  fireEvent.input(slider, { target: { value: '42' } });
  expect(element.currentTime).toBe(42);
  expect(slider.getAttribute('aria-valuetext')).toBe('42 saniye');
});

test('has every act under a single key while the focus is in it, and none elsewhere', async () => {
  const { user, player, element } = await show();
  await user.keyboard('k');
  expect(element.paused).toBe(true);
  player.getByRole('button', { name: `Oynat: ${NAME}` }).focus();
  await user.keyboard('k');
  expect(element.paused).toBe(false);
  await user.keyboard('ll');
  expect(element.currentTime).toBe(10);
  await user.keyboard('j');
  expect(element.currentTime).toBe(5);
  await user.keyboard('.');
  expect(element.paused).toBe(true);
  expect(element.currentTime).toBe(5.06);
  await user.keyboard('s');
  expect(element.playbackRate).toBe(0.75);
  await findAnnounced('Hız 0,75 kat');
});

test('leaves letters to the list of speeds', async () => {
  const { user, player, element } = await show();
  player.getByRole('combobox', { name: 'Hız' }).focus();
  await user.keyboard('k');
  expect(element.paused).toBe(true);
  await user.selectOptions(player.getByRole('combobox'), '1,5 kat');
  expect(element.playbackRate).toBe(1.5);
});

test('repeats a part until the loop is taken away', async () => {
  const { user, player, element } = await show();
  await user.click(player.getByRole('button', { name: `Oynat: ${NAME}` }));
  act(() => runTo(element, 2));
  await user.click(player.getByRole('button', { name: 'Döngü başını koy' }));
  expect(player.getByText('Döngü başı 0:02,00. Sonunu da koyun.')).toBeTruthy();
  act(() => runTo(element, 5));
  await user.click(player.getByRole('button', { name: 'Döngü sonunu koy' }));
  expect(player.getByText('0:02,00 ile 0:05,00 arası yineleniyor.')).toBeTruthy();
  act(() => runTo(element, 5.1));
  expect(element.currentTime).toBe(2);
  await user.click(player.getByRole('button', { name: 'Döngüyü kaldır' }));
  act(() => runTo(element, 6));
  expect(element.currentTime).toBe(6);
});

test('repeats a part that ends where the recording does, though the browser stops there', async () => {
  const { user, player, element } = await show();
  await user.click(player.getByRole('button', { name: `Oynat: ${NAME}` }));
  act(() => runTo(element, 5));
  await user.click(player.getByRole('button', { name: 'Döngü başını koy' }));
  act(() => runTo(element, element.duration));
  await user.click(player.getByRole('button', { name: 'Döngü sonunu koy' }));
  act(() => {
    element.pause();
    element.dispatchEvent(new Event('ended'));
  });
  expect([element.currentTime, element.paused]).toEqual([5, false]);
});

test('plays a part once when the page asks for it', async () => {
  const { user, element } = await show();
  await user.click(screen.getByRole('button', { name: 'part' }));
  expect([element.currentTime, element.paused]).toEqual([10, false]);
  act(() => runTo(element, 12.1));
  expect(element.paused).toBe(true);
});

test('tells the time when it is asked for, and is silent about it else', async () => {
  const { user, player, element } = await show();
  act(() => runTo(element, 7));
  player.getByRole('slider').focus();
  await user.keyboard('t');
  await findAnnounced('7 saniye; toplam 1 dakika');
});

test('shows the caption of the moment in Turkish, for the eye', async () => {
  const { player, element } = await show({
    captions: [{ startMs: 1_000, endMs: 3_000, text: 'Rampa yapılacak.' }],
  });
  expect(player.queryByText('Rampa yapılacak.')).toBeNull();
  act(() => runTo(element, 2));
  expect(player.getByText('Rampa yapılacak.').closest('[lang]')?.getAttribute('lang')).toBe('tr');
});

test('says when nothing of it can be played', async () => {
  const { player, element } = await show();
  Object.defineProperty(element, 'networkState', { value: 3 });
  act(() => void element.querySelector('source')?.dispatchEvent(new Event('error')));
  expect(player.getByText(/oynatılamıyor/)).toBeTruthy();
});

test('of sound has no pictures to step through, in buttons and keys', async () => {
  const { player } = await show({ media: 'audio', sources: [{ src: '/a.mp4', type: 'audio/mp4' }] });
  expect(player.queryByRole('button', { name: 'Bir kare ileri' })).toBeNull();
  expect(player.queryByText('Bir kare ileri')).toBeNull();
});

describe('a film of which nobody has told how long its pictures stand', () => {
  const PICTURE_S = 1 / 15;
  const prototype = HTMLVideoElement.prototype;
  let waiting: VideoFrameRequestCallback[];
  beforeEach(() => {
    waiting = [];
    Object.assign(prototype, {
      requestVideoFrameCallback: waiting.push.bind(waiting),
      cancelVideoFrameCallback: () => undefined,
    });
  });
  afterEach(async () => {
    await cleanScreen();
    Reflect.deleteProperty(prototype, 'requestVideoFrameCallback');
    Reflect.deleteProperty(prototype, 'cancelVideoFrameCallback');
  });

  async function showFilm() {
    const shown = await show();
    const { element } = shown;
    const pictureAt = () => Math.floor(element.currentTime / PICTURE_S);
    const drawn = () => {
      const metadata = { mediaTime: pictureAt() * PICTURE_S } as VideoFrameCallbackMetadata;
      for (const tell of waiting.splice(0)) act(() => tell(0, metadata));
    };
    shown.player.getByRole('slider').focus();
    return { ...shown, pictureAt, drawn };
  }

  test('is stepped through by one picture, though the browser has not yet said which it shows', async () => {
    const { user, pictureAt, drawn } = await showFilm();
    await user.keyboard('.');
    drawn();
    drawn();
    expect(pictureAt()).toBe(1);
    await user.keyboard('.');
    expect(pictureAt()).toBe(2);
  });

  test('is stepped through where the browser tells of the picture before it says that the place is reached', async () => {
    const { user, element, pictureAt, drawn } = await showFilm();
    let isSeeking = true;
    Object.defineProperty(element, 'seeking', { get: () => isSeeking });
    await user.keyboard('.');
    drawn();
    expect(pictureAt()).toBe(0);
    isSeeking = false;
    act(() => void element.dispatchEvent(new Event('seeked')));
    await waitFor(() => expect(pictureAt()).toBe(1));
  });
});
