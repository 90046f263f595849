// @vitest-environment jsdom
import 'fake-indexeddb/auto';
import { act, cleanup, screen, waitFor } from '@testing-library/preact';
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { mockLocks } from '../../../../tests/fixtures/locks.ts';
import { readDraft } from '../../../offline/drafts.ts';
import { prepare } from './flow-page.tsx';
import { draftWith, loadMessages, open, putAway, t } from './flow-screen.mock.tsx';
import { pathOfStep } from './slugs.ts';

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
  const link = await screen.findByRole('link', { name: t('media.file.error.busy') });
  expect(document.querySelector(link.getAttribute('href') ?? '')).toBeTruthy();
  expect(screen.getByRole('heading', { level: 1 }).textContent).toBe(t('flow.text.heading'));

  read(new ArrayBuffer(file.size));
  await screen.findByText(t('media.file.added', { name: 'dilekce.pdf' }));
  await waitFor(() => expect(screen.queryByRole('link', { name: t('media.file.error.busy') })).toBeNull());
  await goOn();
  await waitFor(() => expect(location.pathname).not.toBe(pathOfStep(draft.id, 'text')));
  await waitFor(async () => expect((await readDraft(draft.id))?.answers.attachments).toHaveLength(1));
});
