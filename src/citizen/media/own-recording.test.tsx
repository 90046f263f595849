// @vitest-environment jsdom
import 'fake-indexeddb/auto';
import { act, cleanup, render, screen, waitFor } from '@testing-library/preact';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import turkish from '../../../locales/tr.json' with { type: 'json' };
import type { ThreadAttachment } from '../../domain/thread-attachment.ts';
import { createTranslate } from '../../i18n/translate.ts';
import { write } from '../../offline/database.ts';
import { type HttpRequest, platform } from '../../offline/environment.ts';
import { appendChunk, beginRecording } from '../../offline/recordings.ts';
import type { StoredThread } from '../../offline/threads.ts';
import { LiveRegionProvider } from '../../ui/live-region/live-region.tsx';
import { TextsContext } from '../shell/texts.tsx';
import { ThreadMedia } from './thread-media.tsx';

const t = createTranslate(
  'tr',
  Object.fromEntries(Object.entries(turkish).map(([key, { text }]) => [key, text])),
);
const TEXTS = { locale: 'tr', tag: 'tr', t, loadMessages: () => Promise.resolve() } as const;
const BYTES = 10_000;
const AT = '2026-11-24T08:00:00.000Z';

/** Of this test alone: the store of the file is one. */
let applicationId: string;
let recording: ThreadAttachment;
let requests: [path: string, request: HttpRequest][];
let blobs: Blob[];
let hasNetwork: boolean;

beforeEach(() => {
  applicationId = crypto.randomUUID();
  requests = [];
  blobs = [];
  hasNetwork = true;
  recording = {
    id: crypto.randomUUID(),
    kind: 'voice',
    role: 'description',
    state: 'ready',
    byteLength: 300_000,
    durationMs: 8_000,
    renditions: ['mp4', 'webm'],
    sizes: { mp4: BYTES, webm: 2_000_000 },
    transcript: {
      id: crypto.randomUUID(),
      kind: 'transcript',
      language: 'tr',
      cues: [{ startMs: 0, endMs: 8_000, text: 'Rampa istiyorum.' }],
      at: AT,
    },
  };
  vi.spyOn(URL, 'createObjectURL').mockImplementation((blob) => `blob:${blobs.push(blob as Blob)}`);
  vi.spyOn(URL, 'revokeObjectURL').mockImplementation(() => undefined);
  vi.spyOn(HTMLMediaElement.prototype, 'canPlayType').mockReturnValue('probably');
  vi.spyOn(HTMLMediaElement.prototype, 'play').mockResolvedValue(undefined);
  vi.spyOn(platform, 'ifFree').mockImplementation(async (_, work) => ({ isHeld: true, value: await work() }));
  vi.spyOn(platform, 'fetch').mockImplementation(async (path, request) => {
    if (!hasNetwork) throw new TypeError('no network');
    requests.push([path, request]);
    const headers: Record<string, string> = {
      'content-range': `bytes 0-${BYTES - 1}/${BYTES}`,
      'content-type': 'audio/mp4',
    };
    return {
      status: 206,
      headers: { get: (name) => headers[name] ?? null },
      text: async () => '',
      arrayBuffer: async () => new ArrayBuffer(BYTES),
    };
  });
});
afterEach(async () => {
  await act(cleanup);
  vi.restoreAllMocks();
});

async function show() {
  const thread = { applicationId, attachments: [recording], replies: [] };
  const stored = { applicationId, trackingKey: 'key', thread, unreadReplyIds: [], refreshedAt: 0 };
  await write(platform, ['threads'], (all) =>
    all.objectStore('threads').put(stored as unknown as StoredThread),
  );
  render(
    <TextsContext.Provider value={TEXTS}>
      <LiveRegionProvider>
        <ThreadMedia entry={undefined} stored={stored as unknown as StoredThread} />
      </LiveRegionProvider>
    </TextsContext.Provider>,
  );
  await screen.findByRole('heading', { name: t('media.own.heading') });
  return userEvent.setup();
}

const button = (words: string) => screen.findByRole('button', { name: `${words}: ${t('attachment.voice')}` });
const open = () => button(t('media.answer.open.audio'));

test('the recording is heard beside its text: fetched with the tracking key, and kept for the next visit', async () => {
  const user = await show();
  expect(screen.getByText('Rampa istiyorum.')).toBeTruthy();
  expect(screen.getByText(t('media.own.check'))).toBeTruthy();
  expect(document.body.textContent).toContain(t('media.answer.size', { size: '10 kB' }));
  await user.click(await open());
  await button(t('media.player.play'));
  const [[path, { headers }] = expect.fail()] = requests;
  expect(path).toBe(`/api/attachments/${recording.id}/mp4`);
  expect(headers.authorization).toBe('Bearer key');
  // The page is closed and opened where there is no network.
  await act(cleanup);
  hasNetwork = false;
  const again = await show();
  expect(await screen.findByText(t('media.answer.kept'), { exact: false })).toBeTruthy();
  await again.click(await open());
  await button(t('media.player.play'));
  await waitFor(() => expect(document.querySelector('audio')?.src).toBe(`blob:${blobs.length}`));
});

test('without a connection it says what is missing', async () => {
  hasNetwork = false;
  const user = await show();
  await user.click(await open());
  expect(await screen.findByText(t('media.answer.end.no-answer'))).toBeTruthy();
  await button(t('media.answer.open.audio'));
});

test('what the server does not have is said of the recording, not of an answer', async () => {
  const user = await show();
  vi.mocked(platform.fetch).mockResolvedValue({
    status: 404,
    headers: { get: () => null },
    text: async () => '',
    arrayBuffer: async () => new ArrayBuffer(0),
  });
  await user.click(await open());
  expect(await screen.findByText(t('media.own.gone'))).toBeTruthy();
});

test('what has not left this device is played from here', async () => {
  const { id } = await beginRecording({ draftId: 'd', kind: 'voice', mediaType: 'audio/webm' });
  await appendChunk(id, new ArrayBuffer(1_000), 1_000);
  recording = { ...recording, id, state: 'expected', renditions: undefined, transcript: undefined };
  const application = {
    attachments: [{ ...recording, mediaType: 'audio/webm', digest: 'd'.repeat(43) }],
  };
  const entry = { id: applicationId, application, tracking: { key: 'key' }, status: { state: 'received' } };
  render(
    <TextsContext.Provider value={TEXTS}>
      <LiveRegionProvider>
        <ThreadMedia entry={entry as never} stored={undefined} />
      </LiveRegionProvider>
    </TextsContext.Provider>,
  );
  await userEvent.setup().click(await button(t('media.player.play')));
  await vi.waitFor(() => expect(blobs[0]?.size).toBe(1_000));
  expect(requests).toEqual([]);
});

test('names, lengths and the text are printed, players and questions are not', async () => {
  await show();
  const printed = (element: Element) => element.closest('[data-print=no]') === null;
  expect(printed(screen.getByRole('heading', { name: t('attachment.voice') }))).toBe(true);
  expect(printed(screen.getByText('8 saniye, 0,3 MB'))).toBe(true);
  expect(printed(screen.getByText('Rampa istiyorum.'))).toBe(true);
  expect(printed(screen.getByText(t('media.text.unconfirmed')))).toBe(true);
  expect(printed(screen.getByRole('heading', { name: t('media.own.heading') }))).toBe(false);
  expect(printed(screen.getByText(t('media.text.question')))).toBe(false);
});
