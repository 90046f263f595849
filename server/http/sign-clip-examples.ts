// The examples of the OpenAPI document that are about clips in sign language (examples.ts has the others).

import type { SignClips, StaffClip, StaffClips } from '../../src/domain/sign-clip-wire.ts';

const DIGEST = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08';
export const EXAMPLE_CLIP_FILE = `${DIGEST}.mp4`;
export const EXAMPLE_CLIP_ID = '0199c5e8-2a40-7b16-9d0e-84f1b6a3c572';

const CAPTIONS = [{ startMs: 0, endMs: 4_000, text: 'Başvurunuz hangi türden?' }];

export const EXAMPLE_SIGN_CLIPS: SignClips = {
  version: 'pmWkWSBCL51Bfkhn79xPuK',
  clips: {
    'question-kind': {
      mp4: { url: `/api/sign-clips/files/${EXAMPLE_CLIP_FILE}`, byteLength: 480_000 },
      durationMs: 9_500,
      captions: CAPTIONS,
    },
  },
};

export const EXAMPLE_STAFF_CLIP: StaffClip = {
  id: EXAMPLE_CLIP_ID,
  state: 'ready',
  byteLength: 512_000,
  durationMs: 9_500,
  renditions: ['mp4', 'poster', 'webm'],
  captions: CAPTIONS,
  storedAt: '2026-11-23T09:00:00.000Z',
  storedBy: 'Ekin Deneme',
};

export const EXAMPLE_STAFF_CLIPS: StaffClips = {
  slots: [
    { slot: 'question-kind', published: EXAMPLE_STAFF_CLIP, hasFile: false },
    { slot: 'question-place', hasFile: true },
  ],
};

export const EXAMPLE_PUBLICATION = { captions: CAPTIONS };
