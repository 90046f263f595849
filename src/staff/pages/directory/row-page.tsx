// One row of the directory: its form, made of the columns that a file has, too; who changed it, and what. What is wrong is the
// server's word, at each field, as for a file.

import { useState } from 'preact/hooks';
import * as v from 'valibot';
import type { KeptResult, KeptRow } from '../../../domain/directory-keeping.ts';
import { type RowTexts, TABLES, type TableName, toText } from '../../../domain/directory-tables.ts';
import { foldTurkish } from '../../../domain/turkish-search/fold.ts';
import { rowFaultInWords } from '../../../i18n/directory-faults.ts';
import type { Translate } from '../../../i18n/translate.ts';
import { Button } from '../../../ui/button/button.tsx';
import { ErrorSummary } from '../../../ui/error-summary/error-summary.tsx';
import { Link } from '../../../ui/link/link.tsx';
import { Notice } from '../../../ui/notice/notice.tsx';
import { PageHeading } from '../../../ui/page-heading/page-heading.tsx';
import { rowsAddress } from '../../directory/directory-address.ts';
import type { DirectoryApi } from '../../directory/directory-api.ts';
import { keepingTitle, type NamesOf } from '../../directory/directory-view.ts';
import { useTexts } from '../../shell/texts.tsx';
import { useErrorTitle } from '../../shell/use-error-title.ts';
import { useFormDraft } from '../../shell/use-form-draft.ts';
import { useAct } from '../account/use-act.ts';
import { RowField, rowFieldId } from './row-field.tsx';
import { RowHistory } from './row-history.tsx';

export interface RowPageProps {
  table: TableName;
  /** Absent where it is new. */
  row?: KeptRow;
  names: NamesOf;
  /** Whose rows; null: all. */
  keeper: string | null;
  directory: Pick<DirectoryApi, 'keepRow'>;
  onSessionEnded: () => void;
}

type Judged = Pick<KeptResult, 'row'> & { faults: readonly RowFault[] };
type RowFault = Pick<KeptResult['faults'][number], 'column' | 'code' | 'params'>;

export function RowPage({ table, names, keeper, directory, onSessionEnded, ...first }: RowPageProps) {
  const { t } = useTexts();
  const { act, isBusy, note } = useAct(onSessionEnded);
  const [row, setRow] = useState(first.row);
  const draft = useFormDraft({
    id: row ? `row ${table} ${row.id}` : `new row ${table}`,
    schema: rowDraftSchema,
    start: () => UNCHANGED,
    isWritten: () => true,
  });
  const { ownId, changed } = draft.content;
  const kept = row?.values ?? emptyRow(table, keeper);
  const values: RowTexts = { ...kept, ...changed };
  const [faults, setFaults] = useState<readonly RowFault[]>([]);
  const [attempts, setAttempts] = useState(0);
  useErrorTitle(faults.length > 0);

  const id = row?.id ?? ownId ?? suggestId(table, values);
  const errorOf = (column: string): string | undefined => {
    const fault = faults.find((one) => one.column === column);
    return fault && inWords(fault, t);
  };
  const columns = TABLES[table].columns.filter(({ name }) => name !== 'id' || !row);
  const save = async (): Promise<void> => {
    const version = row?.version ?? null;
    // Of an empty id the server could not be asked: it is part of the address.
    const asked = id === '' ? MISSING_ID : undefined;
    const result: Judged | undefined =
      asked ??
      (await act(
        () => directory.keepRow(table, id, { values: { ...values, id }, version }),
        (t, made) => (made.row ? t('staff.rows.saved') : ''),
      ));
    if (!result) return;
    setFaults(result.faults);
    setAttempts((before) => before + 1);
    if (!result.row) return;
    setRow(result.row);
    draft.settle(() => UNCHANGED);
  };
  return (
    <div class="stack measure">
      {faults.length > 0 ? (
        <ErrorSummary
          key={attempts}
          title={t('staff.rows.errorTitle', { count: faults.length })}
          errors={faults.map((fault) => ({
            fieldId: rowFieldId(fault.column),
            text: inWords(fault, t),
          }))}
        />
      ) : null}
      <Link href={rowsAddress({ table, pageNumber: 1 })} kind="back">
        {t(`staff.directory.${table}`)}
      </Link>
      <PageHeading>
        {row?.values.name ? (
          <bdi lang="">{row.values.name}</bdi>
        ) : (
          keepingTitle({ kind: 'row', table, names, ...(row && { row }) }, t)
        )}
      </PageHeading>
      {note ? <p>{note}</p> : null}
      {row ? <p>{t('staff.rows.idIs', { id: row.id })}</p> : null}
      {row?.values.retired ? <Notice kind="warning">{t('staff.rows.isRetired')}</Notice> : null}
      <form
        class="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        {columns.map((column) => (
          <RowField
            key={column.name}
            column={column}
            values={column.name === 'id' ? { ...values, id } : values}
            names={names}
            error={errorOf(column.name)}
            onValue={(value) =>
              draft.change((before) =>
                column.name === 'id'
                  ? { ...before, ownId: value }
                  : {
                      ...before,
                      changed: differing({ ...before.changed, ...change(column.name, value) }, kept),
                    },
              )
            }
          />
        ))}
        <Button kind="primary" type="submit" isDisabled={isBusy}>
          {t('staff.rows.save')}
        </Button>
      </form>
      {row ? <RowHistory changes={row.changes} /> : null}
    </div>
  );
}

/** Only what differs: what others have changed meanwhile stays theirs. */
const rowDraftSchema = v.object({
  ownId: v.optional(v.string()),
  changed: v.record(v.string(), v.string()),
});
const UNCHANGED: v.InferOutput<typeof rowDraftSchema> = { changed: {} };

function differing(changed: RowTexts, kept: RowTexts): Record<string, string> {
  return Object.fromEntries(Object.entries(changed).filter(([name, value]) => value !== kept[name]));
}

const MISSING_ID: Judged = { faults: [{ column: 'id', code: 'idMissing', params: {} }], row: null };

function inWords(fault: RowFault, t: Translate): string {
  return fault.code === 'idMissing' ? t('staff.rows.idMissing') : rowFaultInWords(fault, t);
}

/** A district is of its province, a unit of its institution: with another one it is none. */
function change(column: string, value: string): RowTexts {
  if (column === 'province') return { province: value, district: '' };
  return { [column]: value };
}

/** Of an institution's administrator it is that institution's: of others they add none. */
function emptyRow(table: TableName, keeper: string | null): RowTexts {
  return Object.fromEntries(
    TABLES[table].columns.map(({ name }) => [name, toText(name === 'institution' ? keeper : null)]),
  );
}

/** What a rule is called by; everything else has a name. */
const RULE_WORDS = ['topic', 'kind', 'province', 'district', 'institution'] as const;

/** An id after the words, so that nobody needs to invent one. */
function suggestId(table: TableName, values: RowTexts): string {
  const words = table === 'rules' ? RULE_WORDS.map((column) => values[column]) : [values.name];
  const id = foldTurkish(words.filter(Boolean).join(' ')).replace(/[^a-z0-9]+/g, '-');
  return id.replace(/^-+/, '').slice(0, 80).replace(/-+$/, '');
}
