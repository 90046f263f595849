// The examples of the OpenAPI document that are about the directory (examples.ts has the others).

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
  faults: [{ line: 7, code: 'provinceUnknown', text: '“99” is not a province or plate code.' }],
  faultCount: 1,
};
