// What every group of choices shares: a native <fieldset> with its legend, hint and error. The hint describes the
// group, so that it is spoken once on entering and not with each choice. The error describes the choice where the
// focus arrives (see errorIdOf): Orca does not speak what describes a group, and an error has to be heard everywhere.

import type { ComponentChildren } from 'preact';
import { describedBy, FieldError, type FieldProps, Hint } from '../field/field.tsx';
import './fieldset.css';

export interface FieldsetProps extends Omit<FieldProps, 'label' | 'isLabelHeading'> {
  legend: ComponentChildren;
  /** The legend is the page's heading, on a page with one question. */
  isLegendHeading?: boolean | undefined;
  isRadioGroup?: boolean | undefined;
}

export function Fieldset({
  id,
  legend,
  isLegendHeading = false,
  hint,
  error,
  errorPrefix,
  optionalText,
  isRadioGroup = false,
  children,
}: FieldsetProps & { children: ComponentChildren }) {
  // The first choice has the field's own id, and `${id}-hint` is then that choice's hint.
  const group = { id: `${id}-group`, hint, error };
  const words = (
    <>
      {legend}
      {optionalText ? ' ' : null}
      {optionalText ? <span class="field-optional">{optionalText}</span> : null}
    </>
  );
  return (
    <fieldset
      class={error ? 'fieldset field-faulty' : 'fieldset'}
      role={isRadioGroup ? 'radiogroup' : undefined}
      aria-invalid={isRadioGroup && error ? 'true' : undefined}
      aria-describedby={describedBy({ id: group.id, hint })}
    >
      <legend class="fieldset-legend">
        {isLegendHeading ? (
          <h1 class="field-heading" tabIndex={-1}>
            {words}
          </h1>
        ) : (
          words
        )}
      </legend>
      <div class="fieldset-body">
        <Hint {...group} />
        <FieldError {...group} errorPrefix={errorPrefix} />
        {children}
      </div>
    </fieldset>
  );
}

/** Id of the error of the group whose first choice has this id. */
export function errorIdOf({ id, error }: Pick<FieldProps, 'id' | 'error'>): string | undefined {
  return error ? `${id}-group-error` : undefined;
}
