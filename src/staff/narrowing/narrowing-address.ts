// What a list of cases is narrowed to, as it stands in the list's address:
//
//   masa=benim · masa=birimim     on the officer's own desk, with their unit
//   birim=<unit id>               with a unit
//   grup=<group id>               of applications that are like each other
//   tur=sikayet                   of a kind
//   konu=<topic id> · konu=-      about a topic of the directory, about none that it knows
//   il=06 · il=-                  in a province, in none
//   kurum=<institution id>        held by an institution; the centre sees several

import { APPLICATION_KINDS, type ApplicationKind } from '../../domain/kinds.ts';
import { PROVINCES } from '../../domain/places.ts';
import { isUuidv7 } from '../../domain/uuid.ts';
import { NOT_GIVEN, STAFF_DESKS } from '../../domain/wire-staff.ts';
import type { ListFilter } from '../api.ts';

export type Narrowing = Omit<ListFilter, 'query'>;

const DESK_NAMES = { me: 'benim', unit: 'birimim' } as const;
const KIND_NAMES: Readonly<Record<ApplicationKind, string>> = {
  request: 'istek',
  complaint: 'sikayet',
  'tip-off': 'ihbar',
  opinion: 'gorus',
  information: 'bilgi',
  thanks: 'tesekkur',
  disaster: 'afet',
};
const DIRECTORY_ID = /^[a-z0-9-]{1,80}$/;

/** What makes no sense narrows nothing. */
export function parseNarrowing(query: URLSearchParams): Narrowing {
  const desk = STAFF_DESKS.find((one) => DESK_NAMES[one] === query.get('masa'));
  const kind = APPLICATION_KINDS.find((one) => KIND_NAMES[one] === query.get('tur'));
  const [unit, topic, institution] = ['birim', 'konu', 'kurum'].map((name) => query.get(name) ?? '');
  const likeness = query.get('grup') ?? '';
  const province = query.get('il');
  const isProvince = province === NOT_GIVEN || PROVINCES.some(({ plate }) => plate === province);
  return {
    ...(desk && { desk }),
    ...(isDirectoryId(unit) && { unit }),
    ...(isUuidv7(likeness) && { likeness }),
    ...(kind && { kind }),
    ...(isDirectoryId(topic) && { topic }),
    ...(province !== null && isProvince && { province }),
    ...(isDirectoryId(institution) && { institution }),
  };
}

function isDirectoryId(text: string | undefined): text is string {
  return text !== undefined && DIRECTORY_ID.test(text);
}

/** Into the query of a list's address. */
export function writeNarrowing(narrowing: Narrowing, query: URLSearchParams): void {
  const { desk, unit, likeness, kind, topic, province, institution } = narrowing;
  const values = {
    masa: desk && DESK_NAMES[desk],
    birim: unit,
    grup: likeness,
    tur: kind && KIND_NAMES[kind],
    konu: topic,
    il: province,
    kurum: institution,
  };
  for (const [name, value] of Object.entries(values)) if (value !== undefined) query.set(name, value);
}
