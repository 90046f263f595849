// @vitest-environment jsdom
import 'fake-indexeddb/auto';
import { act, cleanup, screen, waitFor, within } from '@testing-library/preact';
import type { UserEvent } from '@testing-library/user-event';
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { Answers, Draft } from '../../../domain/application.ts';
import type { Refusal } from '../../../domain/refusal.ts';
import { readDraft, saveDraft } from '../../../offline/drafts.ts';
import { deleteDraft } from '../../../offline/gone-drafts.ts';
import { listEntries } from '../../../offline/outbox.ts';
import { prepare } from './flow-page.tsx';
import { draftWith, fillTheStore, loadMessages, open, putAway, t } from './flow-screen.mock.tsx';

beforeAll(() => prepare({ step: 'ozet' }, loadMessages));

const COMPLETE: Answers = {
  kind: 'thanks',
  addressee: { kind: 'unknown' },
  subject: 'Parktaki rampa',
  description: 'Rampa için teşekkür ederim.',
  fullName: 'Deniz Örnek',
  hideIdentity: false,
  formats: ['text'],
  noticeVersion: '2026-12',
};

const heading = () => screen.getByRole('heading', { level: 1 });
const summaryRegion = () => screen.getByRole('region', { name: /^Düzeltilmesi gereken \d+ yer var$/ });
const summary = () => within(summaryRegion());
const goOn = (user: UserEvent) => user.click(screen.getByRole('button', { name: t('flow.continue') }));

async function entriesOf(draft: Draft) {
  return (await listEntries()).filter(({ draftId }) => draftId === draft.id);
}

beforeEach(() => void vi.stubGlobal('scrollTo', () => undefined));
afterEach(async () => {
  // Preact ends effects after the next paint; `act` ends them while there is still a document.
  await act(cleanup);
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  await putAway();
});

test('a page that is not answered shows its fault in a focused summary, beside the field and in the title', async () => {
  const user = await open(await draftWith({ kind: 'thanks' }), 'text');
  await goOn(user);
  const link = summary().getByRole('link', { name: t('violation.required.subject') });
  await waitFor(() => expect(document.activeElement?.contains(link)).toBe(true));
  const subject = screen.getByRole('textbox', { name: t('flow.text.subject') });
  expect(subject.getAttribute('aria-invalid')).toBe('true');
  expect(describedTexts(subject)).toContain(t('violation.required.subject'));
  await waitFor(() => expect(document.title).toBe(`Hata: ${t('flow.text.heading')}`));
  await user.click(link);
  expect(document.activeElement).toBe(subject);
});

function describedTexts(element: HTMLElement): string {
  const ids = element.getAttribute('aria-describedby')?.split(' ') ?? [];
  return ids.map((id) => document.getElementById(id)?.textContent).join(' ');
}

test('each attempt with faults moves the focus to the summary again', async () => {
  const user = await open(await draftWith({ kind: 'thanks' }), 'text');
  await goOn(user);
  // The summary takes the focus after the next paint; what is typed before that would go there.
  await waitFor(() => expect(document.activeElement).toBe(summaryRegion()));
  await user.type(screen.getByRole('textbox', { name: t('flow.text.subject') }), 'Rampa');
  await goOn(user);
  await waitFor(() => expect(summary().getAllByRole('link')).toHaveLength(1));
  await waitFor(() =>
    expect(document.activeElement?.textContent).toContain(t('violation.required.description')),
  );
});

test('a valid page leads on, its answers are on the disk, and going back shows them', async () => {
  const draft = await draftWith({ kind: 'thanks' });
  const user = await open(draft, 'text');
  await user.type(screen.getByRole('textbox', { name: t('flow.text.subject') }), 'Rampa');
  await user.type(screen.getByRole('textbox', { name: t('flow.text.description') }), 'Teşekkürler');
  await goOn(user);
  await waitFor(() => expect(heading().textContent).toBe(t('flow.identity.heading')));
  await waitFor(async () =>
    expect((await readDraft(draft.id))?.answers).toMatchObject({
      subject: 'Rampa',
      description: 'Teşekkürler',
    }),
  );
  await user.click(screen.getByRole('link', { name: t('flow.back') }));
  expect(screen.getByRole<HTMLInputElement>('textbox', { name: t('flow.text.subject') }).value).toBe('Rampa');
});

test('several questions on a page stand under its heading, each a level below, and no level is left out', async () => {
  document.documentElement.dataset.questions = 'part';
  try {
    await open(await draftWith({ kind: 'request' }), 'place');
    const levels = screen.getAllByRole('heading').map(({ tagName }) => Number(tagName.slice(1)));
    expect(levels.length).toBeGreaterThan(2);
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    expect(levels.filter((level, index) => level > (levels[index - 1] ?? 0) + 1)).toEqual([]);
  } finally {
    delete document.documentElement.dataset.questions;
  }
});

test('progress counts the questions of the kind', async () => {
  await open(await draftWith({ kind: 'thanks' }), 'identity');
  expect(screen.getByText('5. soru, toplam 9 soru')).toBeTruthy();
});

test('choosing an option never moves the reader, and the disaster is not offered until it is opened', async () => {
  const user = await open(await draftWith({}), 'kind');
  expect(screen.queryByRole('radio', { name: t('kind.disaster') })).toBeNull();
  await user.click(screen.getByRole('radio', { name: t('kind.complaint') }));
  expect(heading().textContent).toBe(t('flow.kind.heading'));
});

test('changing the province takes away an impossible district and says so', async () => {
  const user = await open(await draftWith({ kind: 'request', province: '27', district: 'Nizip' }), 'place');
  await user.selectOptions(screen.getByRole('combobox', { name: t('flow.place.province') }), 'Ankara');
  const district = screen.getByRole<HTMLSelectElement>('combobox', { name: t('flow.place.district') });
  expect(district.value).toBe('');
  expect(describedTexts(district)).toContain('Nizip');
  await goOn(user);
  expect(summary().getByRole('link', { name: t('violation.required.district') })).toBeTruthy();
});

test('a refused position is explained and changes nothing', async () => {
  vi.stubGlobal('navigator', {
    ...navigator,
    geolocation: {
      getCurrentPosition: (_: unknown, failed: (error: { code: number }) => void) => failed({ code: 1 }),
    },
  });
  const user = await open(await draftWith({ kind: 'request' }), 'place');
  await user.click(screen.getByRole('button', { name: t('flow.place.addPosition') }));
  expect((await screen.findAllByText(t('flow.place.position.refused'))).length).toBeGreaterThan(0);
});

test('an unknown institution list is said, and leaving the choice to the centre is enough to go on', async () => {
  const user = await open(await draftWith({ kind: 'request' }), 'addressee');
  await user.click(screen.getByRole('radio', { name: t('flow.addressee.institution') }));
  expect(await screen.findByText(t('flow.addressee.noDirectory'))).toBeTruthy();
  await goOn(user);
  expect(summary().getByRole('link', { name: t('violation.required.addressee') })).toBeTruthy();
  await user.click(screen.getByRole('radio', { name: t('flow.addressee.unknown') }));
  await goOn(user);
  await waitFor(() => expect(heading().textContent).toBe(t('flow.place.heading')));
});

test('the notice that was read in an older version is asked again', async () => {
  const user = await open(await draftWith({ ...COMPLETE, noticeVersion: '2020-01' }), 'notice');
  expect(screen.getByRole<HTMLInputElement>('checkbox', { name: t('flow.notice.label') }).checked).toBe(
    false,
  );
  await goOn(user);
  expect(summary().getByRole('link', { name: t('violation.required.noticeVersion') })).toBeTruthy();
});

test('a change from the review leads back to the review', async () => {
  const user = await open(await draftWith(COMPLETE), 'review');
  await user.click(screen.getByRole('link', { name: /^Değiştir Konu$/ }));
  const subject = screen.getByRole('textbox', { name: t('flow.text.subject') });
  await user.clear(subject);
  await user.type(subject, 'Yeni rampa');
  await goOn(user);
  await waitFor(() => expect(heading().textContent).toBe(t('flow.review.heading')));
  expect(screen.getByText('Yeni rampa')).toBeTruthy();
});

test('the review names what is missing, does not go on, and leads to it', async () => {
  const user = await open(await draftWith({ ...COMPLETE, kind: 'request' }), 'review');
  await goOn(user);
  expect(heading().textContent).toBe(t('flow.review.heading'));
  // The summary takes the focus after the next paint; a click before that would lose the focus to it.
  await waitFor(() => expect(document.activeElement).toBe(summaryRegion()));
  await user.click(summary().getByRole('link', { name: t('violation.required.identityNumber') }));
  await waitFor(() =>
    expect(document.activeElement?.getAttribute('href') ?? '').toContain('/kimlik/?geri=ozet'),
  );
  expect(screen.getByText(t('flow.legal.address.missing'))).toBeTruthy();
});

test('a matter for the courts is explained and does not stop the citizen', async () => {
  const petition: Answers = {
    ...COMPLETE,
    kind: 'request',
    province: '27',
    district: 'Nizip',
    beforeCourt: true,
    identityNumber: '11111111110',
    addressKind: 'home',
    addressText: 'Örnek Sokak 1, Nizip',
  };
  const user = await open(await draftWith(petition), 'review');
  expect(screen.getByText(t('flow.legal.court.at-risk'))).toBeTruthy();
  await goOn(user);
  await waitFor(() => expect(heading().textContent).toBe(t('flow.send.heading')));
});

test('the tracking code is made once: coming back shows the same one', async () => {
  const draft = await draftWith(COMPLETE);
  const user = await open(draft, 'send');
  await screen.findByRole('list', { name: t('flow.send.codeSpokenLabel') });
  // It is shown while it is being saved.
  const code = await waitFor(async () => {
    const kept = (await readDraft(draft.id))?.tracking?.code;
    expect(kept).toMatch(/^\d{20}$/);
    return kept;
  });
  await user.click(screen.getByRole('link', { name: t('flow.back') }));
  await goOn(user);
  const list = await screen.findByRole('list', { name: t('flow.send.codeSpokenLabel') });
  expect(within(list).getAllByRole('listitem')[0]?.textContent).toContain(code?.slice(0, 4));
  expect((await readDraft(draft.id))?.tracking?.code).toBe(code);
});

test('two presses on "Gönder" send one application, and the page of that application opens', async () => {
  const draft = await draftWith(COMPLETE);
  await open(draft, 'send');
  const button = await screen.findByRole('button', { name: t('flow.send.button') });
  button.click();
  button.click();
  await screen.findByText(/^elsewhere: \/basvurularim\/[0-9a-f-]{36}\/$/);
  const entries = await entriesOf(draft);
  expect(entries).toHaveLength(1);
  expect(location.pathname).toBe(`/basvurularim/${entries[0]?.id}/`);
  expect(await readDraft(draft.id)).toBeUndefined();
});

test('a full phone does not lose the application: it says so and keeps everything', async () => {
  const draft = await draftWith(COMPLETE);
  const user = await open(draft, 'send');
  await screen.findByRole('button', { name: t('flow.send.button') });
  fillTheStore();
  await user.click(screen.getByRole('button', { name: t('flow.send.button') }));
  expect((await screen.findAllByText(t('flow.send.quotaTitle'))).length).toBeGreaterThan(0);
  vi.restoreAllMocks();
  expect(await entriesOf(draft)).toHaveLength(0);
  expect((await readDraft(draft.id))?.answers.subject).toBe(COMPLETE.subject);
  await user.click(screen.getByRole('button', { name: t('flow.send.button') }));
  await screen.findByText(/^elsewhere: \/basvurularim\//);
  expect(await entriesOf(draft)).toHaveLength(1);
});

test('what another tab has sealed or deleted is not sent from here: the page says so, and offers to keep the text', async () => {
  const draft = await draftWith(COMPLETE);
  const user = await open(draft, 'send');
  const button = await screen.findByRole('button', { name: t('flow.send.button') });
  await waitFor(async () => expect((await readDraft(draft.id))?.tracking).toBeDefined());
  // Its message has not come yet.
  await deleteDraft(draft.id);
  await user.click(button);
  await screen.findByRole('heading', { name: t('flow.elsewhere.goneTitle') });
  expect(await entriesOf(draft)).toEqual([]);
  expect(screen.getByRole('button', { name: t('flow.elsewhere.keepAsNew') })).toBeTruthy();
});

test('sending is not offered while something is missing, and no code is made', async () => {
  const draft = await draftWith({ kind: 'request' });
  await open(draft, 'send');
  expect(screen.getByRole('link', { name: t('flow.send.toReview') })).toBeTruthy();
  expect(screen.queryByRole('button', { name: t('flow.send.button') })).toBeNull();
  expect((await readDraft(draft.id))?.tracking).toBeUndefined();
});

test('a draft that is not on this device is told, with ways on', async () => {
  const draft = await draftWith({});
  await deleteDraft(draft.id);
  await open(draft, 'text');
  expect(heading().textContent).toBe(t('flow.missing.heading'));
  // What was sent without a copy is in no list.
  screen.getByText(/takip koduyla açılır/);
  // The heading that had the focus while the device was read is gone with the question.
  await waitFor(() => expect(document.activeElement).toBe(heading()));
  expect(screen.getByRole('link', { name: t('flow.missing.applications') })).toBeTruthy();
  await waitFor(() => expect(document.title).toContain(t('flow.missing.heading')));
});

test('a draft that was refused says why at the review, until that was changed', async () => {
  const refusal: Refusal = {
    problem: 'application-not-valid',
    violations: [{ field: 'subject', code: 'too-long', params: { max: 10, length: 15 } }],
  };
  const draft = { ...(await draftWith(COMPLETE)), refusal };
  await saveDraft(draft);
  const user = await open(draft, 'review');
  const reason = t('violation.too-long.subject', { max: 10, length: 15 });
  expect(await screen.findByText(t('problem.application-not-valid'))).toBeTruthy();
  await waitFor(() => expect(summary().getByRole('link', { name: reason })).toBeTruthy());
  await waitFor(() => expect(document.activeElement).toBe(summaryRegion()));
  await user.click(screen.getAllByRole('link', { name: reason }).at(-1) ?? expect.fail());
  await user.type(screen.getByRole('textbox', { name: t('flow.text.subject') }), 'x');
  await goOn(user);
  await waitFor(() => expect(heading().textContent).toBe(t('flow.review.heading')));
  expect(screen.queryByText(t('problem.application-not-valid'))).toBeNull();
  expect(screen.queryByText(reason)).toBeNull();
});
