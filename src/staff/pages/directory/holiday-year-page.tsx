// The holidays of one year: its days, each with a name, whole or from noon on. A new year begins with the fixed ones of the law; the
// feasts are added by their first days. Before a change is kept that moves deadlines of open applications, it says how many.

import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { HolidayResult, KeptHolidayYear } from '../../../domain/directory-keeping.ts';
import type { HolidayDay } from '../../../domain/holidays.ts';
import { holidayFaultInWords } from '../../../i18n/directory-faults.ts';
import { Button } from '../../../ui/button/button.tsx';
import { ConfirmDialog } from '../../../ui/confirm-dialog/confirm-dialog.tsx';
import { ErrorSummary } from '../../../ui/error-summary/error-summary.tsx';
import { Link } from '../../../ui/link/link.tsx';
import { PageHeading } from '../../../ui/page-heading/page-heading.tsx';
import { HOLIDAYS_ADDRESS } from '../../directory/directory-address.ts';
import type { DirectoryApi } from '../../directory/directory-api.ts';
import { useTexts } from '../../shell/texts.tsx';
import { useErrorTitle } from '../../shell/use-error-title.ts';
import { useFormDraft } from '../../shell/use-form-draft.ts';
import { useAct } from '../account/use-act.ts';
import { DayFields, dayFieldId } from './day-fields.tsx';
import { FeastDays } from './feast-days.tsx';
import { type TypedDay, toDays, toTyped, yearDraftSchema } from './typed-day.ts';
import '../cases/cases.css';

export interface HolidayYearPageProps {
  year: number;
  /** Absent where it is new. */
  kept?: KeptHolidayYear;
  directory: Pick<DirectoryApi, 'keepHolidays'>;
  onSessionEnded: () => void;
}

const ADD_ID = 'holiday-add';

export function HolidayYearPage({ year, directory, onSessionEnded, ...first }: HolidayYearPageProps) {
  const { t } = useTexts();
  const { act, isBusy, note } = useAct(onSessionEnded);
  const [kept, setKept] = useState(first.kept);
  const draft = useFormDraft({
    id: `holidays ${year}`,
    schema: yearDraftSchema(kept?.version ?? null),
    start: () => draftOf(kept),
    isWritten: () => true,
  });
  const { days } = draft.content;
  const setDays = (make: (before: readonly TypedDay[]) => readonly TypedDay[]): void =>
    draft.change((before) => ({ ...before, days: make(before.days) }));
  const [faults, setFaults] = useState<HolidayResult['faults']>([]);
  const [attempts, setAttempts] = useState(0);
  const [moved, setMoved] = useState<HolidayResult['moved']>();
  useErrorTitle(faults.length > 0);

  const put = (isDryRun: boolean) =>
    act(
      () => directory.keepHolidays(year, { days: toDays(days), version: kept?.version ?? null, isDryRun }),
      isDryRun ? undefined : 'staff.holidays.saved',
    );
  const save = async (isAsked: boolean): Promise<void> => {
    setMoved(undefined);
    if (!isAsked) {
      const tried = await put(true);
      if (!tried) return;
      setFaults(tried.faults);
      setAttempts((before) => before + 1);
      if (tried.faults.length > 0) return;
      if (tried.moved.later + tried.moved.earlier > 0) {
        setMoved(tried.moved);
        return;
      }
    }
    const done = await put(false);
    if (!done?.year) return;
    setKept(done.year);
    const { year: written } = done;
    draft.settle(() => draftOf(written));
  };
  const errorOf = (field: string): string | undefined => {
    const fault = faults.find((one) => one.field === field);
    return fault && holidayFaultInWords(fault, t);
  };
  const fresh = useRef<string>(undefined);
  // Whoever has added days goes on in the first of them.
  useLayoutEffect(() => {
    if (fresh.current !== undefined) document.getElementById(fresh.current)?.focus();
    fresh.current = undefined;
  }, [days]);
  const add = (more: readonly HolidayDay[]): void => {
    const added = toTyped(more);
    fresh.current = dayFieldId(added, '0.date');
    setDays((before) => [...before, ...added]);
  };
  return (
    <div class="stack measure">
      {faults.length > 0 ? (
        <ErrorSummary
          key={attempts}
          title={t('staff.rows.errorTitle', { count: faults.length })}
          errors={faults.map((fault) => ({
            fieldId: fault.field === 'days' ? ADD_ID : dayFieldId(days, fault.field),
            text: holidayFaultInWords(fault, t),
          }))}
        />
      ) : null}
      <Link href={HOLIDAYS_ADDRESS} kind="back">
        {t('staff.holidays.heading')}
      </Link>
      <PageHeading>{t('staff.holidays.yearHeading', { year: String(year) })}</PageHeading>
      {note ? <p>{note}</p> : null}
      <p>{t('staff.holidays.yearLead')}</p>
      {days.length === 0 ? <FeastDays year={year} onDays={add} /> : null}
      <form
        class="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void save(false);
        }}
      >
        {days.map((day, index) => (
          <DayFields
            key={day.key}
            day={day}
            errors={{ date: errorOf(`${index}.date`), name: errorOf(`${index}.name`) }}
            onDay={(changed) =>
              setDays((before) => before.map((one) => (one.key === changed.key ? changed : one)))
            }
            onRemove={() => {
              setDays((before) => before.filter(({ key }) => key !== day.key));
              setFaults([]);
              document.getElementById(ADD_ID)?.focus();
            }}
          />
        ))}
        <div class="cluster">
          <Button id={ADD_ID} onPress={() => add([{ date: '', name: '', isHalfDay: false }])}>
            {t('staff.holidays.addDay')}
          </Button>
          <Button kind="primary" type="submit" isDisabled={isBusy}>
            {t('staff.rows.save')}
          </Button>
        </div>
      </form>
      <ConfirmDialog
        title={t('staff.holidays.movesTitle', { count: (moved?.later ?? 0) + (moved?.earlier ?? 0) })}
        body={
          <>
            <p>{t('staff.holidays.moves', { later: moved?.later ?? 0, earlier: moved?.earlier ?? 0 })}</p>
            <p>{t('staff.holidays.movesTold')}</p>
          </>
        }
        confirmLabel={t('staff.holidays.movesConfirm')}
        cancelLabel={t('staff.accounts.cancel')}
        onConfirm={() => void save(true)}
        onCancel={() => setMoved(undefined)}
        isOpen={moved !== undefined}
        isDanger
      />
    </div>
  );
}

function draftOf(kept: KeptHolidayYear | undefined): { version: number | null; days: readonly TypedDay[] } {
  return { version: kept?.version ?? null, days: toTyped(kept?.days ?? []) };
}
