// Long work with a name, words for how far it is, and a way out. It speaks nothing by itself: the page announces
// start, quarters and end.

import { useId } from 'preact/hooks';
import { Button } from '../button/button.tsx';
import './progress.css';

export interface ProgressProps {
  label: string;
  /** Undefined while nobody can say how far it is. */
  value?: number | undefined;
  /** Default 100. */
  max?: number | undefined;
  /** E.g. "Gönderiliyor, yüzde 40". Shown, and spoken for the bar. */
  valueText: string;
  onCancel?: (() => void) | undefined;
  /** Words of the button; without them there is none. */
  cancelLabel?: string | undefined;
}

export function Progress({ label, value, max = 100, valueText, onCancel, cancelLabel }: ProgressProps) {
  const id = useId();
  return (
    <div class="progress">
      <label class="progress-label" for={id}>
        {label}
      </label>
      <progress class="progress-bar" id={id} value={value} max={max} aria-valuetext={valueText} />
      <p class="progress-text" aria-hidden="true">
        {valueText}
      </p>
      {onCancel && cancelLabel ? <Button onPress={onCancel}>{cancelLabel}</Button> : null}
    </div>
  );
}
