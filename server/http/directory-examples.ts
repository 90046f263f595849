// The examples of the OpenAPI document that are about the directory (examples.ts has the others).

import type {
  HolidayInput,
  KeptHolidayYear,
  KeptRow,
  ListedRow,
  RowInput,
  RowNames,
} from '../../src/domain/directory-keeping.ts';
import type { ImportReport, WholeDirectory } from '../../src/domain/directory-wire.ts';
import type { CaseSuggestions } from '../../src/domain/suggestion-wire.ts';

export const EXAMPLE_WHOLE_DIRECTORY: WholeDirectory = {
  version: '7-3f2a9c',
  institutions: [['su-kanal-isleri-gm', 'Su ve Kanal İşleri Genel Müdürlüğü', 'su kesintisi|kanalizasyon']],
};

export const EXAMPLE_SUGGESTIONS: CaseSuggestions = {
  suggestions: [
    {
      institutionId: 'su-kanal-isleri-gm',
      institution: 'Su ve Kanal İşleri Genel Müdürlüğü',
      unitId: null,
      unit: null,
      reasons: [
        { kind: 'rule', topic: 'Su kesintisi' },
        { kind: 'similar', count: 5, of: 7 },
      ],
    },
  ],
};

export const EXAMPLE_IMPORT_REPORT: ImportReport = {
  isWritten: false,
  added: 12,
  changed: 0,
  unchanged: 388,
  faults: [
    {
      line: 7,
      code: 'provinceUnknown',
      params: { value: '99' },
      text: '“99” is not a province or plate code.',
    },
  ],
  faultCount: 1,
};

const UNIT = {
  id: 'su-kanal-isleri-gm-06',
  institution: 'su-kanal-isleri-gm',
  name: 'Ankara Su ve Kanal İl Birimi',
  parent: '',
  province: '06',
  district: '',
  working_hours: '08.30–12.30, 13.30–17.30, hafta sonu kapalı',
  retired: '',
};

const EXAMPLE_LISTED_ROW: ListedRow = {
  id: UNIT.id,
  values: UNIT,
  names: { institution: 'Su ve Kanal İşleri Genel Müdürlüğü' },
};
export const EXAMPLE_ROWS = { rows: [EXAMPLE_LISTED_ROW], total: 1 };

export const EXAMPLE_ROW_NAMES: RowNames = [
  { id: UNIT.id, name: UNIT.name, institution: UNIT.institution, isRetired: false },
];

export const EXAMPLE_KEPT_ROW: KeptRow = {
  id: UNIT.id,
  values: UNIT,
  version: '9f2c41d07be3a815',
  changes: [{ at: '2026-11-23T08:00:00.000Z', by: 'Ayşe Yılmaz', isNew: false, columns: ['working_hours'] }],
};

export const EXAMPLE_ROW_INPUT: RowInput = { values: UNIT, version: EXAMPLE_KEPT_ROW.version };

const FIXED = ['01-01', '04-23', '05-01', '05-19', '07-15', '08-30', '10-29'];
const FEASTS = ['03-09', '03-10', '03-11', '05-16', '05-17', '05-18'];
const DAYS = [...FIXED, ...FEASTS]
  .sort()
  .map((on) => ({ date: `2027-${on}`, name: 'Resmî tatil', isHalfDay: false }));

export const EXAMPLE_HOLIDAY_YEAR: KeptHolidayYear = {
  year: 2027,
  days: DAYS,
  version: 2,
  changed: { at: '2026-11-23T08:00:00.000Z', by: 'Ayşe Yılmaz' },
};

export const EXAMPLE_HOLIDAY_INPUT: HolidayInput = { days: DAYS, version: 1, isDryRun: true };
