// Every question of the flow: empty, filled and with its errors; and what follows the questions.

import { STEPS, type Step } from '../../../src/domain/flow.ts';
import type { Surface, Visit } from './surface.ts';
import { goOn, goOnToErrors, openStep, untilSaved } from './ways.ts';

/** Only the kind is known, so that every page has its full set of questions. */
const BARELY = { kind: 'request' } as const;

function filled(at: Visit) {
  return at.stage.scene.device.answers;
}

function question(step: Step): Surface[] {
  const surface = { app: 'citizen', page: `question ${step}`, world: 'visited' } as const;
  return [
    {
      ...surface,
      state: 'empty',
      open: (at) => openStep(at, step, step === 'kind' ? {} : BARELY),
    },
    {
      ...surface,
      state: 'filled',
      open: (at) => openStep(at, step, filled(at)),
      ...(step === 'place' ? { speak: askPosition } : {}),
    },
    {
      ...surface,
      state: 'with errors',
      hasErrors: true,
      open: async (at) => {
        await openStep(at, step, step === 'kind' ? {} : BARELY);
        await goOnToErrors(at);
      },
    },
  ];
}

const LONG_TEXT = 'Kaldırım kırık ve yağmurda su birikiyor. '.repeat(130);

async function searchInstitution(at: Visit, typed: string): Promise<void> {
  await openStep(at, 'addressee', BARELY);
  await at.page.getByRole('radio', { name: at.t('flow.addressee.institution') }).press('Space');
  const search = at.page.getByRole('combobox', { name: at.t('flow.addressee.search') });
  await search.pressSequentially(typed);
  await untilSaved(at);
}

const STATES: readonly Surface[] = [
  {
    app: 'citizen',
    page: 'question kind',
    state: 'danger: call first',
    world: 'visited',
    open: async (at) => {
      await openStep(at, 'kind', {});
      await at.page.getByRole('radio', { name: at.t('kind.disaster') }).press('Space');
      await at.page.locator('.status-danger').waitFor();
      await untilSaved(at);
    },
  },
  {
    app: 'citizen',
    page: 'question text',
    state: 'text over the limit',
    world: 'visited',
    hasErrors: true,
    open: async (at) => {
      await openStep(at, 'text', { ...BARELY, subject: 'Kaldırım' });
      await at.page.getByRole('textbox', { name: at.t('flow.text.description') }).fill(LONG_TEXT);
      await untilSaved(at);
      await goOnToErrors(at);
    },
  },
  ...(['voice', 'sign-video'] as const).map(
    (way): Surface => ({
      app: 'citizen',
      page: 'question text',
      state: `${way}: before the recorder is opened`,
      world: 'visited',
      open: (at) => chooseWay(at, way),
    }),
  ),
  ...(['ready', 'recording', 'paused', 'recorded'] as const).map(
    (state): Surface => ({
      app: 'citizen',
      page: 'question text',
      state: `voice: ${state}`,
      world: 'visited',
      open: (at) => record(at, state),
    }),
  ),
  {
    app: 'citizen',
    page: 'question identity',
    state: 'wrong number',
    world: 'visited',
    hasErrors: true,
    open: async (at) => {
      await openStep(at, 'identity', { ...BARELY, fullName: 'Deniz', identityNumber: '123 456 789 51' });
      await goOnToErrors(at);
    },
  },
  {
    app: 'citizen',
    page: 'question addressee',
    state: 'search open',
    isFleeting: true,
    world: 'visited',
    open: async (at) => {
      await searchInstitution(at, 'su');
      await at.page.getByRole('option').first().waitFor();
    },
  },
  {
    app: 'citizen',
    page: 'question addressee',
    state: 'search without result',
    isFleeting: true,
    world: 'visited',
    open: async (at) => {
      await searchInstitution(at, 'qqqq');
      await at.page.getByText(at.t('flow.addressee.noResult')).first().waitFor();
    },
  },
  {
    app: 'citizen',
    page: 'question addressee',
    state: 'plain list',
    world: 'visited',
    open: async (at) => {
      await searchInstitution(at, 'su');
      await at.page.getByRole('checkbox', { name: at.t('flow.addressee.plainList') }).press('Space');
      await at.page.locator('.combobox-plain input[type=radio]').first().waitFor();
    },
  },
  {
    app: 'citizen',
    page: 'question place',
    state: 'position refused',
    world: 'visited',
    // Chromium refuses a position to whoever was given no permission, as a person's "no" does.
    open: async (at) => {
      await openStep(at, 'place', BARELY);
      await askPosition(at);
    },
  },
  {
    app: 'citizen',
    page: 'review',
    state: 'complete',
    world: 'visited',
    open: (at) => openStep(at, 'review', filled(at)),
  },
  {
    app: 'citizen',
    page: 'review',
    state: 'with faults',
    world: 'visited',
    hasErrors: true,
    open: async (at) => {
      await openStep(at, 'review', { ...filled(at), fullName: undefined, subject: '' });
      await goOn(at);
      await at.page.locator('.error-summary').waitFor();
    },
  },
  {
    app: 'citizen',
    page: 'send',
    state: 'ready',
    world: 'visited',
    open: async (at) => {
      await openStep(at, 'send', filled(at));
      await at.page.locator('main form').waitFor();
      await untilSaved(at);
    },
  },
  {
    app: 'citizen',
    page: 'send',
    state: 'not complete',
    world: 'visited',
    open: (at) => openStep(at, 'send', BARELY),
  },
  {
    app: 'citizen',
    page: 'missing draft',
    state: 'as it is',
    world: 'visited',
    open: async (at) => {
      await at.page.goto(`${at.origin}/basvuru/01900000-0000-7000-8000-00000000dead/konu/`);
      await at.page.getByRole('heading', { level: 1, name: at.t('flow.missing.heading') }).waitFor();
      await at.page.waitForFunction(() => document.documentElement.dataset.ready === 'true');
    },
  },
];

async function chooseWay(at: Visit, way: 'voice' | 'sign-video'): Promise<void> {
  await openStep(at, 'text', { ...BARELY, subject: 'Kaldırım' });
  await at.page.getByRole('radio', { name: at.t(`media.way.${way}`) }).press('Space');
  await at.page.locator('.recorder').waitFor();
}

/** A press that comes with a change of the button counts as one for what was there before. */
const REST_MS = 700;

async function record(at: Visit, until: 'ready' | 'recording' | 'paused' | 'recorded'): Promise<void> {
  const { page, t } = at;
  const press = async (name: string): Promise<void> => {
    const button = page.getByRole('button', { name, exact: true });
    await button.waitFor();
    await page.waitForTimeout(REST_MS);
    await button.click();
  };
  await chooseWay(at, 'voice');
  await press(t('media.recorder.voice.open'));
  const begin = page.getByRole('button', { name: t('media.recorder.begin'), exact: true });
  await begin.waitFor();
  if (until === 'ready') return;
  await press(t('media.recorder.begin'));
  await page.locator('.recorder-recording').waitFor();
  if (until === 'recording') return;
  await page.waitForTimeout(1_500);
  await press(t(until === 'paused' ? 'media.recorder.second.recording' : 'media.recorder.finish'));
  if (until === 'paused') await page.locator('.recorder-paused').waitFor();
  else {
    await page.locator('.media-takes').waitFor();
    await untilSaved(at);
  }
}

async function askPosition({ page, t }: Visit): Promise<void> {
  await page.getByRole('button', { name: t('flow.place.addPosition') }).click();
  await page.getByText(t('flow.place.position.refused')).first().waitFor();
}

export const FLOW: readonly Surface[] = [...STEPS.flatMap(question), ...STATES];
