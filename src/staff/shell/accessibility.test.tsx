// @vitest-environment jsdom
// Every page of the console in every state, through every rule of axe, whole document. Colours, sizes and reflow need
// a real browser (tests/a11y).

import { screen, within } from '@testing-library/preact';
import axe from 'axe-core';
import { afterEach, expect, test, vi } from 'vitest';
import { ANSWER_FORMATS } from '../../domain/kinds.ts';
import { CENTRE_OFFICER, makeCase, makeRecording, OFFICER, toTranscription } from '../testing/cases.mock.ts';
import { mockMediaElements } from '../testing/media-elements.mock.ts';
import { closeConsole, findHeading, openConsole } from '../testing/open-console.mock.tsx';
import { answer, createStaffServer } from '../testing/staff-server.mock.ts';

afterEach(closeConsole);

/** Rules that ask for layout, style sheets, canvas or elementFromPoint, which jsdom has not. */
const NEED_LAYOUT = [
  'color-contrast',
  'color-contrast-enhanced',
  'css-orientation-lock',
  'label-content-name-mismatch',
  'landmark-one-main',
  'page-has-heading-one',
  'target-size',
];
/** They ask for captions: what a recording says stands beside it as a transcript, and captions below the picture. */
const SAID_BESIDE = ['audio-caption', 'video-caption'];
const CASE = makeCase(1, { formats: ['text', 'large-print'], dueOn: '2026-11-20' });
const ADDRESS = `#/basvurular/${CASE.applicationId}`;
const INVITATION = `#davet=${'k'.repeat(43)}`;

async function findFaults(): Promise<string[]> {
  // The mark of arrive-at.ts goes while the rules look, and a page that changes under them has faults of its own.
  await new Promise((resolve) => setTimeout(resolve));
  await vi.waitUntil(() => document.querySelector('main > hr.visually-hidden') === null);
  const rules = axe
    .getRules()
    .map(({ ruleId }) => [ruleId, { enabled: ![...NEED_LAYOUT, ...SAID_BESIDE].includes(ruleId) }]);
  const { violations, incomplete } = await axe.run(document, { rules: Object.fromEntries(rules) });
  return [...violations, ...incomplete].flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}

/** What holds on every page and axe cannot see here. */
function expectOrder(): void {
  const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id);
  expect(ids).toEqual([...new Set(ids)]);
  expect(screen.getAllByRole('heading', { level: 1 })).toHaveLength(1);
  expect(screen.getAllByRole('main')).toHaveLength(1);
}

async function expectNoFaults(): Promise<void> {
  expect(await findFaults()).toEqual([]);
  expectOrder();
}

test('sign-in: nobody is invited', async () => {
  await openConsole(createStaffServer());
  await expectNoFaults();
});

test('sign-in: an invitation, and somebody signed in', async () => {
  await openConsole(createStaffServer({ session: OFFICER, invited: CENTRE_OFFICER }), INVITATION);
  await screen.findByText(/adına açık bir oturum var/);
  await expectNoFaults();
});

test('sign-in: the invitation is not valid', async () => {
  const { user } = await openConsole(createStaffServer(), INVITATION);
  await user.click(screen.getByRole('button', { name: 'Oturum aç' }));
  await screen.findByRole('heading', { name: 'Bu davet artık geçerli değil' });
  await expectNoFaults();
});

test('list: cases of the centre, several pages', async () => {
  const cases = Array.from({ length: 30 }, (_, index) => makeCase(index + 1, { formats: ['audio', 'text'] }));
  const { user } = await openConsole(createStaffServer({ session: CENTRE_OFFICER, cases }));
  await expectNoFaults();
  await user.click(screen.getByRole('link', { name: 'Sonraki sayfa' }));
  await findHeading(/sayfa 2/);
  await expectNoFaults();
});

test('list: empty, and refreshing failed', async () => {
  const server = createStaffServer({ session: OFFICER });
  const { user } = await openConsole(server);
  server.next('GET /api/staff/cases', 'unreachable');
  await user.click(screen.getByRole('button', { name: 'Listeyi yenile' }));
  await within(screen.getByRole('main')).findByText(/Gördükleriniz eski olabilir/);
  await expectNoFaults();
});

test('case: open', async () => {
  await openConsole(createStaffServer({ session: CENTRE_OFFICER, cases: [CASE] }), ADDRESS);
  await expectNoFaults();
});

test('case: hidden identity', async () => {
  const hidden = { ...CASE, hideIdentity: true, applicant: null };
  await openConsole(createStaffServer({ session: OFFICER, cases: [hidden] }), ADDRESS);
  await expectNoFaults();
});

test('case: nothing written', async () => {
  const { user } = await openConsole(createStaffServer({ session: OFFICER, cases: [CASE] }), ADDRESS);
  await user.click(screen.getByRole('button', { name: 'Yanıtı gönder' }));
  await screen.findByRole('heading', { name: 'Yanıt henüz gönderilemez' });
  await expectNoFaults();
});

test('case: the question, a failure, the end of the session, and sent', async () => {
  const server = createStaffServer({ session: OFFICER, cases: [CASE, makeCase(2)] });
  const { user } = await openConsole(server, ADDRESS);
  await user.click(screen.getByRole('textbox', { name: 'Yurttaşa yanıtınız' }));
  await user.paste('Rampa yapılacak.');
  await user.click(screen.getByRole('button', { name: 'Yanıtı gönder' }));
  const question = within(await screen.findByRole('dialog', { name: 'Yanıt gönderilsin mi?' }));
  await expectNoFaults();
  server.session = undefined;
  await user.click(question.getByRole('button', { name: 'Yanıtı gönder' }));
  await screen.findByRole('heading', { name: 'Yanıt gönderilemedi' });
  await expectNoFaults();
  server.session = OFFICER;
  await user.click(screen.getByRole('button', { name: 'Yeniden gönder' }));
  await screen.findByRole('region', { name: 'Yanıt gönderildi' });
  await expectNoFaults();
});

test('case: answered, with a text left over', async () => {
  const server = createStaffServer({ session: OFFICER, cases: [CASE] });
  const { user } = await openConsole(server, ADDRESS);
  await user.click(screen.getByRole('textbox', { name: 'Yurttaşa yanıtınız' }));
  await user.paste('Rampa yapılacak.');
  server.cases = [answer(CASE, { id: makeCase(99).applicationId, text: 'Yapıldı.' })];
  await user.click(screen.getByRole('link', { name: 'Başvuru listesi' }));
  await findHeading('Yanıt bekleyen başvurular');
  history.back();
  await screen.findByRole('region', { name: 'Gönderilmeyen metniniz' });
  await expectNoFaults();
});

test('case: recordings with and without a text, and an answer in sign language with errors', async () => {
  const restore = mockMediaElements();
  const transcript = {
    id: makeCase(50).applicationId,
    kind: 'transcript',
    language: 'tr',
    at: '2026-11-22T08:00:00.000Z',
    cues: [{ startMs: 0, endMs: 4_000, text: 'Kaldırım yüksek.' }],
  };
  const attachments = [makeRecording(1, { transcript }), makeRecording(2, { kind: 'sign-video' })];
  const inKind = { ...CASE, attachments, formats: [...ANSWER_FORMATS] };
  const server = createStaffServer({ session: { ...OFFICER, role: 'coordinator' }, cases: [inKind] });
  const ready = { kind: 'sign-video', state: 'ready', byteLength: 9, renditions: ['webm'] } as const;
  server.media.set(CASE.applicationId, [
    { ...ready, id: makeCase(90).applicationId, renditions: ['webm'] },
    { ...ready, id: makeCase(91).applicationId, state: 'stored', renditions: [] },
    { ...ready, id: makeCase(92).applicationId, state: 'rejected', problem: 'no-picture', renditions: [] },
  ]);
  const { user } = await openConsole(server, ADDRESS);
  await screen.findByRole('group', { name: 'İşaret dili videosu 1' });
  await expectNoFaults();
  await user.click(screen.getByRole('checkbox', { name: 'Bunlar olmadan gönder' }));
  await user.click(screen.getByRole('button', { name: 'Yanıtı gönder' }));
  await screen.findByRole('heading', { name: 'Yanıt henüz gönderilemez' });
  await expectNoFaults();
  restore();
});

test('desk and editor: listed, written, with errors', async () => {
  const restore = mockMediaElements();
  const recording = makeRecording(1, { kind: 'sign-video' });
  const staffCase = { ...CASE, attachments: [recording] };
  const server = createStaffServer({
    session: OFFICER,
    cases: [staffCase],
    transcriptions: [toTranscription(staffCase, recording)],
  });
  const { user } = await openConsole(server, '#/cozumler');
  await expectNoFaults();
  await user.click(screen.getByRole('link', { name: /^2026-0000001/ }));
  await findHeading('Türkçeye çeviri: İşaret diliyle anlatım 1');
  await expectNoFaults();
  await user.click(screen.getByRole('button', { name: 'Yurttaşın onayına gönder' }));
  await screen.findByRole('heading', { name: 'Metin henüz gönderilemez' });
  await expectNoFaults();
  restore();
});

test.each([
  ['unknown address', '#/baska', 'Bu adreste bir sayfa yok'],
  ['missing case', ADDRESS, 'Bu başvuru kurumunuzda değil'],
])('trouble: %s', async (_, hash, heading) => {
  await openConsole(createStaffServer({ session: OFFICER }), hash);
  await findHeading(heading);
  await expectNoFaults();
});

test('trouble: no network', async () => {
  const server = createStaffServer({ session: OFFICER });
  server.next('GET /api/staff/cases', 'unreachable');
  await openConsole(server);
  await findHeading('Sunucuya ulaşılamadı');
  await expectNoFaults();
});

test('axe is really asked: a seeded picture without a name is found', async () => {
  await openConsole(createStaffServer({ session: OFFICER, cases: [CASE] }));
  screen.getByRole('main').append(document.createElement('img'));
  expect(await findFaults()).toContain('image-alt: <img>');
});
