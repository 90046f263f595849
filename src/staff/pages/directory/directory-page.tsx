// The directory: the ways to its tables row by row and to the holidays; and its tables as files, out and in. A file is tried first: what it would change and every fault by its line are shown, and only what
// was shown without a fault can be taken in.

import { useState } from 'preact/hooks';
import { keepsTable } from '../../../domain/directory-scope.ts';
import { TABLE_NAMES, type TableName } from '../../../domain/directory-tables.ts';
import type { ImportReport } from '../../../domain/directory-wire.ts';
import { mayAt } from '../../../domain/role.ts';
import type { StaffSession } from '../../../domain/wire-staff.ts';
import { fileFaultInWords } from '../../../i18n/directory-faults.ts';
import { Button } from '../../../ui/button/button.tsx';
import { FileField } from '../../../ui/file-field/file-field.tsx';
import { Link } from '../../../ui/link/link.tsx';
import { PageHeading } from '../../../ui/page-heading/page-heading.tsx';
import { Select } from '../../../ui/select/select.tsx';
import { StatusBanner } from '../../../ui/status-banner/status-banner.tsx';
import { Table } from '../../../ui/table/table.tsx';
import { HOLIDAYS_ADDRESS, rowsAddress } from '../../directory/directory-address.ts';
import { type DirectoryApi, exportAddress } from '../../directory/directory-api.ts';
import { faultsCsv, saveFile } from '../../directory/faults-file.ts';
import { useTexts } from '../../shell/texts.tsx';
import { useAct } from '../account/use-act.ts';

export interface DirectoryPageProps {
  directory: DirectoryApi;
  session: Pick<StaffSession, 'role' | 'institutionId'>;
  onSessionEnded: () => void;
}

const FILE_ID = 'directory-file';

export function DirectoryPage({ directory, session, onSessionEnded }: DirectoryPageProps) {
  const { t } = useTexts();
  const { act, isBusy, note } = useAct(onSessionEnded);
  const tables = TABLE_NAMES.filter((name) => keepsTable(session.institutionId, name));
  const [table, setTable] = useState<TableName>('institutions');
  const [file, setFile] = useState<File>();
  const [report, setReport] = useState<ImportReport>();
  const [isMissing, setMissing] = useState(false);

  const choose = (chosen: File | undefined): void => {
    setFile(chosen);
    setReport(undefined);
    setMissing(false);
  };
  const send = async (isDryRun: boolean): Promise<void> => {
    if (!file) {
      setMissing(true);
      document.getElementById(FILE_ID)?.focus();
      return;
    }
    const done = isDryRun ? 'staff.directory.tried' : 'staff.directory.ended';
    const made = await act(() => directory.importTable(table, file, isDryRun), done);
    if (!made) return;
    setReport(made);
    if (made.isWritten) setFile(undefined);
  };
  const saveFaults = async (): Promise<void> => {
    if (!file) return;
    const made = await act(() => directory.listFaults(table, file), 'staff.directory.faultsSaved');
    if (made) saveFile(faultsCsv(made.faults, t), `${table}-${t('staff.directory.faultsName')}.csv`);
  };
  const isSound = report !== undefined && !report.isWritten && report.faultCount === 0;
  return (
    <div class="stack measure">
      <PageHeading>{t('staff.directory.heading')}</PageHeading>
      <p>{t(session.institutionId === null ? 'staff.rows.lead' : 'staff.rows.ownLead')}</p>
      <ul>
        {tables.map((name) => (
          <li key={name}>
            <Link href={rowsAddress({ table: name, pageNumber: 1 })} kind="standalone">
              {t(`staff.directory.${name}`)}
            </Link>
          </li>
        ))}
        {mayAt(session, 'holidays.edit') ? (
          <li>
            <Link href={HOLIDAYS_ADDRESS} kind="standalone">
              {t('staff.holidays.heading')}
            </Link>
          </li>
        ) : null}
      </ul>
      <h2>{t('staff.rows.files')}</h2>
      <p>{t(session.institutionId === null ? 'staff.directory.lead' : 'staff.directory.ownLead')}</p>
      <Select
        id="directory-table"
        label={t('staff.directory.table')}
        value={table}
        options={tables.map((value) => ({ value, label: t(`staff.directory.${value}`) }))}
        onChange={(value) => {
          setTable(TABLE_NAMES.find((known) => known === value) ?? table);
          choose(undefined);
        }}
      />
      <section class="stack">
        <h3>{t('staff.directory.out')}</h3>
        <p>
          <Link href={exportAddress(table)} kind="standalone">
            {t('staff.directory.download', { table: t(`staff.directory.${table}`) })}
          </Link>
        </p>
      </section>
      <section class="stack">
        <h3>{t('staff.directory.in')}</h3>
        <p>{t('staff.directory.inLead')}</p>
        <FileField
          id={FILE_ID}
          label={t('staff.directory.file')}
          hint={t('staff.directory.fileHint')}
          error={isMissing ? t('staff.directory.fileFirst') : undefined}
          errorPrefix={t('ui.errorPrefix')}
          files={file ? [{ id: 'file', name: file.name, sizeBytes: file.size }] : []}
          texts={{
            choose: t('staff.directory.choose'),
            listLabel: t('staff.directory.fileList'),
            remove: t('staff.directory.remove'),
            removeLabel: (name) => t('staff.directory.removeNamed', { name }),
            size: (bytes) => t('staff.directory.size', { kilobytes: Math.ceil(bytes / 1000) }),
          }}
          accept=".csv,text/csv"
          onChoose={([chosen]) => choose(chosen)}
          onRemove={() => choose(undefined)}
        />
        <div class="cluster">
          <Button
            kind={isSound ? 'secondary' : 'primary'}
            onPress={() => void send(true)}
            isDisabled={isBusy}
          >
            {t('staff.directory.try')}
          </Button>
          {isSound ? (
            <Button kind="primary" onPress={() => void send(false)} isDisabled={isBusy}>
              {t('staff.directory.write')}
            </Button>
          ) : null}
        </div>
        {note ? <p>{note}</p> : null}
        {report ? <Report report={report} /> : null}
        {report && report.faultCount > 0 ? (
          <Button onPress={() => void saveFaults()} isDisabled={isBusy}>
            {t('staff.directory.saveFaults')}
          </Button>
        ) : null}
      </section>
    </div>
  );
}

function Report({ report }: { report: ImportReport }) {
  const { t } = useTexts();
  const { added, changed, unchanged, faults, faultCount, isWritten } = report;
  const title = isWritten
    ? t('staff.directory.written')
    : faultCount > 0
      ? t('staff.directory.faults', { count: faultCount })
      : t('staff.directory.sound');
  return (
    <>
      <StatusBanner kind={faultCount > 0 ? 'problem' : 'success'} title={title}>
        <p>{t(isWritten ? 'staff.directory.did' : 'staff.directory.would', { added, changed, unchanged })}</p>
        {faultCount > 0 ? <p>{t('staff.directory.nothing')}</p> : null}
      </StatusBanner>
      {faults.length > 0 ? (
        <Table
          caption={t('staff.directory.faultCaption')}
          columns={[
            { label: t('staff.directory.line'), isNumeric: true },
            { label: t('staff.directory.fault') },
          ]}
          rows={faults.map(({ line, ...fault }, index) => ({
            key: String(index),
            cells: [String(line), fileFaultInWords(fault, t)],
          }))}
        />
      ) : null}
      {faultCount > faults.length ? (
        <p>{t('staff.directory.more', { count: faultCount - faults.length })}</p>
      ) : null}
    </>
  );
}
