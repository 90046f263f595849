// What every control with one label shares: label, hint, error, and their ties. The error and the hint are named by
// aria-describedby, because aria-errormessage is spoken by neither VoiceOver nor NVDA. An error never replaces the
// hint: it explains what the hint asked for.

import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { WarningIcon } from '../icon/icon.tsx';
import { VisuallyHidden } from '../visually-hidden/visually-hidden.tsx';
import './field.css';

export interface FieldProps {
  /** Id of the control; links of the error summary lead to it. */
  id: string;
  label: ComponentChildren;
  hint?: ComponentChildren;
  /** Says what is wrong and how to mend it. */
  error?: string | undefined;
  /** Spoken before the error, e.g. "Hata:". */
  errorPrefix?: string | undefined;
  /** Stands after the label, e.g. "(isteğe bağlı)". */
  optionalText?: string | undefined;
  /** The label is the page's heading, on a page with one question. */
  isLabelHeading?: boolean | undefined;
}

/**
 * What a browser may keep of a field by itself, in its own files, for the next form: nothing, where the person has chosen that
 * leaving throws everything away.
 */
export function unlessShared(autocomplete: string | undefined): string | undefined {
  return globalThis.document?.documentElement.dataset.exit ? 'off' : autocomplete;
}

let names = 0;

/**
 * A name under which no browser remembers what is typed. Chromium keeps one-line texts readable in its "Web Data" by the field's
 * name, whatever the form says, where the field has a token (WCAG 1.3.5); under `field-1`, which may mean anything, it keeps
 * nothing (autocomplete_history_manager.cc, IsMeaningfulFieldName). Offering addresses goes by the token alone.
 */
export function useNameThatSaysNothing(): string {
  const [name] = useState(() => `field-${++names}`);
  return name;
}

/** Ids of hint and error, in the order in which they are spoken; undefined when there is neither. */
export function describedBy({
  id,
  hint,
  error,
}: Pick<FieldProps, 'id' | 'hint' | 'error'>): string | undefined {
  const ids = [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean);
  return ids.length > 0 ? ids.join(' ') : undefined;
}

export function Field({
  id,
  label,
  hint,
  error,
  errorPrefix,
  optionalText,
  isLabelHeading = false,
  children,
}: FieldProps & { children: ComponentChildren }) {
  const labelElement = (
    <label class="field-label" for={id} id={`${id}-label`}>
      {label}
      {optionalText ? ' ' : null}
      {optionalText ? <span class="field-optional">{optionalText}</span> : null}
    </label>
  );
  return (
    <div class={error ? 'field field-faulty' : 'field'}>
      {isLabelHeading ? (
        <h1 class="field-heading" tabIndex={-1}>
          {labelElement}
        </h1>
      ) : (
        labelElement
      )}
      <Hint id={id} hint={hint} />
      <FieldError id={id} error={error} errorPrefix={errorPrefix} />
      {children}
    </div>
  );
}

export function Hint({ id, hint }: Pick<FieldProps, 'id' | 'hint'>) {
  if (!hint) return null;
  return (
    <div class="field-hint" id={`${id}-hint`}>
      {hint}
    </div>
  );
}

export function FieldError({ id, error, errorPrefix }: Pick<FieldProps, 'id' | 'error' | 'errorPrefix'>) {
  if (!error) return null;
  return (
    <p class="field-error" id={`${id}-error`}>
      <WarningIcon />
      <span>
        {errorPrefix ? <VisuallyHidden>{errorPrefix}</VisuallyHidden> : null}
        {errorPrefix ? ' ' : null}
        {error}
      </span>
    </p>
  );
}
