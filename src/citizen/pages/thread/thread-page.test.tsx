// @vitest-environment jsdom
import 'fake-indexeddb/auto';
import { act, cleanup, render, screen, within } from '@testing-library/preact';
import { afterEach, expect, test, vi } from 'vitest';
import type { Thread } from '../../../domain/wire.ts';
import { write } from '../../../offline/database.ts';
import { createDraft } from '../../../offline/drafts.ts';
import { platform } from '../../../offline/environment.ts';
import { sendDraft } from '../../../offline/outbox.ts';
import { claimsOf, RULES, thanks } from '../../../offline/samples.mock.ts';
import { LiveRegionProvider } from '../../../ui/live-region/live-region.tsx';
import { TextsContext } from '../../shell/texts.tsx';
import { loadMessages, t } from '../flow/flow-screen.mock.tsx';
import { Page } from './thread-page.tsx';

const AT = '2026-12-01T07:30:00.000Z';

afterEach(() => act(cleanup));

/** An application of this device, received, with a recording, in the state that the server has last told. */
async function show(state: Thread['state']): Promise<string[]> {
  const draft = { ...(await createDraft()), answers: thanks(crypto.randomUUID()) };
  const sent = await sendDraft(draft, { locale: 'tr', rules: RULES });
  if (!sent.ok) return expect.fail();
  const { entry } = sent;
  const claims = claimsOf(entry);
  const thread = {
    applicationId: entry.id,
    number: claims.number,
    dueOn: claims.dueOn,
    receivedAt: claims.receivedAt,
    writtenAt: claims.receivedAt,
    holder: null,
    state,
    events: [],
    replies: state === 'answered' ? [{ id: 'r', at: AT, institution: 'Örnek', text: 'Olur.' }] : [],
    attachments: [{ id: 'a', kind: 'voice', role: 'supporting', state: 'ready', byteLength: 1_000 }],
  };
  await write(platform, ['outbox', 'threads'], async (all) => {
    await all.objectStore('outbox').put({ ...entry, status: { state: 'received', receipt: 'x', claims } });
    await all.objectStore('threads').put({
      applicationId: entry.id,
      trackingKey: 'k',
      thread: thread as never,
      unreadReplyIds: [],
      refreshedAt: 0,
    });
  });
  render(
    <TextsContext.Provider value={{ locale: 'tr', tag: 'tr', t, loadMessages }}>
      <LiveRegionProvider>
        <Page params={{ id: entry.id }} />
      </LiveRegionProvider>
    </TextsContext.Provider>,
  );
  await screen.findByRole('heading', { name: t('media.upload.heading') });
  return screen.getAllByRole('heading', { level: 2 }).map(({ textContent }) => textContent ?? '');
}

test('while an answer is awaited, the banner says the number, and what was sent stands before the answer’s place', async () => {
  const headings = await show('assigned');
  expect(headings[0]).toBe(t('outbox.received', { number: '2026-0000042' }));
  expect(headings.indexOf(t('media.upload.heading'))).toBeLessThan(
    headings.indexOf(t('thread.answerHeading')),
  );
});

test('of an answered application the answer is the first thing, and the banner says that it is answered', async () => {
  expect((await show('answered')).slice(0, 3)).toEqual([
    t('state.answered'),
    t('thread.answerHeading'),
    t('media.upload.heading'),
  ]);
});

test('the tracking code is kept in four ways here, too, and stands on paper only where it is printed from here', async () => {
  await show('received');
  const onPaper: (string | undefined)[] = [];
  const section = screen.getByRole('heading', { name: t('thread.codeHeading') }).closest('section');
  vi.spyOn(window, 'print').mockImplementation(() => void onPaper.push(section?.dataset.print));
  screen.getByText(t('thread.codeShow')).click();
  const ways = within(screen.getByRole('group', { name: t('flow.send.codeWays') }));
  for (const way of ['copy', 'hear'] as const)
    expect(ways.getByRole('button', { name: t(`flow.send.${way}`) })).toBeTruthy();
  ways.getByRole('button', { name: t('flow.send.print') }).click();
  expect(onPaper).toEqual(['yes']);
  window.dispatchEvent(new Event('afterprint'));
  expect(section?.dataset.print).toBe('no');
});
