// The holidays by year: which years are there, who changed them, and which are missing before the server needs them.

import type { HolidayYearsKept, KeptHolidayYear } from '../../../domain/directory-keeping.ts';
import { formatShortDate } from '../../../i18n/format.ts';
import { Link } from '../../../ui/link/link.tsx';
import { Notice } from '../../../ui/notice/notice.tsx';
import { PageHeading } from '../../../ui/page-heading/page-heading.tsx';
import { Table } from '../../../ui/table/table.tsx';
import { holidayYearAddress } from '../../directory/directory-address.ts';
import { DIRECTORY_ADDRESS } from '../../shell/routes.ts';
import { useTexts } from '../../shell/texts.tsx';
import { labelled } from '../list/labelled-cell.tsx';
import '../cases/cases.css';

export function HolidaysPage({ holidays: { years, needed } }: { holidays: HolidayYearsKept }) {
  const { t, tag } = useTexts();
  const known = years.map(({ year }) => year);
  const missing = needed.filter((year) => !known.includes(year));
  const next = Math.max(...known, ...needed) + (missing.length > 0 ? 0 : 1);
  const labels = [t('staff.holidays.year'), t('staff.holidays.days'), t('staff.holidays.changed')];
  const cells = ({ year, days, changed }: KeptHolidayYear) => [
    <a key="year" href={holidayYearAddress(year)}>
      {String(year)}
    </a>,
    t('staff.holidays.dayCount', {
      whole: days.filter(({ isHalfDay }) => !isHalfDay).length,
      half: days.filter(({ isHalfDay }) => isHalfDay).length,
    }),
    changed
      ? t('staff.holidays.changedBy', {
          date: formatShortDate(tag, changed.at),
          name: changed.by ?? t('staff.rows.operator'),
        })
      : t('staff.holidays.asShipped'),
  ];
  return (
    <div class="stack cases">
      <Link href={DIRECTORY_ADDRESS} kind="back">
        {t('staff.directory.heading')}
      </Link>
      <PageHeading>{t('staff.holidays.heading')}</PageHeading>
      <p class="measure">{t('staff.holidays.lead')}</p>
      {missing.length > 0 ? (
        <Notice kind="warning">{t('staff.holidays.missing', { years: missing.join(', ') })}</Notice>
      ) : null}
      <p>
        <Link href={holidayYearAddress(missing[0] ?? next)} kind="standalone">
          {t('staff.holidays.addYear', { year: String(missing[0] ?? next) })}
        </Link>
      </p>
      <div class="cases-table">
        <Table
          caption={t('staff.holidays.heading')}
          columns={labels.map((label) => ({ label }))}
          rows={years.toReversed().map((year) => ({
            key: String(year.year),
            cells: cells(year).map((cell, index) => labelled(labels[index], cell)),
          }))}
        />
      </div>
    </div>
  );
}
