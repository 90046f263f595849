// The figures in the console. What the server says is laid over, so that no other test's case is counted in the picture.

import type { StaffFigures } from '../../../src/domain/figures-wire.ts';
import type { Surface, Visit } from './surface.ts';
import { goTo, untilErrors } from './ways.ts';

const COUNTS = { received: 1_204, withdrawn: 4, answered: 1_100, inTime: 990, medianDays: 11.5 };
const FEW = { received: 140, withdrawn: 20, answered: 60, inTime: 50, medianDays: 9 };
const FIGURES: StaffFigures = {
  from: '2026-04',
  to: '2026-09',
  thisMonth: '2026-11',
  institution: null,
  countedAt: '2026-11-20T09:00:00.000Z',
  total: COUNTS,
  months: ['2026-04', '2026-05', '2026-06', '2026-07', '2026-08', '2026-09'].map((value, index) => ({
    ...FEW,
    value,
    received: 140 + index * 20,
  })),
  kinds: [
    { value: 'complaint', ...COUNTS },
    { value: 'thanks', ...FEW },
  ],
  provinces: [
    { value: '06', ...COUNTS },
    { value: '', ...FEW, answered: 0, inTime: 0, medianDays: null },
  ],
  institutions: [{ value: 'ornek-belediyesi', name: 'Örnek Belediyesi', ...COUNTS }],
  languages: [{ value: 'tr', ...COUNTS }],
  preferences: {
    quarters: 2,
    rows: [
      { value: 'text', ...COUNTS, quarters: 2 },
      { value: 'audio', ...FEW, inTime: null, quarters: 1 },
      { value: 'sign-language', received: null, answered: null, inTime: null, medianDays: null, quarters: 0 },
    ],
  },
};

async function openFigures(at: Visit, change: Partial<StaffFigures> = {}): Promise<void> {
  const { page } = at;
  await page.unrouteAll({ behavior: 'ignoreErrors' });
  await page.route('**/api/staff/figures*', (route) => route.fulfill({ json: { ...FIGURES, ...change } }));
  await page.route('**/api/staff/session', async (route) => {
    const answer = await route.fetch({ maxRetries: 2 });
    await route.fulfill({ response: answer, json: { ...(await answer.json()), role: 'coordinator' } });
  });
  await goTo(at, '/staff.html#/rakamlar?ilk=2026-04&son=2026-09');
}

function surface(state: string, rest: Pick<Surface, 'open'> & Partial<Surface>): Surface {
  return { app: 'console', page: 'figures', state, world: 'officer', ...rest };
}

export const CONSOLE_FIGURES: readonly Surface[] = [
  surface('of all', { open: (at) => openFigures(at) }),
  surface('not counted yet', {
    open: (at) =>
      openFigures(at, {
        countedAt: null,
        total: { received: 0, withdrawn: 0, answered: 0, inTime: 0, medianDays: null },
      }),
  }),
  surface('a period that is none', {
    hasErrors: true,
    open: async (at) => {
      await openFigures(at);
      await at.page.getByLabel(at.t('staff.figures.to')).selectOption('2026-01');
      await at.page.getByRole('button', { name: at.t('staff.figures.show') }).click();
      await untilErrors(at);
    },
  }),
];
