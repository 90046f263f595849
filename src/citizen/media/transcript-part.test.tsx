// @vitest-environment jsdom
import 'fake-indexeddb/auto';
import { act, cleanup, render, screen, waitFor, within } from '@testing-library/preact';
import { type UserEvent, userEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import turkish from '../../../locales/tr.json' with { type: 'json' };
import type { Transcript } from '../../domain/transcript.ts';
import type { Thread, ThreadAttachment } from '../../domain/wire.ts';
import { formatInstant } from '../../i18n/format.ts';
import { createTranslate } from '../../i18n/translate.ts';
import { type ActRecord, listActs } from '../../offline/act-writing.ts';
import { announce } from '../../offline/changes.ts';
import { write } from '../../offline/database.ts';
import { platform, SENDING_LOCK } from '../../offline/environment.ts';
import { newId } from '../../offline/ids.ts';
import { appendChunk, beginRecording, listRecordings } from '../../offline/recordings.ts';
import type { StoredThread } from '../../offline/schema.ts';
import { mockModalDialogs } from '../../ui/dialog/modal-dialogs.mock.ts';
import { LiveRegionProvider } from '../../ui/live-region/live-region.tsx';
import { TextsContext } from '../shell/texts.tsx';
import { ThreadMedia } from './thread-media.tsx';

const t = createTranslate(
  'tr',
  Object.fromEntries(Object.entries(turkish).map(([key, { text }]) => [key, text])),
);
const TEXTS = { locale: 'tr', tag: 'tr', t, loadMessages: () => Promise.resolve() } as const;
const AT = '2026-11-24T08:00:00.000Z';
const when = formatInstant('tr', AT);

beforeEach(() => {
  mockModalDialogs();
  // No line: another page holds the sender's lock.
  vi.spyOn(platform, 'ifFree').mockImplementation(async (lock, work) =>
    lock === SENDING_LOCK ? { isHeld: false } : { isHeld: true, value: await work() },
  );
});
afterEach(async () => {
  await act(cleanup);
});

const aTranscript = (change: Partial<Transcript> = {}): Transcript => ({
  id: newId(platform),
  kind: 'transcript',
  language: 'tr',
  cues: [
    { startMs: 0, endMs: 1_000, text: 'Su akmıyor.' },
    { startMs: 1_000, endMs: 2_000, text: 'Üç gündür.' },
  ],
  at: AT,
  ...change,
});

const held = (change: Partial<ThreadAttachment> = {}): ThreadAttachment => ({
  id: newId(platform),
  kind: 'voice',
  role: 'description',
  state: 'ready',
  byteLength: 1_000,
  ...change,
});

const threadOf = (...attachments: ThreadAttachment[]): StoredThread => ({
  applicationId: newId(platform),
  trackingKey: 'k'.repeat(43),
  thread: { attachments } as Thread,
  unreadReplyIds: [],
  refreshedAt: 0,
});

const pageOf = (stored: StoredThread) => (
  <TextsContext.Provider value={TEXTS}>
    <LiveRegionProvider>
      <main>
        <ThreadMedia entry={undefined} stored={stored} />
      </main>
    </LiveRegionProvider>
  </TextsContext.Provider>
);

async function show(stored: StoredThread): Promise<UserEvent> {
  render(pageOf(stored));
  await screen.findByRole('heading', { level: 2, name: t('media.upload.heading') });
  return userEvent.setup();
}

const offered = (change: Partial<Transcript> = {}) => threadOf(held({ transcript: aTranscript(change) }));
const named = (key: 'accept' | 'correct' | 'record') => `${t(`media.text.${key}`)}: ${t('attachment.voice')}`;
const button = (name: string) => screen.findByRole('button', { name });
const textHeading = () => screen.getByRole('heading', { level: 4 });
const spoken = () => document.querySelector('[aria-live=polite]')?.textContent ?? '';
const field = () => screen.findByRole<HTMLTextAreaElement>('textbox', { name: t('media.text.field') });
const actsOf = ({ applicationId }: StoredThread) => listActs(applicationId);

/** What the sender, in another tab, has made of it. */
async function become(record: ActRecord | undefined, status: ActRecord['status']): Promise<void> {
  if (!record) return expect.fail();
  await act(async () => {
    await write(platform, ['acts'], (all) => all.objectStore('acts').put({ ...record, status }));
    announce({ kind: 'thread', id: record.applicationId });
  });
}

describe('what the state says of a recording or file', () => {
  test.each<[ThreadAttachment['state']]>([
    ['expected'],
    ['uploading'],
    ['stored'],
    ['ready'],
    ['original-only'],
  ])('%s, in words', async (state) => {
    await show(threadOf(held({ state })));
    expect(screen.getByText(t(`media.held.${state}`))).toBeTruthy();
  });

  test('refused: the reason, and what can be done', async () => {
    await show(threadOf(held({ kind: 'document', state: 'rejected', problem: 'macros' })));
    const card = screen.getByRole('listitem');
    for (const text of [t('media.held.rejected'), t('media.problem.macros'), t('media.held.rejectedHelp')])
      expect(within(card).getByText(text)).toBeTruthy();
  });

  test.each(['program', 'hidden-content'] as const)('the advice fits every kind of file: %s', (problem) => {
    expect(t(`media.problem.${problem}`)).not.toMatch(/belge|pdf|foto|ses |video/i);
  });

  test('what was refused can be sent in this application, as more information', () => {
    expect(t('media.held.rejectedHelp')).toContain('ek bilgi');
  });

  test('a reason that only a later version knows is left out', async () => {
    await show(threadOf(held({ state: 'rejected', problem: 'smells-odd' })));
    expect(screen.getByText(t('media.held.rejectedHelp'))).toBeTruthy();
    expect(document.body.textContent).not.toContain('smells-odd');
  });
});

describe('the text of a recording', () => {
  test('stands in its language, as not confirmed, with three ways to answer', async () => {
    await show(offered());
    expect(screen.getAllByRole('heading').map(({ tagName }) => tagName)).toEqual(['H2', 'H3', 'H4']);
    expect(screen.getByText(t('media.text.unconfirmed'))).toBeTruthy();
    const text = screen.getByText(/Su akmıyor\.\s+Üç gündür\./);
    expect(text.getAttribute('lang')).toBe('tr');
    for (const way of ['accept', 'correct', 'record'] as const) expect(await button(named(way))).toBeTruthy();
  });

  test('that comes while the page stands open is said once, what stood there is not', async () => {
    const attachment = held();
    const stored = threadOf(attachment);
    const { rerender } = render(pageOf(stored));
    await screen.findByRole('heading', { level: 3 });
    const answered = { ...attachment, transcript: aTranscript() };
    rerender(pageOf({ ...stored, thread: { attachments: [answered] } as Thread }));
    await waitFor(() => expect(spoken()).toContain(t('media.text.heading.transcript')));
  });

  test('that was confirmed says so, and asks nothing', async () => {
    await show(offered({ verdict: { kind: 'corrected', at: AT, text: 'Su yok.' } }));
    expect(screen.getByText(t('media.text.corrected', { when }))).toBeTruthy();
    // The citizen's own words.
    expect(screen.getByText('Su yok.').getAttribute('lang')).toBe('');
    expect(screen.queryByRole('button')).toBeNull();
  });

  test('is accepted by one press; the answer waits on this device, is said once, and the focus stays there', async () => {
    const stored = offered();
    const user = await show(stored);
    await user.click(await button(named('accept')));
    expect(await screen.findByText(t('media.act.waiting'))).toBeTruthy();
    expect(document.activeElement).toBe(textHeading());
    expect(await actsOf(stored)).toMatchObject([
      { act: { verdict: 'accepted' }, trackingKey: stored.trackingKey, status: { state: 'waiting' } },
    ]);
    await waitFor(() => expect(spoken()).toBe(t('media.act.waiting')));
    expect(screen.queryByRole('button', { name: named('accept') })).toBeNull();
    const [record] = await actsOf(stored);
    const claims = { actId: '', applicationId: '', digest: '', receivedAt: AT };
    await become(record, { state: 'received', receipt: 'x', claims });
    expect(await screen.findByText(t('media.act.received', { when }))).toBeTruthy();
    await waitFor(() => expect(spoken()).toBe(t('media.act.received', { when })));
  });

  test('that was accepted and has not gone yet is asked about again', async () => {
    const stored = offered();
    const user = await show(stored);
    await user.click(await button(named('accept')));
    await user.click(await button(t('media.act.mend')));
    expect(await button(named('accept'))).toBeTruthy();
    expect(document.activeElement).toBe(textHeading());
    expect(await actsOf(stored)).toEqual([]);
  });
});

describe('a correction', () => {
  test('begins with the text, takes the focus, and is kept as it is typed', async () => {
    const stored = offered();
    const user = await show(stored);
    await user.click(await button(named('correct')));
    const area = await field();
    expect(area.value).toBe('Su akmıyor.\nÜç gündür.');
    await waitFor(() => expect(document.activeElement).toBe(area));
    await user.type(area, ' Bekliyoruz.');
    await waitFor(async () =>
      expect(await actsOf(stored)).toMatchObject([
        { act: { text: 'Su akmıyor.\nÜç gündür. Bekliyoruz.' }, status: { state: 'writing' } },
      ]),
    );
    // The page is left and opened again: the text is there, the focus is where the reader is.
    await act(cleanup);
    await show(stored);
    expect((await field()).value).toContain('Bekliyoruz.');
    expect(document.activeElement).toBe(document.body);
    await user.click(await button(t('media.text.send')));
    expect(await screen.findByText(t('media.act.waiting'))).toBeTruthy();
    expect(document.activeElement).toBe(textHeading());
    const [record] = await actsOf(stored);
    expect(JSON.parse(record?.body ?? '')).toMatchObject({
      verdict: 'corrected',
      text: 'Su akmıyor.\nÜç gündür. Bekliyoruz.',
    });
  });

  test('that says nothing is not sent: the fault is named at the top, and leads to the field', async () => {
    const stored = offered();
    document.title = 'Başvuru';
    const user = await show(stored);
    await user.click(await button(named('correct')));
    await user.clear(await field());
    await user.click(await button(t('media.text.send')));
    const summary = await screen.findByRole('region', { name: t('media.text.errorTitle') });
    await waitFor(() => expect(document.activeElement).toBe(summary));
    expect(document.title).toBe(t('app.wrongTitle', { title: 'Başvuru' }));
    await user.click(within(summary).getByRole('link', { name: t('media.text.error.required') }));
    expect(document.activeElement).toBe(await field());
    expect((await field()).getAttribute('aria-invalid')).toBe('true');
    await user.type(await field(), 'Su yok.');
    await user.click(await button(t('media.text.send')));
    await waitFor(() => expect(document.title).toBe('Başvuru'));
    expect(screen.queryByRole('region', { name: t('media.text.errorTitle') })).toBeNull();
  });

  test('is given up after a question, and nothing of it stays', async () => {
    const stored = offered();
    const user = await show(stored);
    await user.click(await button(named('correct')));
    await user.type(await field(), 'x');
    await user.click(await button(t('media.text.drop')));
    await user.click(await button(t('media.text.dropConfirm')));
    expect(await button(named('correct'))).toBeTruthy();
    expect(document.activeElement).toBe(textHeading());
    expect(await actsOf(stored)).toEqual([]);
  });

  test('that was refused says why, and is mended with all that was typed', async () => {
    const stored = offered();
    const user = await show(stored);
    await user.click(await button(named('correct')));
    await user.type(await field(), ' Ek.');
    await user.click(await button(t('media.text.send')));
    await screen.findByText(t('media.act.waiting'));
    const [record] = await actsOf(stored);
    await become(record, { state: 'refused', problem: 'act-not-valid', violations: [], refusedAt: 0 });
    expect(await screen.findByText(t('media.act.refused'))).toBeTruthy();
    expect(screen.getByText(t('media.act.reason.refused'))).toBeTruthy();
    await user.click(await button(t('media.act.mend')));
    const area = await field();
    expect(area.value).toContain(' Ek.');
    await waitFor(() => expect(document.activeElement).toBe(area));
  });

  test('for a text that was settled elsewhere can only be deleted', async () => {
    const stored = offered();
    const user = await show(stored);
    await user.click(await button(named('accept')));
    await screen.findByText(t('media.act.waiting'));
    const [record] = await actsOf(stored);
    await become(record, { state: 'refused', problem: 'transcript-settled', violations: [], refusedAt: 0 });
    expect(await screen.findByText(t('media.act.reason.settled'))).toBeTruthy();
    expect(screen.queryByRole('button', { name: t('media.act.mend') })).toBeNull();
    await user.click(await button(t('media.act.delete')));
    expect(await button(named('accept'))).toBeTruthy();
    expect(document.activeElement).toBe(textHeading());
  });
});

describe('recording again', () => {
  test('opens the recorder, keeps what was cut off, and sends it with the answer', async () => {
    const stored = offered();
    const user = await show(stored);
    await user.click(await button(named('record')));
    const open = await button(t('media.recorder.voice.open'));
    await waitFor(() => expect(document.activeElement).toBe(open));
    await user.click(await button(t('media.text.sendRecording')));
    expect(await screen.findByRole('region', { name: t('media.text.errorTitle') })).toBeTruthy();
    // The browser is killed in the middle of a recording.
    const [begun] = await actsOf(stored);
    await act(cleanup);
    const { id } = await beginRecording({ draftId: begun?.id ?? '', kind: 'voice', mediaType: 'audio/webm' });
    await appendChunk(id, new ArrayBuffer(100), 1_000);
    await show(stored);
    expect(await screen.findByRole('heading', { name: t('media.take.voice', { number: 1 }) })).toBeTruthy();
    expect(document.activeElement).toBe(document.body);
    await user.click(await button(t('media.text.sendRecording')));
    expect(await screen.findByText(t('media.act.said.again'))).toBeTruthy();
    expect(await actsOf(stored)).toMatchObject([
      { act: { verdict: 'again', attachments: [{ id, kind: 'voice' }] }, status: { state: 'waiting' } },
    ]);
    // It is one of the thread's recordings now.
    expect(await screen.findByRole('heading', { level: 3, name: `${t('attachment.voice')} 2` })).toBeTruthy();
  });

  test('of a translation is signed, and is given up with what was recorded', async () => {
    const stored = threadOf(held({ kind: 'sign-video', transcript: aTranscript({ kind: 'translation' }) }));
    const user = await show(stored);
    await user.click(await button(`${t('media.text.record')}: ${t('attachment.sign-video')}`));
    expect(await button(t('media.recorder.sign-video.open'))).toBeTruthy();
    const [begun] = await actsOf(stored);
    await beginRecording({ draftId: begun?.id ?? '', kind: 'sign-video', mediaType: 'video/webm' });
    await user.click(await button(t('media.text.dropRecording')));
    expect(await button(`${t('media.text.accept')}: ${t('attachment.sign-video')}`)).toBeTruthy();
    expect((await listRecordings()).filter(({ draftId }) => draftId === begun?.id)).toEqual([]);
  });
});
