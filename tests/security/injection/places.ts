// Where of both apps which of a citizen's fields stand, by page and by what is on it. A page of either app without a row fails the
// build or the test; a field that is seen where its row does not say so fails the walk, as does one that is not seen where it does.

import type { Route } from '../../../src/staff/shell/routes.ts';
import type { Field } from './fields.ts';

/** By what is on the page. */
type States = Readonly<Record<string, readonly Field[]>>;
const NOTHING: States = { whole: [] };

const APPLICATION = [
  'addressee.name',
  'placeDetail',
  'subject',
  'description',
  'fullName',
  'addressText',
  'email',
] as const satisfies readonly Field[];
const ACTS = [
  'addition text',
  'information text',
  'rating reason',
  'objection text',
  'withdrawal reason',
  'erasure reason',
] as const satisfies readonly Field[];
const OF_ANSWERED = [
  'addition text',
  'information text',
  'rating reason',
  'objection text',
  'transcript-verdict corrected text',
] as const satisfies readonly Field[];
const OF_WITHDRAWN = ['withdrawal reason', 'erasure reason'] as const satisfies readonly Field[];

/** By the pattern of the address (src/citizen/shell/routes.ts). */
export const CITIZEN_PLACES = {
  '/': NOTHING,
  '/basvuru/': { 'with drafts': ['subject'] },
  '/basvuru/:draftId/:step/': {
    kurum: ['addressee.name'],
    yer: ['placeDetail'],
    konu: ['subject', 'description', 'file name'],
    kimlik: ['fullName'],
    iletisim: ['addressText', 'email'],
    ozet: [...APPLICATION, 'file name'],
    gonder: [],
  },
  '/basvurularim/': { 'with drafts, waiting and received': ['subject'] },
  '/basvurularim/:id/': {
    'answered, opened by the code': ['subject', 'description', ...OF_ANSWERED],
    'withdrawn, opened by the code': ['subject', 'description', ...OF_WITHDRAWN],
    'answered, written here, its petition open': [
      'subject',
      'description',
      'fullName',
      'addressText',
      ...OF_ANSWERED,
    ],
    waiting: ['subject', 'description'],
    'acts being written': ['subject', 'description', ...ACTS],
    'acts refused': ['subject', 'description', ...ACTS],
  },
  '/takip/': NOTHING,
  '/ayarlar/': NOTHING,
  '/gizli/': NOTHING,
  '/kurye/': { 'those that wait': ['subject'], 'giving one': ['subject'] },
  '/karsilama/': NOTHING,
  '/aydinlatma/': NOTHING,
  '/erisilebilirlik/': NOTHING,
  '/yardim/': NOTHING,
  '/*': NOTHING,
} as const satisfies Readonly<Record<string, States>>;

/** Files that the citizen keeps, and whoever gets them opens outside of the app. */
const FILE_PLACES = {
  'all that is held': { 'of an application that was written here': [...APPLICATION, ...OF_ANSWERED] },
} as const satisfies Readonly<Record<string, States>>;

/** By the name of the page (src/staff/shell/routes.ts). */
const CONSOLE_PLACES = {
  cases: { list: ['subject'], 'a search': ['subject'] },
  case: {
    answered: [...APPLICATION, ...OF_ANSWERED],
    withdrawn: [...APPLICATION, ...OF_WITHDRAWN],
  },
  desk: { list: ['subject'] },
  transcription: { editor: ['subject'] },
  likenesses: { list: ['subject'] },
  figures: NOTHING,
  'identity-reads': NOTHING,
  clips: NOTHING,
  clip: NOTHING,
  account: NOTHING,
  'first-passkey': NOTHING,
  accounts: NOTHING,
  invite: NOTHING,
  'edit-account': NOTHING,
  views: NOTHING,
  directory: NOTHING,
  rows: NOTHING,
  row: NOTHING,
  holidays: NOTHING,
  'holiday-year': NOTHING,
  unknown: NOTHING,
} as const satisfies Readonly<Record<Route['page'], States>>;

/** Every place by its name, with what it shows. */
export const PLACES: ReadonlyMap<string, readonly Field[]> = new Map(
  Object.entries({ citizen: CITIZEN_PLACES, file: FILE_PLACES, console: CONSOLE_PLACES }).flatMap(
    ([app, pages]) =>
      Object.entries(pages as Record<string, States>).flatMap(([page, states]) =>
        Object.entries(states).map(([state, fields]) => [`${app} ${page}: ${state}`, fields] as const),
      ),
  ),
);
