// Lists that are narrowed, with how many stand behind each link, and what an auditor reads. What the server says is laid over where it
// would be another thing each run.

import type { IdentityRead, IdentityReads } from '../../../src/domain/audit-wire.ts';
import type { CaseTopic } from '../../../src/domain/desk-wire.ts';
import type { CaseCounts, StaffCaseRow, StaffCases } from '../../../src/domain/wire-staff.ts';
import type { Surface, Visit } from './surface.ts';
import { goTo, untilErrors } from './ways.ts';

const COUNTS: CaseCounts = {
  lists: { open: 25, pool: 3, 'due-soon': 12, overdue: 1_001, approval: 0, objections: 4, erasures: 0 },
  desks: { all: 25, me: 0 },
};
const TOPICS: CaseTopic[] = [
  { id: 'su-kesintisi', name: 'Su kesintisi', keywords: ['su akmıyor'] },
  { id: 'sulama', name: 'Sulama', keywords: [] },
];
const ID = '01900000-0000-7000-8000-000000000094';
const READ: IdentityRead = {
  id: '41',
  at: '2026-11-20T09:00:00.000Z',
  reader: { name: 'Ayşe Yılmaz', role: 'unit-head', institution: 'Örnek Belediyesi' },
  applicationId: ID,
  number: '2026-0000123',
  right: 'holder',
};
const READS: IdentityReads = {
  reads: [
    READ,
    {
      ...READ,
      id: '40',
      reader: { name: 'Umut Deneme', role: 'coordinator', institution: null },
      right: 'centre',
    },
    { ...READ, id: '39', reader: null, number: '2026-0000098', right: 'unclear' },
  ],
  next: '39',
};

const DUE: StaffCaseRow = {
  applicationId: ID,
  number: '2026-0000123',
  kind: 'information',
  subject: 'İçme suyu ölçümleri',
  receivedAt: '2026-10-20T09:00:00.000Z',
  dueOn: '2026-11-10',
  state: 'assigned',
  caseState: 'assigned',
  alert: 'overdue',
  holder: 'Örnek Belediyesi',
  isInPool: false,
  unit: 'Fen İşleri',
  colleague: 'Umut Deneme',
  formats: ['text'],
};
/** All due by now: their days are counted from today, and stay days that went by. */
const REMINDED: StaffCases = {
  cases: [
    DUE,
    {
      ...DUE,
      applicationId: ID.replace('94', '95'),
      number: '2026-0000124',
      subject: 'Kaldırımdaki direk',
      kind: 'complaint',
      dueOn: '2026-11-20',
      alert: 'due-soon',
      news: 'draft-returned',
      colleague: null,
    },
    {
      ...DUE,
      applicationId: ID.replace('94', '96'),
      number: '2026-0000125',
      subject: 'Park aydınlatması',
      kind: 'request',
      dueOn: '2026-11-26',
      alert: 'due-soon',
      caseState: 'objected',
      formats: ['sign-language'],
    },
  ],
  total: 3,
  next: null,
};

async function openReminded(at: Visit): Promise<void> {
  const lists = { ...COUNTS.lists, reminders: 3 };
  await lay(at, {
    '**/api/staff/case-counts?*': { ...COUNTS, lists },
    '**/api/staff/cases?*': REMINDED,
  });
  await goTo(at, '/staff.html#/basvurular?liste=hatirlatmalar');
  await at.page.getByText('Park aydınlatması', { exact: true }).waitFor();
}

async function lay({ page }: Visit, answers: Readonly<Record<string, object>>): Promise<void> {
  await page.unrouteAll({ behavior: 'ignoreErrors' });
  for (const [url, json] of Object.entries(answers))
    await page.route(url, (route) => route.fulfill({ json }));
}

async function openNarrowed(at: Visit, query: string): Promise<void> {
  await lay(at, { '**/api/staff/case-counts?*': COUNTS, '**/api/staff/topics': { topics: TOPICS } });
  await goTo(at, `/staff.html#/basvurular${query}`);
  await at.page.locator('.cases-count').waitFor();
}

async function narrowFurther(at: Visit): Promise<void> {
  await at.page.getByText(at.t('staff.narrow.summary')).click();
  await at.page.locator('#narrow-topic').waitFor();
}

async function openReads(at: Visit, list: IdentityReads, query = ''): Promise<void> {
  await lay(at, { '**/api/staff/audit/**': list });
  await at.page.route('**/api/staff/session', async (route) => {
    const answer = await route.fetch({ maxRetries: 2 });
    await route.fulfill({ response: answer, json: { ...(await answer.json()), role: 'auditor' } });
  });
  await goTo(at, `/staff.html#/kimlik-okumalari${query}`);
}

function surface(page: string, state: string, rest: Pick<Surface, 'open'> & Partial<Surface>): Surface {
  return { app: 'console', page, state, world: 'officer', ...rest };
}

export const CONSOLE_LISTS: readonly Surface[] = [
  surface('list', 'of what the clock has reminded', { open: openReminded }),
  surface('list', 'narrowed, and to be narrowed further', {
    open: async (at) => {
      await openNarrowed(at, '?tur=bilgi&konu=-');
      await narrowFurther(at);
    },
  }),
  surface('list', 'narrowed to nothing', { open: (at) => openNarrowed(at, '?tur=afet&il=81') }),
  surface('list', 'narrowed to a topic that is none', {
    hasErrors: true,
    open: async (at) => {
      await openNarrowed(at, '?il=-');
      await narrowFurther(at);
      await at.page.locator('#narrow-topic').fill('zürafa');
      await at.page
        .locator('.narrow-form')
        .getByRole('button', { name: at.t('staff.place.show') })
        .click();
      await untilErrors(at);
    },
  }),
  surface('reads', 'who has read whose identity', { open: (at) => openReads(at, READS) }),
  surface('reads', 'nobody of one application', {
    open: (at) => openReads(at, { reads: [], next: null }, '?no=2026-0000123'),
  }),
  surface('reads', 'of a number that is none', {
    hasErrors: true,
    open: async (at) => {
      await openReads(at, READS);
      await at.page.locator('#reads-number').fill('su');
      await at.page.getByRole('button', { name: at.t('staff.place.show') }).click();
      await untilErrors(at);
    },
  }),
];
