// @vitest-environment jsdom
// What becomes of what is typed: saved by itself, kept where it cannot be saved, and never written over another text.
import 'fake-indexeddb/auto';
import { act, cleanup, screen, waitFor } from '@testing-library/preact';
import type { UserEvent } from '@testing-library/user-event';
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { write } from '../../../offline/database.ts';
import { readDraft, saveDraft } from '../../../offline/drafts.ts';
import { platform } from '../../../offline/environment.ts';
import { deleteDraft } from '../../../offline/gone-drafts.ts';
import type { OutboxEntry } from '../../../offline/schema.ts';
import { navigate } from '../../shell/navigate.ts';
import { prepare } from './flow-page.tsx';
import {
  asksBeforeClosing,
  draftWith,
  fillTheStore,
  loadMessages,
  open,
  putAway,
  t,
} from './flow-screen.mock.tsx';
import { pathOfStep } from './slugs.ts';

beforeAll(() => prepare({ step: 'ozet' }, loadMessages));

beforeEach(() => void vi.stubGlobal('scrollTo', () => undefined));
afterEach(async () => {
  // Preact ends effects after the next paint; `act` ends them while there is still a document.
  await act(cleanup);
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  await putAway();
});

const heading = () => screen.getByRole('heading', { level: 1 });
const goOn = (user: UserEvent) => user.click(screen.getByRole('button', { name: t('flow.continue') }));

test('what is typed is saved by itself, and the page says so', async () => {
  const draft = await draftWith({ kind: 'thanks' });
  const user = await open(draft, 'identity');
  await user.type(screen.getByRole('textbox', { name: t('flow.identity.fullName') }), 'Deniz Örnek');
  await screen.findByText(t('flow.save.saved'));
  expect((await readDraft(draft.id))?.answers.fullName).toBe('Deniz Örnek');
});

test('leaving the page for another app saves at once', async () => {
  const draft = await draftWith({ kind: 'thanks' });
  const user = await open(draft, 'identity');
  await user.type(screen.getByRole('textbox', { name: t('flow.identity.fullName') }), 'D');
  dispatchEvent(new Event('pagehide'));
  await waitFor(async () => expect((await readDraft(draft.id))?.answers.fullName).toBe('D'));
});

test('a text that cannot be saved stays on the screen, also on the next page, and is not left behind', async () => {
  const draft = await draftWith({ kind: 'thanks' });
  const user = await open(draft, 'identity');
  fillTheStore();
  await user.type(screen.getByRole('textbox', { name: t('flow.identity.fullName') }), 'Deniz Örnek');
  expect((await screen.findAllByText(t('flow.save.quotaTitle'))).length).toBeGreaterThan(0);
  await user.click(screen.getByRole('link', { name: t('flow.saveAndLeave') }));
  await goOn(user);
  await waitFor(() => expect(heading().textContent).toBe(t('flow.contact.heading')));
  expect(screen.getByRole('heading', { name: t('flow.save.quotaTitle') })).toBeTruthy();
  vi.restoreAllMocks();
  await user.click(screen.getByRole('button', { name: t('flow.save.again') }));
  await screen.findByText(t('flow.save.saved'));
  expect((await readDraft(draft.id))?.answers.fullName).toBe('Deniz Örnek');
});

test('an older text that could not be saved is never written over a newer one', async () => {
  const draft = await draftWith({ kind: 'thanks' });
  const user = await open(draft, 'identity');
  const name = () => screen.getByRole<HTMLInputElement>('textbox', { name: t('flow.identity.fullName') });
  fillTheStore();
  await user.type(name(), 'Eski');
  await screen.findByRole('heading', { name: t('flow.save.quotaTitle') });
  navigate('/yardim/');
  await screen.findByText('elsewhere: /yardim/');
  expect(asksBeforeClosing()).toBe(true);
  navigate(pathOfStep(draft.id, 'identity'));
  await waitFor(() => expect(name().value).toBe('Eski'));
  expect(screen.getByRole('heading', { name: t('flow.save.quotaTitle') })).toBeTruthy();
  vi.restoreAllMocks();
  await user.clear(name());
  await user.type(name(), 'Yeni');
  await screen.findByText(t('flow.save.saved'));
  expect(asksBeforeClosing()).toBe(false);
  navigate('/yardim/');
  await screen.findByText('elsewhere: /yardim/');
  // No session is left that could save anything.
  dispatchEvent(new Event('pagehide'));
  expect((await readDraft(draft.id))?.answers.fullName).toBe('Yeni');
});

test('a text that could not be saved is saved by itself after its page was left', async () => {
  const draft = await draftWith({ kind: 'thanks' });
  const user = await open(draft, 'identity');
  fillTheStore();
  await user.type(screen.getByRole('textbox', { name: t('flow.identity.fullName') }), 'Deniz');
  await screen.findByRole('heading', { name: t('flow.save.quotaTitle') });
  navigate('/yardim/');
  await screen.findByText('elsewhere: /yardim/');
  vi.restoreAllMocks();
  await waitFor(async () => expect((await readDraft(draft.id))?.answers.fullName).toBe('Deniz'), {
    timeout: 8_000,
  });
  await waitFor(() => expect(asksBeforeClosing()).toBe(false));
});

test('a change of the same draft in another tab is told, and its text is taken on request only', async () => {
  const draft = await draftWith({ kind: 'thanks', fullName: 'Deniz Örnek' });
  const user = await open(draft, 'identity');
  await saveDraft({ ...draft, answers: { ...draft.answers, fullName: 'Ege Örnek' } });
  const elsewhere = new BroadcastChannel('kopru');
  elsewhere.postMessage({ kind: 'draft', id: draft.id, from: 'another tab' });
  const name = () => screen.getByRole<HTMLInputElement>('textbox', { name: t('flow.identity.fullName') });
  await screen.findByRole('heading', { name: t('flow.elsewhere.changedTitle') });
  expect(name().value).toBe('Deniz Örnek');
  await user.click(screen.getByRole('button', { name: t('flow.elsewhere.reload') }));
  await waitFor(() => expect(name().value).toBe('Ege Örnek'));
  expect(screen.queryByRole('heading', { name: t('flow.elsewhere.changedTitle') })).toBeNull();
  await deleteDraft(draft.id);
  elsewhere.postMessage({ kind: 'draft', id: draft.id, from: 'another tab' });
  await screen.findByRole('heading', { name: t('flow.elsewhere.goneTitle') });
  elsewhere.close();
});

test('a text that another tab has overtaken is not saved over it by itself, and is when the citizen says so', async () => {
  const draft = await draftWith({ kind: 'thanks' });
  const user = await open(draft, 'identity');
  const name = screen.getByRole<HTMLInputElement>('textbox', { name: t('flow.identity.fullName') });
  await saveDraft({ ...draft, answers: { ...draft.answers, fullName: 'Ege' } });
  // One change, so that none comes after the notice.
  await user.click(name);
  await user.paste('Deniz');
  await screen.findByRole('heading', { name: t('flow.elsewhere.changedTitle') });
  expect(screen.queryByText(t('flow.save.saved'))).toBeNull();
  expect((await readDraft(draft.id))?.answers.fullName).toBe('Ege');
  expect(asksBeforeClosing()).toBe(true);
  await user.click(screen.getByRole('button', { name: t('flow.elsewhere.keepMine') }));
  await screen.findByText(t('flow.save.saved'));
  expect((await readDraft(draft.id))?.answers.fullName).toBe('Deniz');
  expect(screen.queryByRole('heading', { name: t('flow.elsewhere.changedTitle') })).toBeNull();
});

test('a draft that was deleted elsewhere does not come back by typing; its text can be kept as a new draft', async () => {
  const draft = await draftWith({ kind: 'thanks' });
  const user = await open(draft, 'identity');
  await deleteDraft(draft.id);
  await user.type(screen.getByRole('textbox', { name: t('flow.identity.fullName') }), 'Deniz');
  await screen.findByRole('heading', { name: t('flow.elsewhere.goneTitle') });
  expect(await readDraft(draft.id)).toBeUndefined();
  await user.click(screen.getByRole('button', { name: t('flow.elsewhere.keepAsNew') }));
  await waitFor(() => expect(location.pathname).not.toContain(draft.id));
  const [, , keptId = ''] = location.pathname.split('/');
  expect((await readDraft(keptId))?.answers.fullName).toBe('Deniz');
  expect(await readDraft(draft.id)).toBeUndefined();
  await waitFor(() =>
    expect(screen.queryByRole('heading', { name: t('flow.elsewhere.goneTitle') })).toBeNull(),
  );
});

test('nothing is called saved that another tab has replaced, and it can be kept', async () => {
  const draft = await draftWith({ kind: 'thanks' });
  const user = await open(draft, 'identity');
  await user.type(screen.getByRole('textbox', { name: t('flow.identity.fullName') }), 'Deniz');
  await screen.findByText(t('flow.save.saved'));
  // As another tab does, which knows that text.
  await saveDraft({ ...draft, answers: { ...draft.answers, fullName: 'Ege' } }, platform, 'any');
  tellOfChangeElsewhere(draft.id);
  await screen.findByRole('heading', { name: t('flow.elsewhere.changedTitle') });
  expect(screen.queryByText(t('flow.save.saved'))).toBeNull();
  await user.click(screen.getByRole('button', { name: t('flow.elsewhere.keepMine') }));
  await screen.findByText(t('flow.save.saved'));
  expect((await readDraft(draft.id))?.answers.fullName).toBe('Deniz');
});

test('what was typed while another tab sent the draft can be kept as a new draft, and only then', async () => {
  const draft = await draftWith({ kind: 'thanks' });
  const user = await open(draft, 'identity');
  await write(platform, ['drafts', 'outbox'], async (transaction) => {
    await transaction.objectStore('drafts').delete(draft.id);
    await transaction.objectStore('outbox').put({ id: 'sent', draftId: draft.id } as OutboxEntry);
  });
  tellOfChangeElsewhere(draft.id);
  await screen.findByRole('heading', { name: t('flow.elsewhere.goneTitle') });
  expect(screen.queryByRole('button', { name: t('flow.elsewhere.keepAsNew') })).toBeNull();
  await user.type(screen.getByRole('textbox', { name: t('flow.identity.fullName') }), 'Deniz');
  await user.click(await screen.findByRole('button', { name: t('flow.elsewhere.keepAsNew') }));
  await waitFor(() => expect(location.pathname).not.toContain(draft.id));
  const [, , keptId = ''] = location.pathname.split('/');
  expect((await readDraft(keptId))?.answers.fullName).toBe('Deniz');
});

function tellOfChangeElsewhere(id: string): void {
  const elsewhere = new BroadcastChannel('kopru');
  elsewhere.postMessage({ kind: 'draft', id, from: 'another tab' });
  setTimeout(() => elsewhere.close(), 1_000);
}
