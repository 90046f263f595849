// An officer's desk: groups of applications that are like each other, many at once, saved views, who else is in a case, handing over,
// the directory's files. What the server says is laid over where it would be another thing each run.

import type { Likeness, SavedView } from '../../../src/domain/desk-wire.ts';
import type { ImportReport } from '../../../src/domain/directory-wire.ts';
import type { StaffAccount } from '../../../src/domain/wire-access.ts';
import type { Surface, Visit } from './surface.ts';
import { goTo, untilErrors } from './ways.ts';

const GROUP = '01900000-0000-7000-8000-000000000090';
const LIKENESS: Likeness = {
  id: GROUP,
  subject: 'Mahallemizde su kesintisi',
  province: 'Ankara',
  topic: 'Su kesintisi',
  open: 431,
  sinceYesterday: 412,
  firstAt: '2026-11-22T06:12:00.000Z',
  dueOn: '2026-12-22',
};
const VIEWS: SavedView[] = [
  { id: GROUP, name: 'Sabah listesi', address: '#/basvurular?liste=itirazlar' },
  { id: GROUP.replace('90', '91'), name: 'Geciken su', address: '#/basvurular?liste=suresi-gecen&ara=su' },
];
const LEAVING: StaffAccount = {
  id: '01900000-0000-7000-8000-000000000092',
  name: 'Umut Deneme',
  role: 'officer',
  institutionId: 'ornek-belediyesi',
  institution: 'Örnek Belediyesi',
  unitId: 'ornek-fen',
  unit: 'Fen İşleri',
  isDisabled: false,
  isMe: false,
  passkeys: 1,
  isProvided: false,
  lastUsedAt: '2026-11-20T09:00:00.000Z',
  openCases: 3,
  deskCases: 3,
};
const FAULTY: ImportReport = {
  isWritten: false,
  added: 12,
  changed: 1,
  unchanged: 388,
  faults: [
    {
      line: 7,
      code: 'provinceUnknown',
      params: { value: '99' },
      text: '“99” bir il adı veya plaka kodu değil.',
    },
    {
      line: 12,
      code: 'referenceUnknown',
      params: { column: 'institution', value: 'yok' },
      text: '“institution” sütunundaki “yok” bulunamadı.',
    },
  ],
  faultCount: 2,
};

async function lay({ page }: Visit, answers: Readonly<Record<string, object>>): Promise<void> {
  await page.unrouteAll({ behavior: 'ignoreErrors' });
  for (const [url, json] of Object.entries(answers))
    await page.route(url, (route) => route.fulfill({ json }));
}

async function asAdministrator(at: Visit): Promise<void> {
  await at.page.route('**/api/staff/session', async (route) => {
    const answer = await route.fetch({ maxRetries: 2 });
    await route.fulfill({ response: answer, json: { ...(await answer.json()), role: 'administrator' } });
  });
}

async function openDirectory(at: Visit): Promise<void> {
  await lay(at, { '**/api/staff/directory/**': FAULTY });
  await asAdministrator(at);
  await goTo(at, '/staff.html#/rehber');
}

async function openLeaving(at: Visit): Promise<void> {
  const staying = { ...LEAVING, id: GROUP, name: 'Defne Deneme', deskCases: 0 };
  await lay(at, {
    '**/api/staff/accounts': {
      accounts: [LEAVING, staying],
      institutions: [{ id: 'ornek-belediyesi', name: 'Örnek Belediyesi' }],
      units: [{ id: 'ornek-fen', name: 'Fen İşleri', institutionId: 'ornek-belediyesi' }],
    },
  });
  await asAdministrator(at);
  await goTo(at, `/staff.html#/hesaplar/${LEAVING.id}`);
}

async function openSeveral(at: Visit): Promise<void> {
  await lay(at, {});
  await goTo(at, '/staff.html#/basvurular');
  await at.page.getByRole('checkbox').first().press('Space');
  await at.page.getByRole('button', { name: at.t('staff.bulk.open') }).click();
}

function surface(page: string, state: string, rest: Pick<Surface, 'open'> & Partial<Surface>): Surface {
  return { app: 'console', page, state, world: 'officer', ...rest };
}

export const CONSOLE_DESK: readonly Surface[] = [
  surface('alike', 'groups', {
    open: async (at) => {
      const more = { ...LIKENESS, id: GROUP.replace('90', '93'), subject: 'Çöpler alınmadı', province: null };
      await lay(at, { '**/api/staff/likenesses': { likenesses: [LIKENESS, { ...more, topic: null }] } });
      await goTo(at, '/staff.html#/benzerler');
    },
  }),
  surface('alike', 'none', {
    open: async (at) => {
      await lay(at, { '**/api/staff/likenesses': { likenesses: [] } });
      await goTo(at, '/staff.html#/benzerler');
    },
  }),
  surface('alike', 'one answer to nobody', {
    hasErrors: true,
    open: async (at) => {
      await lay(at, {});
      // As the group of whatever is open here.
      await at.page.route('**/api/staff/cases?*', (route) =>
        route.continue({
          url: route
            .request()
            .url()
            .replace(/[?&]likeness=[^&]*/, ''),
        }),
      );
      await goTo(at, `/staff.html#/basvurular?grup=${GROUP}`);
      await at.page.getByRole('button', { name: at.t('staff.alike.answer') }).click();
      await untilErrors(at);
    },
  }),
  surface('list', 'one is chosen, to be given away', { open: openSeveral }),
  surface('list', 'giving away to no institution', {
    hasErrors: true,
    open: async (at) => {
      await openSeveral(at);
      await at.page.getByRole('radio', { name: at.t('staff.bulk.transfer') }).press('Space');
      await at.page.getByRole('button', { name: at.t('staff.bulk.do') }).click();
      await untilErrors(at);
    },
  }),
  surface('views', 'two of them', {
    open: async (at) => {
      await lay(at, { '**/api/staff/views': { views: VIEWS } });
      await goTo(at, '/staff.html#/gorunumler');
    },
  }),
  surface('case', 'somebody else is in it, and it is one of many', {
    open: async (at) => {
      const id = at.stage.scene.office.openIds[0];
      await lay(at, {
        '**/presence': { others: [{ id: GROUP, name: 'Ayşe Yılmaz' }], changes: 1 },
      });
      await at.page.route(`**/api/staff/cases/${id}`, async (route) => {
        const answer = await route.fetch({ maxRetries: 2 });
        const likeness = { id: GROUP, open: 431, sinceYesterday: 412 };
        await route.fulfill({ response: answer, json: { ...(await answer.json()), likeness } });
      });
      await goTo(at, `/staff.html#/basvurular/${id}`);
      await at.page
        .getByText(/Ayşe Yılmaz/)
        .first()
        .waitFor();
    },
  }),
  surface('case', 'being laid on a desk', {
    open: async (at) => {
      await lay(at, {
        '**/places': {
          units: [{ id: 'ornek-fen', name: 'Fen İşleri' }],
          colleagues: [{ id: GROUP, name: 'Ayşe Yılmaz', unitId: null, isMe: false }],
        },
      });
      // The centre's own cases are assigned to it by a job.
      await goTo(at, `/staff.html#/basvurular/${at.stage.scene.office.openIds[0]}`);
      await at.page.locator('#action-place').click();
      await at.page.getByRole('option', { name: 'Ayşe Yılmaz' }).first().waitFor({ state: 'attached' });
    },
  }),
  surface('accounts', 'somebody leaves and hands over', { open: openLeaving }),
  surface('directory', 'as it is', { open: openDirectory }),
  surface('directory', 'a file with faults', {
    open: async (at) => {
      await openDirectory(at);
      await at.page
        .locator('input[type=file]')
        .setInputFiles({ name: 'birimler.csv', mimeType: 'text/csv', buffer: Buffer.from('id\n') });
      await at.page.getByRole('button', { name: at.t('staff.directory.try') }).click();
      await at.page.getByText(FAULTY.faults[0]?.text ?? '').waitFor();
    },
  }),
];
