// Clips in sign language: open at the top of a citizen's page, and the console's studio. The lists are laid over the server's
// answers; of the clips themselves nothing ever comes, so that no picture moves while it is looked at.

import { SIGN_CLIP_SLOTS } from '../../../src/domain/sign-clip.ts';
import type { SignClips, StaffClip, StaffClipSlot } from '../../../src/domain/sign-clip-wire.ts';
import type { Surface, Visit } from './surface.ts';
import { goTo, leaveForGood } from './ways.ts';

const CAPTIONS = [{ startMs: 0, endMs: 4_000, text: 'Yardım sayfası' }];
const LIST: SignClips = {
  version: '1',
  clips: {
    'page-help': {
      webm: { url: `/api/sign-clips/files/${'a'.repeat(64)}.webm`, byteLength: 480_000 },
      durationMs: 9_500,
      captions: CAPTIONS,
    },
  },
};

const CLIP: StaffClip = {
  id: '01900000-0000-7000-8000-000000000050',
  state: 'ready',
  byteLength: 480_000,
  durationMs: 9_500,
  renditions: ['mp4', 'poster', 'webm'],
  captions: CAPTIONS,
  storedAt: '2026-11-22T08:00:00.000Z',
  storedBy: 'Memur Deneme',
};
const DRAFT: StaffClip = { ...CLIP, id: '01900000-0000-7000-8000-000000000051' };

async function openHelp(at: Visit): Promise<void> {
  await at.page.unrouteAll({ behavior: 'ignoreErrors' });
  await at.page.route('**/api/sign-clips', (route) => route.fulfill({ json: LIST }));
  // The app asks for the clips once, when it starts.
  await leaveForGood(at);
  await goTo(at, '/yardim/');
  await at.page.getByRole('button', { name: at.t('media.clip.watch') }).click();
  await at.page.locator('.clip-open').waitFor();
}

async function openStudio(at: Visit, place: string): Promise<void> {
  const { page } = at;
  await page.unrouteAll({ behavior: 'ignoreErrors' });
  await page.route('**/api/staff/sign-clips/**', () => undefined);
  const slots = SIGN_CLIP_SLOTS.map((slot): StaffClipSlot => {
    if (slot === 'question-kind') return { slot, published: CLIP, draft: DRAFT, hasFile: true };
    return { slot, hasFile: slot === 'page-help' };
  });
  await page.route('**/api/staff/sign-clips', (route) => route.fulfill({ json: { slots } }));
  await page.route('**/api/staff/session', async (route) => {
    const answer = await route.fetch({ maxRetries: 2 });
    await route.fulfill({ response: answer, json: { ...(await answer.json()), role: 'coordinator' } });
  });
  await goTo(at, `/staff.html#/isaret-videolari${place}`);
}

export const CLIPS: readonly Surface[] = [
  {
    app: 'citizen',
    page: 'help',
    state: 'with an open clip in sign language',
    world: 'visited',
    leavesTraces: true,
    open: openHelp,
  },
  { app: 'console', page: 'clips', state: 'list', world: 'officer', open: (at) => openStudio(at, '') },
  {
    app: 'console',
    page: 'clips',
    state: 'a place with a clip and a draft',
    world: 'officer',
    open: async (at) => {
      await openStudio(at, '/question-kind');
      await at.page.locator('.recorder').waitFor();
    },
  },
];
