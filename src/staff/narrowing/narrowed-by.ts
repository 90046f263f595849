// What of the cases themselves narrows a list, in words: their kind, topic, province and institution. Whose desk they lie on is
// another question, with links of its own.

import { PROVINCES } from '../../domain/places.ts';
import { NOT_GIVEN, type StaffCases } from '../../domain/wire-staff.ts';
import type { Translate } from '../../i18n/translate.ts';
import type { ListFilter } from '../api.ts';

export const FACETS = ['kind', 'topic', 'province', 'institution'] as const;
export type Facet = (typeof FACETS)[number];

export interface NarrowedBy {
  facet: Facet;
  value: string;
  words: string;
}

/** @param names what the list's answer calls the topic and the institution; without one its id has to do */
export function narrowedBy(filter: ListFilter, names: StaffCases['names'], t: Translate): NarrowedBy[] {
  return FACETS.flatMap((facet) => {
    const value = filter[facet];
    return value === undefined ? [] : [{ facet, value, words: wordsOf(facet, value, names, t) }];
  });
}

function wordsOf(facet: Facet, value: string, names: StaffCases['names'], t: Translate): string {
  switch (facet) {
    case 'kind':
      return t(`kind.${value as NonNullable<ListFilter['kind']>}`);
    case 'topic':
      return value === NOT_GIVEN ? t('staff.narrow.noTopic') : (names?.topic ?? value);
    case 'province':
      return value === NOT_GIVEN
        ? t('staff.narrow.noProvince')
        : (PROVINCES.find(({ plate }) => plate === value)?.province ?? value);
    case 'institution':
      return names?.institution ?? value;
  }
}

/** The same list without what narrows it so. */
export function without<Filter extends ListFilter>(filter: Filter, facets: readonly Facet[]): Filter {
  const rest = { ...filter };
  for (const facet of facets) delete rest[facet];
  return rest;
}
