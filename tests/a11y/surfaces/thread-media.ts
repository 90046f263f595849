// What became of the recordings and files of an application, and the citizen's word on what was put into writing.

import type { ThreadAttachment } from '../../../src/domain/thread-attachment.ts';
import type { Transcript } from '../../../src/domain/transcript.ts';
import type { MessageKey } from '../../../src/i18n/translate.ts';
import type { StoredThread } from '../../../src/offline/schema.ts';
import { putThread } from '../stage/lay-records.ts';
import type { Surface, Visit } from './surface.ts';
import { arrive, leave, untilErrors } from './ways.ts';

const ID = '01900000-0000-7000-8000-0000000000ab';
const AT = '2026-11-24T08:00:00.000Z';

const transcript: Transcript = {
  id: '01900000-0000-7000-8000-0000000000c1',
  kind: 'transcript',
  language: 'tr',
  cues: [
    { startMs: 0, endMs: 2_400, text: 'Parkın arka girişinde üç basamak var.' },
    {
      startMs: 2_400,
      endMs: 5_100,
      text: 'Tekerlekli sandalyeyle girilemiyor. Bir rampa yapılmasını istiyorum.',
    },
  ],
  at: AT,
};

const attachment = (number: number, rest: Partial<ThreadAttachment>): ThreadAttachment => ({
  id: `01900000-0000-7000-8000-0000000000b${number}`,
  kind: 'voice',
  role: 'description',
  state: 'ready',
  byteLength: 90_000,
  ...rest,
});

const PLAYABLE = { renditions: ['mp4', 'webm'], sizes: { mp4: 120_000, webm: 110_000 } };

const stored: StoredThread = {
  applicationId: ID,
  trackingKey: 'k'.repeat(43),
  unreadReplyIds: [],
  refreshedAt: Date.parse(AT),
  thread: {
    applicationId: ID,
    number: '2026-0000042',
    kind: 'request',
    subject: 'Parka rampa yapılması',
    description: '',
    writtenAt: AT,
    receivedAt: AT,
    dueOn: '2026-12-24',
    state: 'received',
    holder: null,
    events: [{ kind: 'received', at: AT }],
    replies: [],
    attachments: [
      attachment(1, { transcript, durationMs: 5_100, ...PLAYABLE }),
      attachment(2, {
        kind: 'sign-video',
        ...PLAYABLE,
        transcript: {
          ...transcript,
          id: '01900000-0000-7000-8000-0000000000c2',
          kind: 'translation',
          verdict: { kind: 'corrected', at: AT, text: 'Rampa yapılsın.' },
        },
      }),
      attachment(3, { kind: 'document', role: 'supporting', state: 'rejected', problem: 'macros' }),
      attachment(4, { kind: 'photo', role: 'supporting', state: 'stored' }),
    ],
  },
};

async function openThread({ page, origin }: Visit): Promise<void> {
  await leave({ page, origin });
  await putThread(page, stored);
  await arrive({ page, origin }, `/basvurularim/${ID}/`);
  await page.locator('.media-text').first().waitFor();
}

async function press({ page, t }: Visit, key: MessageKey): Promise<void> {
  await page
    .getByRole('button', { name: t(key) })
    .first()
    .click();
}

function surface(state: string, then: (at: Visit) => Promise<void>): Surface {
  return {
    app: 'citizen',
    page: 'application',
    state: `told by recording: ${state}`,
    world: 'applications',
    open: async (at) => {
      await openThread(at);
      await then(at);
    },
  };
}

const correct = async (at: Visit): Promise<void> => {
  await press(at, 'media.text.correct');
  await at.page.getByRole('textbox', { name: at.t('media.text.field') }).waitFor();
};

const record = async (at: Visit): Promise<void> => {
  await press(at, 'media.text.record');
  await at.page.locator('.recorder').waitFor();
};

export const THREAD_MEDIA: readonly Surface[] = [
  surface('the text is not confirmed', () => Promise.resolve()),
  surface('being corrected', correct),
  {
    ...surface('corrected to nothing', async (at) => {
      await correct(at);
      await at.page.getByRole('textbox', { name: at.t('media.text.field') }).fill('');
      await press(at, 'media.text.send');
      await untilErrors(at);
    }),
    hasErrors: true,
  },
  surface('to be recorded again', record),
  surface('the answer waits', async (at) => {
    await press(at, 'media.text.accept');
    await at.page.getByText(at.t('media.act.waiting')).first().waitFor();
  }),
];
