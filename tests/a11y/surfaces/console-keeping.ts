// What an administrator keeps: a table of the directory row by row, the form of a template with a fault, and the holidays. What the server
// says is laid over, so that no other test's change is in the picture.

import {
  EXAMPLE_HOLIDAY_YEAR,
  EXAMPLE_KEPT_ROW,
  EXAMPLE_ROW_NAMES,
  EXAMPLE_ROWS,
} from '../../../server/http/directory-examples.ts';
import type { KeptRow } from '../../../src/domain/directory-keeping.ts';
import type { Surface, Visit } from './surface.ts';
import { goTo, untilErrors } from './ways.ts';

const UNITS = {
  rows: [
    ...EXAMPLE_ROWS.rows,
    ...EXAMPLE_ROWS.rows.map((row) => ({
      ...row,
      id: 'eski',
      values: { ...row.values, id: 'eski', name: 'Eski Birim', district: 'Çankaya', retired: 'yes' },
    })),
  ],
  total: 60,
};
const TEMPLATE: KeptRow = {
  ...EXAMPLE_KEPT_ROW,
  id: 'ekip-gonderildi',
  values: {
    id: 'ekip-gonderildi',
    institution: '',
    unit: '',
    topic: '',
    name: 'Ekip gönderildi',
    text: '# {konu}\n\nBildirdiğiniz yere bir ekip gönderdik.',
    retired: '',
  },
  changes: EXAMPLE_KEPT_ROW.changes.map((change) => ({ ...change, columns: ['text', 'name'] })),
};
const FAULTS = [
  { column: 'name', code: 'valueMissing', params: { column: 'name' }, text: '“Ad” boş olamaz.' },
];
const YEAR = { ...EXAMPLE_HOLIDAY_YEAR, days: EXAMPLE_HOLIDAY_YEAR.days.slice(0, 3) };
const MOVED = { faults: [], moved: { later: 412, earlier: 3 }, year: null };

async function open(at: Visit, place: string, put?: object): Promise<void> {
  const { page } = at;
  await page.unrouteAll({ behavior: 'ignoreErrors' });
  const lay = (url: string, json: object) =>
    page.route(url, (route) =>
      route.fulfill({ json: route.request().method() === 'PUT' && put ? put : json }),
    );
  await lay('**/api/staff/directory/*/rows?**', UNITS);
  await lay('**/api/staff/directory/*/rows/**', TEMPLATE);
  await lay('**/api/staff/directory/*/names', { names: EXAMPLE_ROW_NAMES });
  await lay('**/api/staff/holidays', { years: [YEAR], needed: [2026, 2027] });
  await lay('**/api/staff/holidays/*', { years: [YEAR], needed: [2026, 2027] });
  await page.route('**/api/staff/session', async (route) => {
    const answer = await route.fetch({ maxRetries: 2 });
    await route.fulfill({ response: answer, json: { ...(await answer.json()), role: 'administrator' } });
  });
  await goTo(at, `/staff.html#/${place}`);
}

const save = ({ page, t }: Visit) => page.getByRole('button', { name: t('staff.rows.save'), exact: true });

function surface(page: string, state: string, rest: Pick<Surface, 'open'> & Partial<Surface>): Surface {
  return { app: 'console', page, state, world: 'officer', ...rest };
}

export const CONSOLE_KEEPING: readonly Surface[] = [
  surface('directory rows', 'some out of use', { open: (at) => open(at, 'rehber/birimler') }),
  surface('directory row', 'a template with a fault', {
    hasErrors: true,
    open: async (at) => {
      await open(at, 'rehber/sablonlar/ekip-gonderildi', { faults: FAULTS, row: null });
      await save(at).click();
      await untilErrors(at);
    },
  }),
  surface('holidays', 'a year missing', { open: (at) => open(at, 'tatiller') }),
  surface('holiday year', 'as it is', { open: (at) => open(at, 'tatiller/2027', MOVED) }),
  surface('holiday year', 'deadlines would move', {
    open: async (at) => {
      await open(at, 'tatiller/2027', MOVED);
      await save(at).click();
      await at.page.getByRole('dialog').waitFor();
    },
    opener: save,
  }),
];
