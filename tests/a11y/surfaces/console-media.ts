// The console's pages about recordings: the desk, the editor of transcripts, the answer in kind. The server's answers are
// those of a real case with recordings laid over them, so that every state is there at once; of the recordings themselves
// nothing ever comes, so that no player moves while it is looked at.

import type { Route } from 'playwright-core';
import type { Transcript } from '../../../src/domain/transcript.ts';
import type { ThreadAttachment } from '../../../src/domain/wire.ts';
import type { StaffCase, UnsentMedium } from '../../../src/domain/wire-staff.ts';
import type { Surface, Visit } from './surface.ts';
import { goTo, untilErrors } from './ways.ts';

const idOf = (number: number): string => `01900000-0000-7000-8000-0000000000${number}`;

const OFFERED: Transcript = {
  id: idOf(20),
  kind: 'transcript',
  language: 'tr',
  at: '2026-11-22T08:00:00.000Z',
  cues: [
    { startMs: 0, endMs: 4_200, text: 'Kaldırım çok yüksek.' },
    { startMs: 4_200, endMs: 9_000, text: 'Tekerlekli sandalyeyle çıkamıyorum.' },
  ],
};

const recording = (number: number, change: Partial<ThreadAttachment>): ThreadAttachment => ({
  id: idOf(number),
  kind: 'voice',
  role: 'description',
  state: 'ready',
  byteLength: 240_000,
  durationMs: 65_000,
  renditions: ['mp4', 'webm'],
  ...change,
});

const RECORDINGS: readonly ThreadAttachment[] = [
  recording(30, {}),
  recording(31, { kind: 'sign-video' }),
  recording(32, { durationMs: 90_000, transcript: OFFERED }),
  recording(33, {
    transcript: {
      ...OFFERED,
      verdict: {
        kind: 'corrected',
        at: '2026-11-22T09:00:00.000Z',
        text: 'Kaldırım çok yüksek, rampa da yok.',
      },
    },
  }),
  recording(34, { state: 'stored', renditions: [] }),
];

const medium = (number: number, change: Partial<UnsentMedium>): UnsentMedium => ({
  id: idOf(number),
  kind: 'sign-video',
  state: 'ready',
  byteLength: 2_400_000,
  durationMs: 12_000,
  renditions: ['mp4', 'webm'],
  ...change,
});

const ATTACHED: readonly UnsentMedium[] = [
  medium(40, {}),
  medium(41, { state: 'stored', renditions: [] }),
  medium(42, { kind: 'audio', state: 'rejected', problem: 'no-sound', renditions: [] }),
];

/** Two that can go with an answer, and a PDF that nobody could hear. */
const DOCUMENTS: readonly UnsentMedium[] = [
  medium(43, { kind: 'document', durationMs: undefined, renditions: ['original'], name: 'Keşif tutanağı' }),
  medium(44, { kind: 'photo', durationMs: undefined, renditions: ['image'], name: 'Rampanın planı' }),
  medium(45, { kind: 'document', state: 'rejected', problem: 'pdf-not-tagged', renditions: [] }),
];

/** One of those that no other surface looks at. */
const caseId = (at: Visit): string => at.stage.scene.office.openIds[1] ?? '';

interface Overlay {
  change?: Partial<StaffCase>;
  attached?: readonly UnsentMedium[];
  isCoordinator?: boolean;
}

/** Lays recordings over the server's answers about one case. */
async function lay(at: Visit, { change = {}, attached = [], isCoordinator = false }: Overlay): Promise<void> {
  const { page } = at;
  const path = `**/api/staff/cases/${caseId(at)}`;
  const patch = async (route: Route, part: object): Promise<void> => {
    const answer = await route.fetch({ maxRetries: 2 });
    await route.fulfill({ response: answer, json: { ...(await answer.json()), ...part } });
  };
  await page.unrouteAll({ behavior: 'ignoreErrors' });
  await page.route('**/api/attachments/**', () => undefined);
  await page.route(`${path}/answer-media`, (route) => route.fulfill({ json: { media: attached } }));
  await page.route(path, (route) => patch(route, { attachments: RECORDINGS, ...change }));
  if (isCoordinator)
    await page.route('**/api/staff/session', (route) => patch(route, { role: 'coordinator' }));
}

async function openCase(at: Visit, overlay: Overlay): Promise<void> {
  await lay(at, overlay);
  await goTo(at, `/staff.html#/basvurular/${caseId(at)}`);
  await at.page.locator('.player').first().waitFor();
}

const FORMATS: StaffCase['formats'] = ['plain-language', 'audio', 'sign-language'];

async function openInKind(at: Visit, overlay: Overlay = {}): Promise<void> {
  await openCase(at, { ...overlay, change: { formats: FORMATS, ...overlay.change } });
  if (overlay.attached) await at.page.locator('.answer-media .player').waitFor();
}

/** A picture without words, and a document that was refused. */
async function sendDocuments(at: Visit): Promise<void> {
  await openCase(at, { attached: DOCUMENTS, change: { formats: ['text'] } });
  const { page, t } = at;
  await page.locator('.answer-media').first().waitFor();
  await page.getByRole('button', { name: t('staff.reply.send') }).press('Space');
  await page.getByRole('link', { name: t('staff.document.alternativeRequired') }).waitFor();
}

async function sendInKind(at: Visit): Promise<void> {
  await openInKind(at, { attached: ATTACHED, isCoordinator: true });
  const { page, t } = at;
  // The whole card is the label.
  await page.locator('label[for=reply-override]').click();
  await page
    .locator('.case-reply')
    .getByRole('button', { name: t('staff.reply.send') })
    .first()
    .click();
  await untilErrors(at);
}

async function openEditor(at: Visit, number: number): Promise<void> {
  await lay(at, {});
  await goTo(at, `/staff.html#/cozumler/${caseId(at)}/${idOf(number)}`);
  await at.page.locator('.transcription').waitFor();
}

async function openDesk(at: Visit): Promise<void> {
  await lay(at, {});
  const common = { number: '2026-0000001', receivedAt: '2026-11-20T08:00:00.000Z', dueOn: '2026-12-20' };
  const items = RECORDINGS.slice(0, 3).map(({ id, kind, role, durationMs }, index) => ({
    ...common,
    applicationId: caseId(at),
    attachmentId: id,
    kind,
    role,
    durationMs,
    state: ['open', 'again', 'offered'][index],
    subject: 'Kaldırım rampası',
    formats: ['text'],
  }));
  await at.page.route('**/api/staff/transcriptions*', (route) =>
    route.fulfill({ json: { items, total: 40, next: 'next' } }),
  );
  await goTo(at, '/staff.html#/cozumler');
  await at.page.locator('.cases-table').waitFor();
}

function surface(page: string, state: string, rest: Pick<Surface, 'open'> & Partial<Surface>): Surface {
  return { app: 'console', page, state, world: 'officer', ...rest };
}

export const CONSOLE_MEDIA: readonly Surface[] = [
  surface('desk', 'recordings', {
    open: openDesk,
    speak: async ({ page, t }) => {
      await page.getByRole('button', { name: t('staff.cases.refresh') }).click();
    },
  }),
  surface('desk', 'empty', {
    world: 'idle-officer',
    open: async (at) => {
      await goTo(at, '/staff.html#/cozumler');
      await at.page.locator('.cases-empty').waitFor();
    },
  }),
  surface('transcription', 'not begun', {
    open: (at) => openEditor(at, 31),
    speak: async ({ page, t }) => {
      await page
        .getByRole('button', { name: t('staff.cues.startHere') })
        .first()
        .click();
    },
  }),
  surface('transcription', 'offered', { open: (at) => openEditor(at, 32) }),
  surface('transcription', 'corrected by the citizen', { open: (at) => openEditor(at, 33) }),
  surface('transcription', 'not playable yet', { open: (at) => openEditor(at, 34) }),
  surface('transcription', 'with errors', {
    hasErrors: true,
    open: async (at) => {
      await openEditor(at, 30);
      await at.page.getByRole('button', { name: at.t('staff.transcription.send') }).click();
      await untilErrors(at);
    },
  }),
  surface('case', 'recordings', { open: (at) => openCase(at, {}) }),
  surface('case', 'answer in kind, nothing attached', { open: (at) => openInKind(at) }),
  surface('case', 'answer in kind, attached', { open: (at) => openInKind(at, { attached: ATTACHED }) }),
  surface('case', 'answer in kind, with errors', { hasErrors: true, open: sendInKind }),
  surface('case', 'answer with documents, with errors', { hasErrors: true, open: sendDocuments }),
  surface('case', 'asks before a video is taken away', {
    open: async (at) => {
      await openInKind(at, { attached: ATTACHED });
      await removeButton(at).click();
      await at.page.getByRole('dialog').waitFor();
    },
    opener: removeButton,
  }),
  surface('case', 'answered in kind', {
    open: (at) =>
      openCase(at, {
        change: {
          formats: FORMATS,
          state: 'answered',
          replies: [
            {
              id: idOf(50),
              at: '2026-11-23T08:00:00.000Z',
              institution: 'Başvuru Merkezi',
              text: 'Rampa 15 Aralık’a kadar yapılacaktır.',
              summary: 'Rampa yapılacak. En geç 15 Aralık’ta biter.',
              media: [{ id: idOf(40), kind: 'sign-video', renditions: ['webm'], captions: OFFERED.cues }],
              documents: [
                {
                  id: idOf(43),
                  kind: 'document',
                  name: 'Keşif tutanağı',
                  mediaType: 'application/pdf',
                  byteLength: 180_000,
                  rendition: 'original',
                },
              ],
              override: { reason: 'Ses kaydı bu hafta yapılamıyor.' },
            },
          ],
        },
      }),
  }),
];

function removeButton({ page, t }: Visit) {
  return page
    .locator('.answer-media')
    .getByRole('button', { name: t('staff.medium.remove') })
    .first();
}
