// An answer in kind on the citizen's device: what it offers, what is played, and what cannot be had.

import type { AnswerBlock } from '../../../src/domain/answer-text.ts';
import type { ThreadAnswer } from '../../../src/domain/thread-answer.ts';
import type { MessageKey } from '../../../src/i18n/translate.ts';
import type { StoredThread } from '../../../src/offline/schema.ts';
import { putAnswerMedium, putThread } from '../stage/lay-records.ts';
import type { Surface, Visit } from './surface.ts';
import { arrive, leave } from './ways.ts';

const ID = '01900000-0000-7000-8000-0000000000ad';
const VIDEO_ID = '01900000-0000-7000-8000-0000000000d1';
const SOUND_ID = '01900000-0000-7000-8000-0000000000d2';
const AT = '2026-11-24T08:00:00.000Z';

const answer: ThreadAnswer = {
  override: { reason: 'Sesli yanıtı okuyacak görevlimiz bu hafta izinde; işaret dili videosu hazır.' },
  summary: 'Parka rampa yapacağız. Rampa 15 Aralık’a kadar bitecek.',
  media: [
    {
      id: VIDEO_ID,
      kind: 'sign-video',
      durationMs: 65_000,
      renditions: ['mp4', 'poster', 'webm'],
      sizes: { mp4: 3_355_443, webm: 2_936_012 },
      captions: [{ startMs: 0, endMs: 60_000, text: 'Rampa 15 Aralık’a kadar yapılacak.' }],
    },
    {
      id: SOUND_ID,
      kind: 'audio',
      durationMs: 41_000,
      renditions: ['mp4', 'webm'],
      sizes: { mp4: 400_000, webm: 350_000 },
    },
  ],
  documents: [
    {
      id: '01900000-0000-7000-8000-0000000000d3',
      kind: 'document',
      name: 'Keşif tutanağı',
      mediaType: 'application/pdf',
      byteLength: 180_000,
      rendition: 'original',
    },
    {
      id: '01900000-0000-7000-8000-0000000000d4',
      kind: 'photo',
      name: 'Rampanın planı',
      alternative: 'Ana girişin solunda, iki metre genişliğinde, korkuluklu bir rampa.',
      mediaType: 'image/jpeg',
      byteLength: 240_000,
      rendition: 'image',
    },
  ],
};

const TEXT: AnswerBlock[] = [
  { kind: 'heading', level: 1, runs: [{ text: 'Rampa ne zaman yapılacak?' }] },
  {
    kind: 'paragraph',
    runs: [
      { text: 'Rampa ' },
      { text: '15 Aralık', mark: 'strong' },
      { text: '’a kadar yapılacaktır. Plan: ' },
      { text: 'belediyenin sayfası', href: 'https://www.ornek.bel.tr/rampa' },
    ],
  },
  { kind: 'heading', level: 2, runs: [{ text: 'O güne kadar' }] },
  {
    kind: 'list',
    start: 1,
    items: [
      [{ kind: 'paragraph', runs: [{ text: 'Ön kapıyı kullanın.' }] }],
      [
        {
          kind: 'paragraph',
          runs: [{ text: 'Görevliyi arayın: ' }, { text: '0312 555 00 00', href: 'tel:+903125550000' }],
        },
      ],
    ],
  },
];

const stored: StoredThread = {
  applicationId: ID,
  trackingKey: 'k'.repeat(43),
  unreadReplyIds: [],
  refreshedAt: Date.parse(AT),
  thread: {
    applicationId: ID,
    number: '2026-0000043',
    kind: 'request',
    subject: 'Parka rampa yapılması',
    description: 'Parkın arka girişinde üç basamak var.',
    writtenAt: AT,
    receivedAt: AT,
    dueOn: '2026-12-24',
    state: 'answered',
    holder: 'Örnek Belediyesi',
    events: [
      { kind: 'received', at: AT },
      { kind: 'assigned', at: AT, institution: 'Örnek Belediyesi' },
      { kind: 'answered', at: AT, institution: 'Örnek Belediyesi', replyId: 'r' },
    ],
    replies: [
      {
        id: 'r',
        at: AT,
        institution: 'Örnek Belediyesi',
        text: 'Rampa\n\nRampa 15 Aralık’a kadar yapılacaktır.',
        blocks: TEXT,
        ...answer,
      },
    ],
  },
};

/** Bytes that no browser plays. */
const NO_FILM = [1, 2, 3];

async function openThread({ page, origin }: Visit, bytes: readonly number[] = NO_FILM): Promise<void> {
  await leave({ page, origin });
  await putThread(page, stored);
  const medium = { applicationId: ID, id: VIDEO_ID, rendition: 'webm', mediaType: 'video/webm', digest: '' };
  await putAnswerMedium(page, { ...medium, byteLength: bytes.length, keptBytes: bytes.length }, bytes);
  await arrive({ page, origin }, `/basvurularim/${ID}/`);
  await page.locator('.answer-medium').first().waitFor();
}

async function press({ page, t }: Visit, key: MessageKey, name: MessageKey): Promise<void> {
  // The browser puts a space between the words and the hidden name behind them.
  await page.getByRole('button', { name: new RegExp(`^${t(key)} ?: ${t(name)}$`) }).click();
}

function surface(state: string, open: Surface['open']): Surface {
  return {
    app: 'citizen',
    page: 'application',
    state: `answered in kind: ${state}`,
    world: 'applications',
    open,
  };
}

export const ANSWERS: readonly Surface[] = [
  surface('closed, the video is kept', (at) => openThread(at)),
  surface('the video cannot be played', async (at) => {
    await openThread(at);
    await press(at, 'media.answer.open.sign-video', 'media.answer.sign-video');
    await at.page.getByText(at.t('media.answer.unplayable')).first().waitFor();
  }),
  surface('the sound is not here', async (at) => {
    await openThread(at);
    await press(at, 'media.answer.open.audio', 'media.answer.audio');
    await at.page.getByText(at.t('media.answer.end.no-answer')).first().waitFor();
  }),
];
