// The figures: the choice of months, the sum, and one table for each of what is counted by. The centre goes from an
// institution's row to the figures of that one.

import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { Figures } from '../../../domain/figures.ts';
import { FIGURES_MONTHS_MAX, type StaffFigures } from '../../../domain/figures-wire.ts';
import { PROVINCES } from '../../../domain/places.ts';
import { formatInstant, formatMonth } from '../../../i18n/format.ts';
import { isLocale, LOCALE_NAMES } from '../../../i18n/locale.ts';
import { ErrorSummary } from '../../../ui/error-summary/error-summary.tsx';
import { Link } from '../../../ui/link/link.tsx';
import { Notice } from '../../../ui/notice/notice.tsx';
import { PageHeading } from '../../../ui/page-heading/page-heading.tsx';
import { type FiguresRoute, figuresAddress, figuresFile } from '../../figures/figures-address.ts';
import { figuresHeading } from '../../figures/figures-heading.ts';
import { useTexts } from '../../shell/texts.tsx';
import { useErrorTitle } from '../../shell/use-error-title.ts';
import { MonthChart } from './bars.tsx';
import { type FiguresLine, FiguresTable } from './figures-table.tsx';
import { FROM_ID, PeriodForm } from './period-form.tsx';

export interface FiguresPageProps {
  route: FiguresRoute;
  figures: StaffFigures;
  /** An address of the console. */
  onOpen: (address: string) => void;
}

export function FiguresPage({ route, figures, onOpen }: FiguresPageProps) {
  const { t, tag } = useTexts();
  const { from, to, countedAt } = figures;
  const { institution } = route;
  const [wrongPresses, setWrongPresses] = useState(0);
  const error = wrongPresses > 0 ? t('staff.figures.periodWrong', { max: FIGURES_MONTHS_MAX }) : undefined;
  useErrorTitle(error !== undefined);
  const chosen = { from, to, ...(institution === undefined ? {} : { institution }) };
  return (
    <div class="stack cases">
      {error ? (
        <ErrorSummary
          key={wrongPresses}
          title={t('staff.me.errorTitle')}
          errors={[{ fieldId: FROM_ID, text: error }]}
        />
      ) : null}
      <PageHeading>{figuresHeading(figures, t)}</PageHeading>
      <p>
        {t('staff.figures.intro')}{' '}
        {countedAt === null ? null : t('staff.figures.countedAt', { time: formatInstant(tag, countedAt) })}
      </p>
      {countedAt === null ? <Notice kind="info">{t('staff.figures.notCounted')}</Notice> : null}
      <PeriodForm
        from={from}
        to={to}
        thisMonth={figures.thisMonth}
        error={error}
        onWrong={() => setWrongPresses((before) => before + 1)}
        onChoose={(first, last) => onOpen(figuresAddress({ ...chosen, from: first, to: last }))}
      />
      {institution === undefined ? null : (
        <p>
          <Link href={figuresAddress({ from, to })} kind="standalone">
            {t('staff.figures.all')}
          </Link>
        </p>
      )}
      {figures.total.received === 0 ? (
        <p>{t('staff.figures.empty')}</p>
      ) : (
        <Sections figures={figures} file={figuresFile(chosen)} />
      )}
    </div>
  );
}

function Sections({ figures, file }: { figures: StaffFigures; file: string }) {
  const { t, tag } = useTexts();
  const none = t('staff.figures.none');
  const { from, to } = figures;
  const institutionName = ({ value, name }: StaffFigures['institutions'][number]): ComponentChildren =>
    value === '' ? none : <a href={figuresAddress({ from, to, institution: value })}>{name}</a>;
  return (
    <>
      <p>
        <Link href={file} kind="standalone" download="">
          {t('staff.figures.download')}
        </Link>
      </p>
      <Section
        part={t('staff.figures.total')}
        lines={[
          { key: 'total', name: `${formatMonth(tag, from)} – ${formatMonth(tag, to)}`, ...figures.total },
        ]}
      />
      <Section
        part={t('staff.figures.month')}
        lines={toLines(figures.months, ({ value }) => formatMonth(tag, value))}
        picture={<Months figures={figures} />}
      />
      <Section
        part={t('staff.figures.kind')}
        lines={toLines(figures.kinds, ({ value }) => t(`kind.${value}`))}
      />
      <Section
        part={t('staff.figures.province')}
        lines={toLines(figures.provinces, ({ value }) => provinceOf(value) ?? none)}
      />
      {figures.institutions.length > 0 ? (
        <Section
          part={t('staff.figures.institution')}
          lines={toLines(figures.institutions, institutionName)}
        />
      ) : null}
      <Section
        part={t('staff.figures.language')}
        lines={toLines(figures.languages, ({ value }) => (isLocale(value) ? LOCALE_NAMES[value] : value))}
      />
      <Preferences preferences={figures.preferences} />
    </>
  );
}

interface SectionProps {
  part: string;
  lines: readonly FiguresLine[];
  picture?: ComponentChildren;
}

function Section({ part, lines, picture }: SectionProps) {
  return (
    <section class="stack">
      <h2>{part}</h2>
      {picture}
      <FiguresTable part={part} lines={lines} />
    </section>
  );
}

function Months({ figures: { months } }: { figures: StaffFigures }) {
  const { t, tag } = useTexts();
  const most = months.reduce((best, one) => (one.received > best.received ? one : best));
  const words = { month: formatMonth(tag, most.value), received: most.received, answered: most.answered };
  return (
    <figure>
      <MonthChart
        months={months}
        name={t('staff.figures.chart')}
        description={t('staff.figures.chartText', words)}
      />
      <figcaption>
        <span class="figures-ends" aria-hidden="true">
          <span>{formatMonth(tag, months[0]?.value ?? '')}</span>
          <span>{formatMonth(tag, months.at(-1)?.value ?? '')}</span>
        </span>
        {t('staff.figures.legend')}
      </figcaption>
    </figure>
  );
}

function Preferences({ preferences }: Pick<StaffFigures, 'preferences'>) {
  const { t } = useTexts();
  if (!preferences) return null;
  const all = preferences.quarters;
  const part = t('staff.figures.preference');
  return (
    <section class="stack">
      <h2>{part}</h2>
      <p class="measure">{t('staff.figures.hiddenWhy')}</p>
      {all === 0 ? (
        <p>{t('staff.figures.noQuarters')}</p>
      ) : (
        <FiguresTable
          part={part}
          moreLabel={t('staff.figures.quarters')}
          lines={preferences.rows.map(({ value, quarters, ...numbers }) => ({
            key: value,
            name: t(value === 'text' ? 'staff.figures.onlyText' : `format.${value}`),
            ...numbers,
            more: t('staff.figures.quartersOf', { shown: quarters, all }),
          }))}
        />
      )}
    </section>
  );
}

function toLines<Row extends Figures & { value: string }>(
  rows: readonly Row[],
  nameOf: (row: Row) => ComponentChildren,
): FiguresLine[] {
  return rows.map((row) => ({
    key: row.value,
    name: nameOf(row),
    received: row.received,
    withdrawn: row.withdrawn,
    answered: row.answered,
    inTime: row.inTime,
    medianDays: row.medianDays,
  }));
}

function provinceOf(plate: string): string | undefined {
  return PROVINCES.find((one) => one.plate === plate)?.province;
}
