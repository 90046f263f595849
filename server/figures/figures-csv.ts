// The figures as one CSV table, in the reader's language: what is counted, of what, and the five numbers. What is hidden is
// hidden here too (small-cells.ts).

import type { StaffFigures } from '../../src/domain/figures-wire.ts';
import { PROVINCES } from '../../src/domain/places.ts';
import { isLocale, LOCALE_NAMES } from '../../src/i18n/locale.ts';
import type { Translate } from '../../src/i18n/translate.ts';
import { type Cell, toCsv } from '../csv.ts';

type Numbers = Record<'received' | 'answered' | 'inTime' | 'medianDays', number | null> & {
  withdrawn?: number;
};

export function figuresCsv(figures: StaffFigures, t: Translate): string {
  const row = (part: string, name: string, numbers: Numbers): Cell[] => [
    part,
    name,
    ...[numbers.received, numbers.withdrawn, numbers.answered, numbers.inTime, numbers.medianDays].map(
      (number) => number ?? '',
    ),
  ];
  const whole = t('staff.figures.total');
  const header = [
    t('staff.figures.part'),
    t('staff.figures.value'),
    t('staff.figures.received'),
    t('staff.figures.withdrawn'),
    t('staff.figures.answered'),
    t('staff.figures.inTime'),
    t('staff.figures.medianDays'),
  ];
  const none = t('staff.figures.none');
  return toCsv([
    header,
    row(whole, `${figures.from} – ${figures.to}`, figures.total),
    ...figures.months.map((one) => row(t('staff.figures.month'), one.value, one)),
    ...figures.kinds.map((one) => row(t('staff.figures.kind'), t(`kind.${one.value}`), one)),
    ...figures.provinces.map((one) => row(t('staff.figures.province'), provinceOf(one.value) ?? none, one)),
    ...figures.institutions.map((one) => row(t('staff.figures.institution'), one.name || none, one)),
    ...figures.languages.map((one) =>
      row(t('staff.figures.language'), isLocale(one.value) ? LOCALE_NAMES[one.value] : one.value, one),
    ),
    ...(figures.preferences?.rows ?? []).map((one) =>
      row(
        t('staff.figures.preference'),
        t(one.value === 'text' ? 'staff.figures.onlyText' : `format.${one.value}`),
        one,
      ),
    ),
  ]);
}

function provinceOf(plate: string): string | undefined {
  return PROVINCES.find((one) => one.plate === plate)?.province;
}
