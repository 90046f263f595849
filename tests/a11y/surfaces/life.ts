// A case's life on the citizen's device: what happened, a question, what can be done, and how each is asked and sent.

import { addDays, istanbulDate } from '../../../src/domain/calendar.ts';
import type { Life } from '../../../src/domain/thread-life.ts';
import type { Thread } from '../../../src/domain/wire.ts';
import type { MessageKey } from '../../../src/i18n/translate.ts';
import { putThread } from '../stage/lay-records.ts';
import type { Surface, Visit } from './surface.ts';
import { arrive, leave, untilErrors } from './ways.ts';

const ID = '01900000-0000-7000-8000-0000000000af';
const QUESTION_ID = '01900000-0000-7000-8000-0000000000e4';
const REPLY_ID = '01900000-0000-7000-8000-0000000000d4';
const WATER = 'Örnek Su ve Kanalizasyon İdaresi';
const TOWN = 'Örnek Belediyesi Fen İşleri Müdürlüğü';
const at = (minute: number): string => `2026-11-24T08:${minute}:00.000Z`;
/** What is told depends on the day. */
const inDays = (days: number): string => addDays(istanbulDate(Date.now()), days);

const asked: Life = {
  state: 'information-asked',
  holder: TOWN,
  dueOn: inDays(20),
  dueReason: { kind: 'extended', text: 'Boru haritası için İl Müdürlüğüne yazıldı.' },
  holidays: [],
  events: [
    { kind: 'received', id: 'e1', at: at(10) },
    { kind: 'assigned', id: 'e2', at: at(11), holder: WATER },
    {
      kind: 'transferred',
      id: 'e3',
      at: at(12),
      holder: TOWN,
      from: WATER,
      text: 'Bu sokaktaki boru belediyenindir.',
    },
    { kind: 'opinion-asked', id: 'e5', at: at(14), holder: TOWN, askedOf: WATER },
    { kind: 'opinion-given', id: 'e6', at: at(15), holder: WATER },
    {
      kind: 'extended',
      id: 'e7',
      at: at(16),
      holder: TOWN,
      text: 'Boru haritası için İl Müdürlüğüne yazıldı.',
      dueOn: inDays(20),
    },
    {
      kind: 'information-asked',
      id: QUESTION_ID,
      at: at(17),
      holder: TOWN,
      text: 'Su hangi saatlerde kesiliyor?',
    },
  ],
  acts: [{ id: 'a1', kind: 'addition', at: at(13), text: 'Üst katta da akmıyor.' }],
  question: { id: QUESTION_ID, text: 'Su hangi saatlerde kesiliyor?', at: at(17), by: TOWN },
  canAdd: true,
  canWithdraw: true,
};

/** As the server writes it. */
const COST =
  'Bu bilgi için 45,50 TL ücret ödemeniz gerekiyor. Makbuzun fotoğrafını bu soruya yanıt olarak gönderin.';

const costWaits: Life = {
  ...asked,
  dueReason: undefined,
  events: [
    ...asked.events.slice(0, 2),
    { kind: 'information-asked', id: QUESTION_ID, at: at(17), holder: TOWN, text: COST },
  ],
  question: {
    id: QUESTION_ID,
    text: COST,
    at: at(17),
    by: TOWN,
    fee: { amount: 4550, until: inDays(21) },
  },
};

const answered: Life = {
  state: 'answered',
  holder: TOWN,
  dueOn: inDays(20),
  holidays: [],
  events: [
    { kind: 'received', id: 'e1', at: at(10) },
    { kind: 'assigned', id: 'e2', at: at(11), holder: TOWN },
    { kind: 'answered', id: 'e3', at: at(18), holder: TOWN, replyId: REPLY_ID },
  ],
  acts: [],
  canAdd: true,
  canWithdraw: false,
  canRate: { replyId: REPLY_ID },
  canObject: { replyId: REPLY_ID, until: inDays(58) },
  appeal: { body: 'BEDK', from: inDays(-2), until: inDays(13), decidesUntil: inDays(56) },
};

const notExamined: Life = {
  ...answered,
  state: 'not-examined',
  events: [
    ...answered.events.slice(0, 2),
    {
      kind: 'not-examined',
      id: 'e3',
      at: at(18),
      holder: TOWN,
      ground: 'before-court',
      text: 'Bu konuda açılmış bir davanız var. Kararı mahkeme verir.',
    },
  ],
  canAdd: false,
  canRate: undefined,
  canObject: undefined,
  appeal: undefined,
};

const overdue: Life = {
  ...asked,
  state: 'assigned',
  dueOn: inDays(-12),
  dueReason: undefined,
  question: undefined,
};

/** Nothing is owed any more, and all of it may be erased. */
const closed: Life = {
  ...answered,
  state: 'closed',
  events: [...answered.events, { kind: 'closed', id: 'e4', at: at(19), holder: TOWN, cause: 'time' }],
  canAdd: false,
  canRate: undefined,
  canObject: undefined,
  appeal: undefined,
  canErase: true,
};

/** One request was refused, another waits. */
const erasureAsked: Life = {
  ...closed,
  canErase: undefined,
  erasures: [
    { id: 'a1', at: at(20), text: 'Artık gerekmiyor.' },
    { id: 'a2', at: at(22), until: inDays(28) },
  ],
  events: [
    ...closed.events,
    { kind: 'erasure-refused', id: 'e5', at: at(21), holder: TOWN, text: 'Sayıştay denetimi sürüyor.' },
  ],
};

const erased: Life = {
  ...closed,
  canErase: undefined,
  erasures: [{ id: 'a1', at: at(20) }],
  events: [...closed.events, { kind: 'erased', id: 'e5', at: at(21), cause: 'request' }],
};

/** All ways of being told; e-mail is chosen. */
const told: Life = {
  ...overdue,
  dueOn: inDays(9),
  notices: { offered: ['push', 'email', 'sms'], chosen: ['email'], known: [], pushKey: 'B'.repeat(87) },
};

const threadOf = (life: Life): Thread => ({
  applicationId: ID,
  number: '2026-0000044',
  kind: life.appeal ? 'information' : 'complaint',
  subject: 'Sokağımızda su akmıyor',
  description: 'Üç gündür sokağımızda su akmıyor.',
  writtenAt: at(10),
  receivedAt: at(10),
  dueOn: life.dueOn,
  state: life.canRate ? 'answered' : 'assigned',
  holder: TOWN,
  events: [],
  replies: life.canRate ? [{ id: REPLY_ID, at: at(18), institution: TOWN, text: 'Boru onarıldı.' }] : [],
  life,
});

async function openThread({ page, origin }: Visit, life: Life): Promise<void> {
  await leave({ page, origin });
  await putThread(page, {
    applicationId: ID,
    trackingKey: 'k'.repeat(43),
    unreadReplyIds: [],
    refreshedAt: Date.parse(at(20)),
    thread: threadOf(life),
  });
  await arrive({ page, origin }, `/basvurularim/${ID}/`);
  await page.locator('.life-now').waitFor();
}

const button = ({ page, t }: Visit, key: MessageKey) =>
  page.getByRole('button', { name: t(key), exact: true });

function surface(
  state: string,
  life: Life,
  then: (at: Visit) => Promise<void> = () => Promise.resolve(),
): Surface {
  return {
    app: 'citizen',
    page: 'application',
    state: `life: ${state}`,
    world: 'applications',
    open: async (at) => {
      await openThread(at, life);
      await then(at);
    },
  };
}

const answerTheQuestion = async (at: Visit): Promise<void> => {
  await button(at, 'life.information.open').click();
  await at.page.getByRole('textbox', { name: at.t('life.information.field') }).waitFor();
};

const withdraw = async (at: Visit): Promise<void> => {
  await button(at, 'life.withdrawal.open').click();
  await button(at, 'life.withdrawal.send').click();
  await at.page.getByRole('dialog').waitFor();
};

export const LIFE: readonly Surface[] = [
  surface('a question, an extension and much that happened', asked),
  {
    ...surface('the question is answered with nothing', asked, async (at) => {
      await answerTheQuestion(at);
      await button(at, 'life.information.send').click();
      await untilErrors(at);
    }),
    hasErrors: true,
  },
  surface('a cost waits to be paid', costWaits),
  surface('the answer to the question waits', asked, async (at) => {
    await answerTheQuestion(at);
    await at.page.getByRole('textbox', { name: at.t('life.information.field') }).fill('Sabahları.');
    await button(at, 'life.information.send').click();
    await at.page.getByText(at.t('life.act.waiting')).first().waitFor();
  }),
  {
    ...surface('asks before it is withdrawn', asked, withdraw),
    opener: (at) => button(at, 'life.withdrawal.send'),
  },
  surface('answered, being rated', answered, async (at) => {
    await button(at, 'life.rating.open').click();
    await at.page.getByRole('radio').first().waitFor();
  }),
  surface('answered, with the petition', answered, async (at) => {
    await button(at, 'life.appeal.open').click();
    await at.page.locator('.petition').first().waitFor();
  }),
  {
    ...surface('asks before it is erased', closed, async (at) => {
      await button(at, 'life.erasure.open').click();
      await button(at, 'life.erasure.send').click();
      await at.page.getByRole('dialog').waitFor();
    }),
    opener: (at) => button(at, 'life.erasure.send'),
  },
  surface('erasure was refused once and is asked for again', erasureAsked),
  surface('erased', erased),
  surface('not examined', notExamined),
  surface('overdue', overdue),
  surface('ways of being told that there is news', told, async (at) => {
    await at.page.getByRole('checkbox', { name: at.t('life.notice.emailLabel'), exact: true }).waitFor();
  }),
  surface('a way of being told is chosen, and the choice waits', told, async (at) => {
    const sms = at.page.getByRole('checkbox', { name: at.t('life.notice.smsLabel'), exact: true });
    if (!(await sms.isChecked())) await sms.press('Space');
    await at.page.getByText(at.t('life.act.waiting')).waitFor();
  }),
];
