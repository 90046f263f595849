// The control of one column: what a cell may say (src/domain/directory-tables.ts) decides which. Values are the texts of a file.

import type { ComponentChildren } from 'preact';
import type { Column, RowTexts } from '../../../domain/directory-tables.ts';
import { PROVINCES } from '../../../domain/places.ts';
import { fieldsByHand, fillTemplate } from '../../../domain/reply-template.ts';
import type { MessageKey, Translate } from '../../../i18n/translate.ts';
import { Checkbox } from '../../../ui/checkbox/checkbox.tsx';
import { Select } from '../../../ui/select/select.tsx';
import { TextArea } from '../../../ui/text-area/text-area.tsx';
import { TextField } from '../../../ui/text-field/text-field.tsx';
import type { NamesOf } from '../../directory/directory-view.ts';
import { useTexts } from '../../shell/texts.tsx';
import { TextTools } from '../case/answer/text-tools.tsx';
import { ReferenceField } from './reference-field.tsx';

export interface RowFieldProps {
  column: Column;
  values: RowTexts;
  names: NamesOf;
  error: string | undefined;
  onValue: (value: string) => void;
}

export function rowFieldId(column: string): string {
  return `row-${column}`;
}

export function RowField({ column, values, names, error, onValue }: RowFieldProps) {
  const { t } = useTexts();
  const { name, cell, isRequired } = column;
  const id = rowFieldId(name);
  const value = values[name] ?? '';
  const field = {
    id,
    label: t(`staff.rows.column.${name}` as MessageKey),
    hint: hintOf(name, t),
    error,
    errorPrefix: t('ui.errorPrefix'),
    ...(isRequired ? { isRequired: true } : { optionalText: t('staff.rows.optional') }),
  };
  switch (cell.kind) {
    case 'flag':
      return (
        <Checkbox
          id={id}
          label={field.label}
          hint={field.hint}
          error={error}
          errorPrefix={field.errorPrefix}
          isChecked={value !== ''}
          onChange={(isChecked) => onValue(isChecked ? 'yes' : '')}
        />
      );
    case 'choice':
      return (
        <Select
          {...field}
          value={value}
          placeholder={t(isRequired ? 'staff.rows.choose' : 'staff.rows.any')}
          options={cell.choices.map((choice) => ({ value: choice, label: choiceName(choice, t) }))}
          onChange={onValue}
        />
      );
    case 'province':
      return (
        <Select
          {...field}
          value={value}
          placeholder={t('staff.rows.any')}
          options={PROVINCES.map(({ plate, province }) => ({ value: plate, label: province }))}
          onChange={onValue}
        />
      );
    case 'district':
      return (
        <Select
          {...field}
          value={value}
          placeholder={t('staff.rows.any')}
          options={districtsOf(values.province).map((district) => ({ value: district, label: district }))}
          onChange={onValue}
        />
      );
    case 'reference':
      return (
        <ReferenceField
          key={name === 'unit' || name === 'parent' ? values.institution : ''}
          {...field}
          value={value}
          onValue={onValue}
          names={(names[cell.to] ?? []).filter(
            ({ id: of, institution }) =>
              cell.to !== 'units' ||
              (of !== values.id && (!values.institution || institution === values.institution)),
          )}
        />
      );
    case 'list':
      return (
        <TextArea
          {...field}
          rows={4}
          value={value.replaceAll('|', '\n')}
          onInput={(typed) => onValue(typed.replace(/\r?\n/g, '|'))}
        />
      );
    case 'text':
      return cell.isLong ? (
        <LongText field={field} value={value} onValue={onValue} />
      ) : (
        <TextField {...field} value={value} onInput={onValue} autocomplete="off" dir="auto" />
      );
    case 'id':
      return (
        <TextField
          {...field}
          value={value}
          onInput={onValue}
          autocomplete="off"
          spellCheck={false}
          dir="ltr"
        />
      );
    case 'number':
      return <TextField {...field} value={value} onInput={onValue} autocomplete="off" size={6} dir="ltr" />;
  }
}

interface LongTextProps {
  field: {
    id: string;
    label: string;
    hint: ComponentChildren;
    error: string | undefined;
    errorPrefix: string;
  };
  value: string;
  onValue: (value: string) => void;
}

/** A template's text, with the marks of an answer and its fields, and as the citizen will see it. */
function LongText({ field, value, onValue }: LongTextProps) {
  const { t } = useTexts();
  const shown = fillTemplate(value, {
    kurum: t('staff.rows.sample.kurum'),
    numara: t('staff.rows.sample.numara'),
    konu: t('staff.rows.sample.konu'),
  });
  const byHand = fieldsByHand(value);
  const hint =
    byHand.length === 0 ? (
      field.hint
    ) : (
      <>
        {field.hint} {t('staff.rows.byHand', { fields: byHand.join(', ') })}
      </>
    );
  return (
    <div class="stack">
      <TextArea {...field} hint={hint} value={value} onInput={onValue} isRequired />
      <TextTools text={value} onText={onValue} fieldId={field.id} shown={shown} />
    </div>
  );
}

const HINTED: readonly string[] = [
  'id',
  'keywords',
  'working_hours',
  'needs_approval',
  'retired',
  'unit',
  'topic',
  'priority',
  'text',
];

function hintOf(name: string, t: Translate): string | undefined {
  return HINTED.includes(name) ? t(`staff.rows.hint.${name}` as MessageKey) : undefined;
}

function choiceName(choice: string, t: Translate): string {
  return t(`staff.rows.choice.${choice}` as MessageKey);
}

function districtsOf(plate: string | undefined): readonly string[] {
  return PROVINCES.find((province) => province.plate === plate)?.districts ?? [];
}
