// @vitest-environment jsdom
import 'fake-indexeddb/auto';
import { act, cleanup, render, screen, waitFor } from '@testing-library/preact';
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { mockLocks } from '../../../../tests/fixtures/locks.ts';
import type { Draft } from '../../../domain/application.ts';
import type { Attachment } from '../../../domain/attachment.ts';
import { readDraft, saveDraft } from '../../../offline/drafts.ts';
import { listEntries } from '../../../offline/outbox.ts';
import { appendChunk, beginRecording, finishRecording } from '../../../offline/recordings.ts';
import { thanks } from '../../../offline/samples.mock.ts';
import { LiveRegionProvider } from '../../../ui/live-region/live-region.tsx';
import { DraftList } from '../../shell/draft-list.tsx';
import { navigate } from '../../shell/navigate.ts';
import { TextsContext } from '../../shell/texts.tsx';
import { prepare } from './flow-page.tsx';
import { draftWith, loadMessages, open, putAway, t } from './flow-screen.mock.tsx';
import { NOTICE_VERSION } from './notice-version.ts';
import { pathOfStep } from './slugs.ts';

/** So much of a file is read at a time (src/media/take-file.ts). */
const PIECE_BYTES = 1024 * 1024;

beforeAll(() => prepare({ step: 'ozet' }, loadMessages));
beforeEach(() => {
  vi.stubGlobal('scrollTo', () => undefined);
  // Locks exist in browsers only.
  vi.stubGlobal('navigator', Object.assign(Object.create(navigator), { locks: mockLocks() }));
});
afterEach(async () => {
  await act(cleanup);
  vi.unstubAllGlobals();
  await putAway();
});

test('a page stays while a chosen file is read, for sent without it the file would be lost, and goes on after it', async () => {
  const draft = await draftWith({ kind: 'thanks', subject: 'Rampa', description: 'Teşekkür ederim.' });
  const user = await open(draft, 'text');
  const goOn = () => user.click(screen.getByRole('button', { name: t('flow.continue') }));
  const file = new File(['%PDF-1.7'], 'dilekce.pdf', { type: 'application/pdf' });
  const { promise: reading, resolve: read } = Promise.withResolvers<ArrayBuffer>();
  file.slice = () => ({ arrayBuffer: () => reading }) as Blob;
  await screen.findByText(t('media.file.label'));
  await user.upload(document.querySelector('input[type="file"]') as HTMLInputElement, [file]);
  await screen.findByRole('progressbar');

  await goOn();
  const link = await screen.findByRole('link', { name: t('media.file.error.reading') });
  expect(document.querySelector(link.getAttribute('href') ?? '')).toBeTruthy();
  expect(screen.getByRole('heading', { level: 1 }).textContent).toBe(t('flow.text.heading'));

  read(new TextEncoder().encode('%PDF-1.7').buffer);
  await screen.findByText(t('media.file.added', { name: 'dilekce.pdf' }));
  await waitFor(() => expect(screen.queryByRole('link', { name: t('media.file.error.reading') })).toBeNull());
  await goOn();
  await waitFor(() => expect(location.pathname).not.toBe(pathOfStep(draft.id, 'text')));
  await waitFor(async () => expect((await readDraft(draft.id))?.answers.attachments).toHaveLength(1));
});

/** A file whose bytes come when the test lets them. */
function slowFile(name: string): { file: File; read: () => void } {
  const file = new File(['%PDF-1.7'], name, { type: 'application/pdf' });
  const { promise: reading, resolve } = Promise.withResolvers<ArrayBuffer>();
  file.slice = () => ({ arrayBuffer: () => reading }) as Blob;
  return { file, read: () => resolve(new TextEncoder().encode('%PDF-1.7').buffer) };
}

test('a page that stays says why for as long as the reading goes on, however often that comes a step further', async () => {
  const draft = await draftWith({ kind: 'thanks', subject: 'Rampa', description: 'Teşekkür ederim.' });
  const user = await open(draft, 'text');
  const content = new Uint8Array(3 * PIECE_BYTES);
  content.set(new TextEncoder().encode('%PDF-1.7'));
  const file = new File([content], 'dilekce.pdf', { type: 'application/pdf' });
  const waiting: (() => void)[] = [];
  file.slice = (from = 0, to = 0) => {
    const arrayBuffer = async (): Promise<ArrayBuffer> => {
      if (to - from >= PIECE_BYTES) await new Promise<void>((resolve) => waiting.push(resolve));
      return content.slice(from, to).buffer;
    };
    return { arrayBuffer } as Blob;
  };
  const percent = () => screen.getByRole('progressbar').getAttribute('aria-valuetext');
  await screen.findByText(t('media.file.label'));
  await user.upload(document.querySelector('input[type="file"]') as HTMLInputElement, [file]);
  await waitFor(() => expect(waiting).toHaveLength(1));

  await user.click(screen.getByRole('button', { name: t('flow.continue') }));
  const link = await screen.findByRole('link', { name: t('media.file.error.reading') });
  for (const piece of [1, 2]) {
    const before = percent();
    await act(() => waiting[piece - 1]?.());
    await waitFor(() => expect(waiting).toHaveLength(piece + 1));
    await waitFor(() => expect(percent()).not.toBe(before));
    expect(screen.getByRole('link', { name: t('media.file.error.reading') })).toBe(link);
  }
});

test('who leaves the page while a file is read, and sends then, is told that nothing was sent; the file comes all the same', async () => {
  const draft = await draftWith({ ...thanks(), noticeVersion: NOTICE_VERSION });
  const user = await open(draft, 'text');
  const { file, read } = slowFile('dilekce.pdf');
  await screen.findByText(t('media.file.label'));
  await user.upload(document.querySelector('input[type="file"]') as HTMLInputElement, [file]);
  await screen.findByRole('progressbar');
  await act(() => navigate(pathOfStep(draft.id, 'send')));
  await user.click(await screen.findByRole('button', { name: t('flow.send.button') }));

  const told = await screen.findByText(t('media.wanting.notSent'));
  await waitFor(() => expect(document.activeElement).toBe(told.closest('p')));
  expect(screen.getByText(t('media.wanting.growing', { name: 'dilekce.pdf' }))).toBeTruthy();
  // It is still being read here, and holds the page as before.
  await screen.findByRole('progressbar');
  await user.click(screen.getByRole('button', { name: t('flow.continue') }));
  await screen.findByRole('link', { name: t('media.file.error.reading') });
  expect(await listEntries()).toEqual([]);

  // Left again: the draft is shown by no page when the file is through.
  await act(() => navigate('/'));
  read();
  await waitFor(async () => expect((await readDraft(draft.id))?.answers.attachments).toHaveLength(1));
  await act(() => navigate(pathOfStep(draft.id, 'send')));
  await user.click(await screen.findByRole('button', { name: t('flow.send.button') }));
  await waitFor(async () => expect(await listEntries()).toHaveLength(1));
  expect((await listEntries())[0]?.application.attachments).toHaveLength(1);
});

test('a file that a kill has cut off is told of by name, whichever page is opened, until it is given up', async () => {
  const draft = await draftWith({ ...thanks(), noticeVersion: NOTICE_VERSION });
  await beginRecording({ draftId: draft.id, kind: 'photo', mediaType: 'image/jpeg', name: 'kaza.jpg' });
  const user = await open(draft, 'send');
  await user.click(await screen.findByRole('button', { name: t('flow.send.button') }));
  await screen.findByText(t('media.wanting.notSent'));
  await screen.findByText(t('media.cutOff.file', { name: 'kaza.jpg' }));
  await user.click(screen.getByRole('button', { name: t('flow.continue') }));
  await screen.findByRole('link', { name: t('media.file.error.cut-off') });
  await user.click(screen.getByRole('button', { name: `${t('media.cutOff.without')}: kaza.jpg` }));
  await screen.findByText(t('media.wanting.goOnWithout'));
  await user.click(screen.getByRole('button', { name: t('flow.continue') }));
  await waitFor(() => expect(location.pathname).toBe(pathOfStep(draft.id, 'review')));
});

/** Where "Devam et" of the only draft leads. */
async function continuedAt(drafts: readonly Draft[]): Promise<string | null> {
  const { unmount } = render(
    <TextsContext.Provider value={{ locale: 'tr', tag: 'tr', t, loadMessages }}>
      <LiveRegionProvider>
        <DraftList drafts={drafts} />
      </LiveRegionProvider>
    </TextsContext.Provider>,
  );
  const link = await screen.findByRole('link', { name: new RegExp(t('draft.continue')) });
  const address = link.getAttribute('href');
  unmount();
  return address;
}

test('who goes on after a kill comes to the file that it has cut off, which is told first, whatever else is answered', async () => {
  const draft = await draftWith({ ...thanks(), noticeVersion: NOTICE_VERSION });
  expect(await continuedAt([draft])).toBe(pathOfStep(draft.id, 'review'));
  await beginRecording({
    draftId: draft.id,
    kind: 'document',
    mediaType: 'application/pdf',
    name: 'rapor.pdf',
  });
  expect(await continuedAt([draft])).toBe(pathOfStep(draft.id, 'text'));
  const other = await draftWith({ ...thanks(), noticeVersion: NOTICE_VERSION });
  expect(await continuedAt([other])).toBe(pathOfStep(other.id, 'review'));

  const user = await open(draft, 'text');
  const told = await screen.findByText(t('media.wanting.notSent'));
  await waitFor(() => expect(document.activeElement).toBe(told.closest('p')));
  expect(screen.getByText(t('media.wanting.cut-off', { name: 'rapor.pdf' }))).toBeTruthy();
  // Left and come back to: it stays told.
  await act(() => navigate('/'));
  expect(await continuedAt([draft])).toBe(pathOfStep(draft.id, 'text'));
  await act(() => navigate(pathOfStep(draft.id, 'text')));
  await screen.findByText(t('media.wanting.notSent'));
  await user.upload(document.querySelector('input[type="file"]') as HTMLInputElement, [
    new File(['%PDF-1.7'], 'rapor.pdf', { type: 'application/pdf' }),
  ]);
  await screen.findByText(t('media.wanting.goOn'));
  await waitFor(async () => expect((await readDraft(draft.id))?.answers.attachments).toHaveLength(1));
});

test('before sending, each file is told by its name and each recording by its part and length', async () => {
  const draft = await draftWith({ ...thanks(), noticeVersion: NOTICE_VERSION });
  const lay = async (kind: 'voice' | 'document', name?: string): Promise<Attachment> => {
    const { id } = await beginRecording({
      draftId: draft.id,
      kind,
      mediaType: 'audio/webm',
      ...(name && { name }),
    });
    await appendChunk(id, new ArrayBuffer(300_000), name ? 0 : 65_000);
    const laid = await finishRecording(id, name ? 'supporting' : 'description');
    if (!laid) throw new Error('nothing was laid');
    return laid;
  };
  const attachments = [await lay('voice'), await lay('voice'), await lay('document', 'kira sözleşmesi.pdf')];
  await saveDraft({ ...draft, answers: { ...draft.answers, attachments } });
  await open(draft, 'review');
  const told = (await screen.findByText('kira sözleşmesi.pdf')).closest('ul');
  expect(Array.from(told?.children ?? [], ({ textContent }) => textContent)).toEqual([
    'Sesli kayıt, 1. parça: 1 dakika 5 saniye, 0,3 MB',
    'Sesli kayıt, 2. parça: 1 dakika 5 saniye, 0,3 MB',
    'kira sözleşmesi.pdf: 0,3 MB',
  ]);
});
