// A number that is read in groups: identity number, tracking code, telephone. One native field that takes digits with
// or without spaces, hyphens, dots, brackets, typed or pasted whole; it is as wide as the number. Nothing changes
// while someone types (the caret would jump, and a screen reader speaks what jumps); the groups appear on leaving.
// Several small fields were tried by GOV.UK and given up: they break pasting, and each has to be named and left.

import { TextField, type TextFieldProps } from '../text-field/text-field.tsx';
import { groupDigits } from './group-digits.ts';

type NumberFieldProps = Omit<
  TextFieldProps,
  'type' | 'inputMode' | 'maxWidth' | 'size' | 'dir' | 'spellCheck'
> & {
  /** How many digits each group has, e.g. [3, 3, 3, 2]. What does not fit stays as typed. */
  groups: readonly number[];
  /** Brings the keys of the telephone, + among them. */
  isPhone?: boolean | undefined;
};

export function NumberField({ groups, isPhone, onBlur, ...field }: NumberFieldProps) {
  const { value, onInput } = field;
  const leave = (): void => {
    const grouped = groupDigits(value, groups);
    if (grouped !== value) onInput(grouped);
    onBlur?.();
  };
  return (
    <TextField
      {...field}
      type={isPhone ? 'tel' : 'text'}
      inputMode={isPhone ? 'tel' : 'numeric'}
      // Room for the spaces and one digit too many: a number that is too long should look so. Telephones of other
      // countries are longer (E.164: up to 15 digits).
      size={groups.reduce((sum, count) => sum + count + 1, isPhone ? 5 : 0)}
      dir="ltr"
      spellCheck={false}
      onBlur={leave}
    />
  );
}
