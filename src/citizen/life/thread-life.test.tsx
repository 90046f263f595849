// @vitest-environment jsdom
import 'fake-indexeddb/auto';
import { act, cleanup, render, screen, waitFor, within } from '@testing-library/preact';
import { type UserEvent, userEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import turkish from '../../../locales/tr.json' with { type: 'json' };
import type { Life } from '../../domain/thread-life.ts';
import type { ThreadReply } from '../../domain/wire.ts';
import { formatInstant } from '../../i18n/format.ts';
import { createTranslate, type MessageKey } from '../../i18n/translate.ts';
import { type ActRecord, listActs } from '../../offline/act-writing.ts';
import { announce } from '../../offline/changes.ts';
import { write } from '../../offline/database.ts';
import { platform, SENDING_LOCK } from '../../offline/environment.ts';
import type { StoredThread } from '../../offline/schema.ts';
import { mockModalDialogs } from '../../ui/dialog/modal-dialogs.mock.ts';
import { LiveRegionProvider } from '../../ui/live-region/live-region.tsx';
import { TextsContext } from '../shell/texts.tsx';
import { AT, aLife, answered, asking, aThread, HOLDER, QUESTION_ID, REPLY_ID } from './life.mock.ts';
import { ThreadLife } from './thread-life.tsx';

const t = createTranslate(
  'tr',
  Object.fromEntries(Object.entries(turkish).map(([key, { text }]) => [key, text])),
);
const TEXTS = { locale: 'tr', tag: 'tr', t, loadMessages: () => Promise.resolve() } as const;
const when = formatInstant('tr', AT);
const reply: ThreadReply = { id: REPLY_ID, at: AT, institution: HOLDER, text: 'Boru onarıldı.' };

beforeEach(() => {
  mockModalDialogs();
  vi.spyOn(platform, 'now').mockReturnValue(Date.parse(AT));
  // No line: another page holds the sender's lock.
  vi.spyOn(platform, 'ifFree').mockImplementation(async (lock, work) =>
    lock === SENDING_LOCK ? { isHeld: false } : { isHeld: true, value: await work() },
  );
});
afterEach(async () => {
  await act(cleanup);
  vi.unstubAllGlobals();
  await write(platform, ['acts'], (transaction) => transaction.objectStore('acts').clear());
});

const pageOf = (stored: StoredThread) => (
  <TextsContext.Provider value={TEXTS}>
    <LiveRegionProvider>
      <main>
        <ThreadLife
          entry={undefined}
          stored={stored}
          replies={<h2>{t('thread.answerHeading')}</h2>}
          history={<h2>the old history</h2>}
        />
      </main>
    </LiveRegionProvider>
  </TextsContext.Provider>
);
const threadOf = (life: Life) => aThread(life, life.canRate ? { replies: [reply] } : {});

async function show(stored: StoredThread): Promise<UserEvent> {
  render(pageOf(stored));
  await screen.findByRole('heading', { level: 2, name: t('life.now.heading') });
  return userEvent.setup();
}

const button = (key: MessageKey, about?: MessageKey) =>
  screen.findByRole('button', { name: about ? `${t(key)}: ${t(about)}` : t(key) });
const field = (key: MessageKey) => screen.findByRole<HTMLTextAreaElement>('textbox', { name: t(key) });
const heading = (key: MessageKey) => screen.getByRole('heading', { name: t(key) });
const spoken = () => document.querySelector('[aria-live=polite]')?.textContent ?? '';
const acts = () => listActs(aThread({}).applicationId);

/** What the sender, in another tab, has made of it. */
async function become(status: ActRecord['status']): Promise<void> {
  const [record] = await acts();
  if (!record) return expect.fail();
  await act(async () => {
    await write(platform, ['acts'], (all) => all.objectStore('acts').put({ ...record, status }));
    announce({ kind: 'thread', id: record.applicationId });
  });
}
const refused = (problem: 'question-settled' | 'act-not-valid'): ActRecord['status'] => ({
  state: 'refused',
  problem,
  violations: [],
  refusedAt: 0,
});

describe('what a thread tells', () => {
  test('where the case is, who holds it, until when, and how many days are left', async () => {
    await show(threadOf(aLife()));
    for (const text of [
      t('life.state.assigned'),
      t('thread.holder', { institution: HOLDER }),
      t('life.left.days', { count: 30 }),
    ])
      expect(screen.getByText(text)).toBeTruthy();
    expect(screen.getByText(/24 Aralık 2026/)).toBeTruthy();
    expect(screen.getAllByRole('heading').map(({ tagName }) => tagName)).toEqual([
      'H2',
      'H2',
      'H3',
      'H3',
      'H3',
      'H2',
    ]);
  });

  test('when the holder works, and that the board’s days run on beside an objection', async () => {
    const appeal = {
      body: 'BEDK',
      from: '2026-11-24',
      until: '2099-01-09',
      decidesUntil: '2099-02-20',
    } as const;
    await show(threadOf(answered({ appeal, hours: '08.30–17.30' })));
    expect(screen.getByText('08.30–17.30').lang).toBe('tr');
    expect(screen.getByText(/Kurula \(BEDK\) başvuru sürenizi durdurmaz/).textContent).toContain(
      '9 Ocak 2099',
    );
  });

  test('a cost that waits to be paid, instead of a day for the answer', async () => {
    const question = {
      id: QUESTION_ID,
      at: AT,
      by: HOLDER,
      text: 'Ücret',
      fee: { amount: 4_550, until: '2026-12-15' },
    };
    await show(threadOf({ ...asking(), question }));
    const told = screen.getByText(/ücret istedi/);
    expect(told.textContent).toContain('45,50');
    expect(told.textContent).toContain('15 Aralık 2026');
    expect(screen.queryByText(/kaldı/)).toBeNull();
    expect(screen.queryByText(/24 Aralık/)).toBeNull();
    expect(screen.getByRole('button', { name: 'Cevap yaz' })).toBeTruthy();
    expect(screen.queryByText(/işlemeye devam eder/)).toBeNull();
  });

  test('an information request in working days, an overdue answer plainly, an extension with its law', async () => {
    const late = aLife({
      dueOn: '2026-11-20',
      dueReason: { kind: 'extended', text: 'İl müdürlüğüne soruldu.' },
    });
    await show(aThread(late, { kind: 'information' }));
    const words = `${t('life.late.workingDays', { count: 2 })} ${t('life.due.overdue')}`;
    expect(screen.getByText(words)).toBeTruthy();
    expect(screen.getByText(t('life.due.law.information'))).toBeTruthy();
    expect(screen.getByText('İl müdürlüğüne soruldu.').lang).toBe('tr');
  });

  test('each event with its time, who it was and its words, and what the citizen did, oldest first', async () => {
    const at = (minute: number) => `2026-11-24T08:0${minute}:00.000Z`;
    const holder = 'Örnek Belediyesi';
    await show(
      threadOf(
        aLife({
          state: 'not-examined',
          events: [
            { kind: 'received', id: '1', at: at(0) },
            { kind: 'assigned', id: '2', at: at(1), holder: HOLDER },
            { kind: 'transferred', id: '3', at: at(2), from: HOLDER, holder, text: 'Yol belediyenin.' },
            {
              kind: 'extended',
              id: '5',
              at: at(4),
              holder,
              text: 'Keşif yapılacak.',
              dueOn: '2027-01-25',
            },
            {
              kind: 'not-examined',
              id: '6',
              at: at(5),
              holder,
              ground: 'before-court',
              text: 'Dava var.',
              override: 'Tercüman yok.',
            },
          ],
          acts: [
            { id: '4', kind: 'addition', at: at(3), text: 'Yağmur da var.' },
            { id: '7', kind: 'addition', at: at(6) },
          ],
          canAdd: false,
          canWithdraw: false,
        }),
      ),
    );
    const history = screen.getByRole('list');
    const items = within(history)
      .getAllByRole('listitem')
      .map(({ textContent }) => textContent ?? '');
    expect(items.map((text) => text.includes('24 Kasım 2026'))).toEqual(Array(8).fill(true));
    for (const [index, text] of [
      t('life.event.written'),
      t('life.event.received'),
      t('life.event.assigned', { holder: HOLDER }),
      `${t('life.event.transferred', { from: HOLDER, holder })}${t('life.reasonLabel')}Yol belediyenin.`,
      `${t('life.done.addition')}Yağmur da var.`,
      'Keşif yapılacak.',
      `${t('life.ground.before-court')}${t('life.ground.law', { law: '3071', article: '6/b' })}Dava var.${t('life.notInKind')}Tercüman yok.`,
      `${t('life.done.addition')}${t('life.recorded')}`,
    ].entries())
      expect(items[index]).toContain(text);
    // Where the case is now, and in what happened.
    expect(screen.getAllByText('Tercüman yok.').map(({ lang }) => lang)).toEqual(['tr', 'tr']);
    expect(within(history).getByText('Yağmur da var.').getAttribute('lang')).toBe('');
  });

  test('a life that this version cannot read: the thread as it always was', async () => {
    render(pageOf(aThread({ state: 'on-the-moon' })));
    expect(await screen.findByRole('heading', { name: 'the old history' })).toBeTruthy();
    expect(screen.queryByRole('heading', { name: t('life.now.heading') })).toBeNull();
  });

  test('what happens while the page stands open, once', async () => {
    const { rerender } = render(pageOf(threadOf(aLife())));
    await screen.findByRole('heading', { name: t('life.now.heading') });
    rerender(pageOf(threadOf(asking())));
    await waitFor(() =>
      expect(spoken()).toBe(t('life.news', { what: t('life.event.information-asked', { holder: HOLDER }) })),
    );
  });
});

describe('a question', () => {
  test('is answered: kept as it is typed, sent, waiting, received; the focus stays at its heading', async () => {
    const stored = threadOf(asking());
    const user = await show(stored);
    await user.click(await button('life.information.open'));
    const area = await field('life.information.field');
    await waitFor(() => expect(document.activeElement).toBe(area));
    await user.type(area, 'Çınar');
    await waitFor(async () => expect(await acts()).toMatchObject([{ act: { text: 'Çınar' } }]));
    // The page is left and opened again: the text is there, the focus is where the reader is.
    await act(cleanup);
    await show(stored);
    expect((await field('life.information.field')).value).toBe('Çınar');
    expect(document.activeElement).toBe(document.body);
    await user.click(await button('life.information.send'));
    expect(await screen.findByText(t('life.act.waiting'))).toBeTruthy();
    expect(document.activeElement).toBe(heading('life.question.heading'));
    const said = (words: string) => `${t('life.information.heading')}: ${words}`;
    await waitFor(() => expect(spoken()).toBe(said(t('life.act.waiting'))));
    const claims = { actId: '', applicationId: '', digest: '', receivedAt: AT };
    await become({ state: 'received', receipt: 'x', claims });
    expect(await screen.findByText(t('life.act.received', { when }))).toBeTruthy();
    await waitFor(() => expect(spoken()).toBe(said(t('life.act.received', { when }))));
  });

  test('that was settled meanwhile takes no text away: it can go as further information', async () => {
    const { rerender } = render(pageOf(threadOf(asking())));
    const user = userEvent.setup();
    await user.click(await button('life.information.open'));
    await user.type(await field('life.information.field'), 'Çınar Sokak.');
    await waitFor(async () => expect(await acts()).toMatchObject([{ act: { text: 'Çınar Sokak.' } }]));
    await user.click(await button('life.information.send'));
    await screen.findByText(t('life.act.waiting'));
    await become(refused('question-settled'));
    rerender(pageOf(threadOf(aLife())));
    expect(await screen.findByText(t('life.reason.question-settled'))).toBeTruthy();
    expect(screen.queryByRole('button', { name: new RegExp(t('life.act.mend')) })).toBeNull();
    await user.click(await button('life.act.asAddition'));
    const area = await field('life.addition.field');
    expect(area.value).toBe('Çınar Sokak.');
    await waitFor(() => expect(document.activeElement).toBe(area));
    expect(await acts()).toMatchObject([{ act: { kind: 'addition' }, status: { state: 'writing' } }]);
  });
});

describe('a form', () => {
  test('that says nothing is not sent: the fault is named at the top, and leads to the field', async () => {
    document.title = 'Başvuru';
    const user = await show(threadOf(answered()));
    await user.click(await button('life.rating.open'));
    await user.click(await button('life.rating.send'));
    const summary = await screen.findByRole('region', { name: t('life.error.title') });
    await waitFor(() => expect(document.activeElement).toBe(summary));
    expect(document.title).toBe(t('app.wrongTitle', { title: 'Başvuru' }));
    await user.click(within(summary).getByRole('link', { name: t('life.error.score') }));
    expect(document.activeElement).toBe(screen.getByRole('radio', { name: t('life.score.1') }));
    await user.click(screen.getByRole('radio', { name: t('life.score.4') }));
    await user.click(await button('life.rating.send'));
    expect(await screen.findByText(t('life.rating.said', { score: t('life.score.4') }))).toBeTruthy();
    const [record] = await acts();
    expect(JSON.parse(record?.body ?? '')).toMatchObject({ kind: 'rating', replyId: REPLY_ID, score: 4 });
    expect(JSON.parse(record?.body ?? '')).not.toHaveProperty('reason');
  });

  test('is not sent by Enter on a choice, for a rating is final', async () => {
    const user = await show(threadOf(answered()));
    await user.click(await button('life.rating.open'));
    await user.click(await screen.findByRole('radio', { name: t('life.score.4') }));
    await user.keyboard('{Enter}');
    expect(await button('life.rating.send')).toBeTruthy();
    await waitFor(async () => expect(await acts()).toMatchObject([{ act: { score: 4 } }]));
    expect(await acts()).toMatchObject([{ status: { state: 'writing' } }]);
  });

  test('is given up after a question, and nothing of it stays', async () => {
    const user = await show(threadOf(answered()));
    await user.click(await button('life.objection.open'));
    await user.type(await field('life.objection.field'), 'x');
    await user.click(await button('life.form.drop'));
    await user.click(await button('life.form.dropConfirm'));
    expect(await button('life.objection.open')).toBeTruthy();
    expect(document.activeElement).toBe(heading('life.objection.heading'));
    expect(await acts()).toEqual([]);
  });

  test('that was refused says why, and is mended with all that was typed', async () => {
    const user = await show(threadOf(aLife()));
    await user.click(await button('life.addition.open'));
    await user.type(await field('life.addition.field'), 'Yine yok.');
    await user.click(await button('life.addition.send'));
    await screen.findByText(t('life.act.waiting'));
    // While it waits, more can be added.
    expect(await button('life.addition.open')).toBeTruthy();
    await become(refused('act-not-valid'));
    expect(await screen.findByText(t('life.reason.refused'))).toBeTruthy();
    await user.click(await button('life.act.mend', 'life.addition.heading'));
    expect((await field('life.addition.field')).value).toBe('Yine yok.');
  });

  test('to withdraw asks before, needs no reason, and leaves nothing else to do', async () => {
    const user = await show(threadOf(aLife()));
    await user.click(await button('life.withdrawal.open'));
    await field('life.withdrawal.field');
    await user.click(await button('life.withdrawal.send'));
    await user.click(await button('life.withdrawal.keep'));
    expect(await acts()).toMatchObject([{ status: { state: 'writing' } }]);
    await user.click(await button('life.withdrawal.send'));
    await user.click(await button('life.withdrawal.confirm'));
    expect(await screen.findByText(t('life.act.waiting'))).toBeTruthy();
    expect(screen.queryByRole('button', { name: t('life.addition.open') })).toBeNull();
    // Before it has gone it can be thought over.
    expect(await button('life.act.mend', 'life.withdrawal.heading')).toBeTruthy();
  });
});

describe('the appeal to the board', () => {
  test('tells its dates, and shows a petition that is printed alone', async () => {
    const appeal = {
      body: 'BEDK',
      from: '2026-11-24',
      until: '2026-12-09',
      decidesUntil: '2027-01-22',
    } as const;
    const user = await show(aThread(answered({ appeal }), { kind: 'information', replies: [reply] }));
    expect(screen.getByText(t('life.left.days', { count: 15 }))).toBeTruthy();
    await user.click(await button('life.appeal.open'));
    const title = await screen.findByRole('heading', { level: 4, name: t('life.petition.title') });
    await waitFor(() => expect(document.activeElement).toBe(title));
    let printed = '';
    vi.stubGlobal('print', () => {
      const kept = document.querySelector('.petition')?.closest('[data-print=no]');
      const others = document.querySelector('.life-now')?.closest('[data-print=no]');
      printed = `${kept === null} ${others !== null}`;
    });
    await user.click(await button('life.appeal.print'));
    expect(printed).toBe('true true');
    window.dispatchEvent(new Event('afterprint'));
    expect(document.querySelector('.life-now')?.closest('[data-print=no]')).toBeNull();
    await user.click(await button('life.appeal.close'));
    expect(document.activeElement).toBe(heading('life.appeal.heading'));
  });
});
