// The example of the OpenAPI document that is about figures (examples.ts has the others).

import type { StaffFigures } from '../../src/domain/figures-wire.ts';

const COUNTS = { received: 120, withdrawn: 4, answered: 96, inTime: 90, medianDays: 11 };

export const EXAMPLE_FIGURES: StaffFigures = {
  from: '2026-07',
  to: '2026-09',
  thisMonth: '2026-11',
  institution: null,
  countedAt: '2026-11-23T08:00:00.000Z',
  total: COUNTS,
  months: [{ value: '2026-07', ...COUNTS }],
  kinds: [{ value: 'complaint', ...COUNTS }],
  provinces: [{ value: '34', ...COUNTS }],
  institutions: [{ value: 'su-kanal-isleri-gm', name: 'Su ve Kanal İşleri Genel Müdürlüğü', ...COUNTS }],
  languages: [{ value: 'tr', ...COUNTS }],
  preferences: {
    quarters: 1,
    rows: [
      { value: 'text', received: 88, answered: 70, inTime: null, medianDays: 10, quarters: 1 },
      { value: 'sign-language', received: null, answered: null, inTime: null, medianDays: null, quarters: 0 },
    ],
  },
};
