// @vitest-environment jsdom
import 'fake-indexeddb/auto';
import { act, cleanup, render, screen, waitFor, within } from '@testing-library/preact';
import { type UserEvent, userEvent } from '@testing-library/user-event';
import type { ComponentChildren } from 'preact';
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { OutboxState } from '../../../domain/outbox.ts';
import { isPlace } from '../../../domain/places.ts';
import { write } from '../../../offline/database.ts';
import { createDraft, listDrafts } from '../../../offline/drafts.ts';
import { platform } from '../../../offline/environment.ts';
import { listEntries, type OutboxEntry, sendDraft } from '../../../offline/outbox.ts';
import { thanks } from '../../../offline/samples.mock.ts';
import { mockModalDialogs } from '../../../ui/dialog/modal-dialogs.mock.ts';
import { LiveRegionProvider } from '../../../ui/live-region/live-region.tsx';
import { PageHeading } from '../../../ui/page-heading/page-heading.tsx';
import { DraftList } from '../../shell/draft-list.tsx';
import { StatusOfEntry } from '../../shell/status-of-entry.tsx';
import { TextsContext } from '../../shell/texts.tsx';
import { Page as ApplyPage } from '../apply/apply-page.tsx';
import { fillTheStore, loadMessages, t } from '../flow/flow-screen.mock.tsx';
import { EntryActions, Forget } from './entry-actions.tsx';

const REFUSED: OutboxState = {
  state: 'refused',
  problem: 'application-not-valid',
  violations: [],
  refusedAt: 0,
};

async function entryWith(status?: OutboxState): Promise<OutboxEntry> {
  const draft = { ...(await createDraft()), answers: thanks(crypto.randomUUID()) };
  const sent = await sendDraft(draft, { locale: 'tr', rules: { descriptionMaxLength: 5_000, isPlace } });
  if (!sent.ok) return expect.fail();
  const entry = status ? { ...sent.entry, status } : sent.entry;
  await write(platform, ['outbox'], (transaction) => transaction.objectStore('outbox').put(entry));
  return entry;
}

const inApp = (content: ComponentChildren) => (
  <TextsContext.Provider value={{ locale: 'tr', tag: 'tr', t, loadMessages }}>
    <LiveRegionProvider>{content}</LiveRegionProvider>
  </TextsContext.Provider>
);

function show(content: ComponentChildren): UserEvent {
  render(inApp(content));
  return userEvent.setup();
}

const press = (user: UserEvent, name: string) => user.click(screen.getByRole('button', { name }));
async function confirm(user: UserEvent, name: string): Promise<void> {
  await user.click(within(screen.getByRole('dialog')).getByRole('button', { name }));
}

/** Seen beside the button, and spoken at once. */
async function expectToBeTold(key: 'storage.failed.quota' | 'apply.failedQuota'): Promise<void> {
  await screen.findByRole('heading', { name: t(key) });
  const spoken = document.querySelector('[aria-live=assertive]');
  await waitFor(() => expect(spoken?.textContent).toContain(t(key)));
}

beforeAll(mockModalDialogs);

let address: string;
beforeEach(() => {
  address = location.pathname;
});
afterEach(async () => {
  await act(cleanup);
  vi.restoreAllMocks();
});

test('cancelling on a full phone is told, and the application goes on waiting', async () => {
  const entry = await entryWith();
  const user = show(<EntryActions entry={entry} />);
  fillTheStore();
  await press(user, t('outbox.cancel'));
  await confirm(user, t('outbox.cancelConfirm'));
  await expectToBeTold('storage.failed.quota');
  expect((await listEntries()).map(({ id }) => id)).toContain(entry.id);
  expect(location.pathname).toBe(address);
});

test('an old emergency goes on only after its button was pressed, and can be taken back', async () => {
  const entry = await entryWith({ state: 'asking', attempts: 1, mayHaveArrived: false });
  const user = show(
    <StatusOfEntry entry={entry} headingLevel={2}>
      <EntryActions entry={entry} />
    </StatusOfEntry>,
  );
  screen.getByRole('heading', { name: t('outbox.asking') });
  screen.getByRole('button', { name: t('outbox.cancel') });
  // Another tab sends; this one only asks for it.
  vi.stubGlobal(
    'navigator',
    Object.assign(navigator, {
      locks: { request: async (_: unknown, __: unknown, work: (held: null) => unknown) => work(null) },
    }),
  );
  await press(user, t('outbox.confirm'));
  await waitFor(async () =>
    expect((await listEntries()).find(({ id }) => id === entry.id)?.status).toHaveProperty('confirmedAt'),
  );
});

test('a button that goes when its application is received leaves the focus at the heading of the page', async () => {
  const entry = await entryWith();
  const page = ({ status }: Pick<OutboxEntry, 'status'>) =>
    inApp(
      <main>
        <PageHeading>{entry.application.subject}</PageHeading>
        <EntryActions entry={{ ...entry, status }} />
      </main>,
    );
  const { rerender } = render(page(entry));
  screen.getByRole('button', { name: t('applications.sendNow') }).focus();
  rerender(page({ status: { state: 'sending', attempts: 1, mightHaveArrivedBefore: false } }));
  expect(document.activeElement?.textContent).toBe(t('applications.sendNow'));
  rerender(page({ status: REFUSED }));
  expect(document.activeElement).toBe(screen.getByRole('heading', { level: 1 }));
});

test('mending on a full phone is told, and works when there is room again', async () => {
  const entry = await entryWith(REFUSED);
  const user = show(<EntryActions entry={entry} />);
  fillTheStore();
  await press(user, t('outbox.mend'));
  await expectToBeTold('storage.failed.quota');
  vi.restoreAllMocks();
  await press(user, t('outbox.mend'));
  await waitFor(() => expect(location.pathname).toMatch(/^\/basvuru\//));
});

test('removing that the store refuses is told, and nothing is said to be removed', async () => {
  const entry = await entryWith(REFUSED);
  const user = show(<Forget applicationId={entry.id} entry={undefined} />);
  failDeletes();
  await press(user, t('outbox.forget'));
  await confirm(user, t('outbox.forgetConfirm'));
  await expectToBeTold('storage.failed.quota');
  expect(screen.queryByText(t('outbox.removed'))).toBeNull();
});

test('a draft that cannot be deleted stays, and that is told at the draft', async () => {
  const draft = await createDraft();
  const user = show(<DraftList drafts={[draft]} />);
  failDeletes();
  await user.click(await screen.findByRole('button', { name: new RegExp(t('draft.delete')) }));
  await confirm(user, t('draft.deleteConfirm'));
  await expectToBeTold('storage.failed.quota');
  expect((await listDrafts()).map(({ id }) => id)).toContain(draft.id);
});

test('a full phone at the beginning of an application is called full, and not forbidden', async () => {
  const user = show(<ApplyPage />);
  fillTheStore();
  await press(user, t('apply.begin'));
  await expectToBeTold('apply.failedQuota');
});

function failDeletes(): void {
  vi.spyOn(IDBObjectStore.prototype, 'delete').mockImplementation(() => {
    throw new DOMException('full', 'QuotaExceededError');
  });
}
