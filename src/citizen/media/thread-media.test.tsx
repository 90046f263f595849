// @vitest-environment jsdom
import 'fake-indexeddb/auto';
import { act, cleanup, render, screen, waitFor } from '@testing-library/preact';
import { type UserEvent, userEvent } from '@testing-library/user-event';
import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import turkish from '../../../locales/tr.json' with { type: 'json' };
import type { AttachmentKind } from '../../domain/attachment.ts';
import type { UploadEvent } from '../../domain/upload.ts';
import { createTranslate } from '../../i18n/translate.ts';
import { write } from '../../offline/database.ts';
import { createDraft } from '../../offline/drafts.ts';
import { platform } from '../../offline/environment.ts';
import { type OutboxEntry, readEntry, sendDraft } from '../../offline/outbox.ts';
import { appendChunk, beginRecording, finishRecording } from '../../offline/recordings.ts';
import { claimsOf, RULES, thanks, written } from '../../offline/samples.mock.ts';
import { readUploadSettings, saveUploadSettings, stepRecording } from '../../offline/upload-acts.ts';
import { mockModalDialogs } from '../../ui/dialog/modal-dialogs.mock.ts';
import { LiveRegionProvider } from '../../ui/live-region/live-region.tsx';
import { TextsContext } from '../shell/texts.tsx';
import { ThreadMedia } from './thread-media.tsx';

const t = createTranslate(
  'tr',
  Object.fromEntries(Object.entries(turkish).map(([key, { text }]) => [key, text])),
);
const TEXTS = { locale: 'tr', tag: 'tr', t, loadMessages: () => Promise.resolve() } as const;

beforeAll(() => {
  mockModalDialogs();
  // Nothing is sent here: another page holds the sender's lock, and holds it beyond the last test, because "send after
  // all" starts a round that nobody waits for.
  vi.spyOn(platform, 'ifFree').mockResolvedValue({ isHeld: false });
});
afterEach(async () => {
  await act(cleanup);
  await saveUploadSettings({ wifiOnly: false, saveData: false });
});

/** @param fileName of each, where they were chosen and not recorded */
async function sent(
  kinds: readonly AttachmentKind[],
  isReceived = true,
  fileName?: string,
): Promise<OutboxEntry> {
  const draft = await createDraft();
  const attachments = [];
  for (const kind of kinds) {
    const name = fileName === undefined ? {} : { name: fileName };
    const { id } = await beginRecording({ draftId: draft.id, kind, mediaType: 'audio/webm', ...name });
    await appendChunk(id, new ArrayBuffer(1_000), 1_000);
    const attachment = await finishRecording(id, 'supporting');
    if (attachment) attachments.push(attachment);
  }
  const result = await sendDraft(written(draft, { ...thanks(), attachments }), {
    locale: 'tr',
    rules: RULES,
  });
  if (!result.ok) return expect.fail();
  const { entry } = result;
  if (!isReceived) return entry;
  await write(platform, ['outbox'], (all) =>
    all
      .objectStore('outbox')
      .put({ ...entry, status: { state: 'received', receipt: 'x', claims: claimsOf(entry) } }),
  );
  return (await readEntry(entry.id)) ?? expect.fail();
}

async function show(entry: OutboxEntry): Promise<UserEvent> {
  render(
    <TextsContext.Provider value={TEXTS}>
      <LiveRegionProvider>
        <ThreadMedia entry={entry} stored={undefined} />
      </LiveRegionProvider>
    </TextsContext.Provider>,
  );
  await screen.findByRole('heading', { name: t('media.upload.heading') });
  return userEvent.setup();
}

const step = (entry: OutboxEntry, index: number, event: UploadEvent) =>
  act(async () => {
    const id = entry.application.attachments?.[index]?.id ?? '';
    await stepRecording(entry.id, id, event, platform);
  });

test('each attachment says in words and as a bar where it stands', async () => {
  const entry = await sent(['voice', 'sign-video']);
  await show(entry);
  expect(screen.getAllByRole('progressbar')).toHaveLength(2);
  expect(screen.getAllByText(t('media.upload.waiting'))).toHaveLength(2);
  await step(entry, 0, { kind: 'progress', offset: 400 });
  expect((await screen.findAllByText(t('media.upload.sending', { percent: 40 }))).length).toBeGreaterThan(0);
  await step(entry, 0, { kind: 'receipt', receipt: 'x' });
  expect(await screen.findByText(t('media.upload.uploaded'), { exact: false })).toBeTruthy();
  expect(screen.getAllByRole('progressbar')).toHaveLength(1);
});

test('a quarter of the way is announced once, each percent is not', async () => {
  const entry = await sent(['voice']);
  await show(entry);
  const polite = () => document.querySelector('[aria-live=polite]')?.textContent ?? '';
  await step(entry, 0, { kind: 'progress', offset: 100 });
  await new Promise((resolve) => setTimeout(resolve, 700));
  expect(polite()).toBe('');
  await step(entry, 0, { kind: 'progress', offset: 260 });
  await waitFor(() =>
    expect(polite()).toBe(`${t('attachment.voice')}: ${t('media.upload.sending', { percent: 26 })}`),
  );
});

test('several of a kind are told apart, and before the text has gone nothing is promised', async () => {
  const entry = await sent(['photo', 'photo'], false);
  await show(entry);
  expect(screen.getByRole('heading', { name: `${t('attachment.photo')} 2` })).toBeTruthy();
  expect(screen.getByText(t('media.upload.textFirst'))).toBeTruthy();
  expect(screen.queryByRole('progressbar')).toBeNull();
});

test('a file that was refused is called by its own name, also after its bytes have gone', async () => {
  const entry = await sent(['document', 'document'], true, 'rapor.pdf');
  await show(entry);
  expect(screen.getAllByText(/^rapor\.pdf, /)).toHaveLength(2);
  await step(entry, 0, { kind: 'receipt', receipt: 'x' });
  await screen.findByText(t('media.upload.uploaded'), { exact: false });
  expect(screen.getAllByText(/^rapor\.pdf, /)).toHaveLength(2);
});

test('one is taken back after a question, and sent after all', async () => {
  const entry = await sent(['video']);
  const user = await show(entry);
  await user.click(
    screen.getByRole('button', { name: `${t('media.upload.cancel')}: ${t('attachment.video')}` }),
  );
  await user.click(await screen.findByRole('button', { name: t('media.upload.cancel') }));
  expect(await screen.findByText(t('media.upload.cancelling'), { exact: false })).toBeTruthy();
  await user.click(
    screen.getByRole('button', { name: `${t('media.upload.resume')}: ${t('attachment.video')}` }),
  );
  expect(await screen.findByText(t('media.upload.waiting'))).toBeTruthy();
});

test('what was refused and what was lost are told, with what can be done', async () => {
  const entry = await sent(['photo', 'document']);
  await show(entry);
  await step(entry, 0, {
    kind: 'failed',
    outcome: { kind: 'refused', problem: 'body-too-large', violations: [] },
    random: 0,
  });
  await step(entry, 1, { kind: 'lost' });
  expect(await screen.findByText(t('media.upload.refused'), { exact: false })).toBeTruthy();
  expect(await screen.findByText(t('media.upload.lost'), { exact: false })).toBeTruthy();
  expect(screen.getAllByRole('button', { name: new RegExp(t('media.upload.resume')) })).toHaveLength(1);
});

test('Wi-Fi only is chosen here, kept, and says what it means on a line of which nothing is known', async () => {
  const user = await show(await sent(['video']));
  await user.click(await screen.findByRole('checkbox', { name: t('media.settings.wifiOnly') }));
  await waitFor(async () => expect((await readUploadSettings()).wifiOnly).toBe(true));
  // It is shown, and said.
  await waitFor(() => expect(screen.getAllByText(t('media.settings.line.unknown'))).toHaveLength(2));
});
