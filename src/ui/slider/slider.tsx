// A place on a line: where a recording is. The browser's own range has the keys (arrows, Page Up and Down, Home, End) and
// runs the other way in a page that does; its number says nothing to the ear, so the page gives the words.

import { describedBy, Field, type FieldProps } from '../field/field.tsx';
import './slider.css';

export interface SliderProps extends FieldProps {
  value: number;
  /** From 0 to this. */
  max: number;
  /** One press of an arrow key. */
  step: number;
  /** E.g. "1 dakika 5 saniye". Spoken instead of the number. */
  valueText: string;
  /** At each move, also while it is dragged. */
  onInput: (value: number) => void;
}

export function Slider({ value, max, step, valueText, onInput, ...field }: SliderProps) {
  return (
    <Field {...field}>
      <input
        id={field.id}
        class="slider"
        type="range"
        min={0}
        max={max}
        step={step}
        value={value}
        aria-valuetext={valueText}
        aria-describedby={describedBy(field)}
        onInput={(event) => onInput(event.currentTarget.valueAsNumber)}
      />
    </Field>
  );
}
