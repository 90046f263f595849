// The readings as a table, or as blocks on a narrow screen, like the list of cases (cases-table.tsx).

import type { IdentityRead } from '../../../domain/audit-wire.ts';
import { formatInstant } from '../../../i18n/format.ts';
import { Table, type TableColumn, type TableRow } from '../../../ui/table/table.tsx';
import { caseAddress } from '../../shell/routes.ts';
import { useTexts } from '../../shell/texts.tsx';
import { labelled } from '../list/labelled-cell.tsx';

export function IdentityReadsTable({ reads }: { reads: readonly IdentityRead[] }) {
  const { t, tag } = useTexts();
  const labels = [
    t('staff.reads.at'),
    t('staff.reads.reader'),
    t('staff.reads.role'),
    t('staff.cases.holder'),
    t('staff.cases.number'),
    t('staff.reads.right'),
  ];
  const rows = reads.map(({ id, at, reader, applicationId, number, right }): TableRow => {
    const cells = [
      formatInstant(tag, at),
      reader ? (
        <bdi key="reader" lang="">
          {reader.name}
        </bdi>
      ) : (
        t('staff.reads.nobody')
      ),
      reader ? t(`staff.role.${reader.role}`) : '–',
      reader ? (reader.institution ?? t('staff.centre')) : '–',
      <a key="number" class="cases-number" href={caseAddress(applicationId)}>
        {number}
      </a>,
      t(`staff.reads.right.${right}`),
    ];
    return { key: id, cells: cells.map((cell, index) => labelled(labels[index], cell)) };
  });
  return (
    <div class="cases-table">
      <Table
        caption={t('staff.reads.caption')}
        columns={labels.map((label): TableColumn => ({ label }))}
        rows={rows}
      />
    </div>
  );
}
