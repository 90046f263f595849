// The fields in which a PIN is typed, hidden until the person wants to see it. What is wrong stands at its field, and in a
// summary that takes the focus.

import { useState } from 'preact/hooks';
import { Checkbox } from '../../ui/checkbox/checkbox.tsx';
import { TextField } from '../../ui/text-field/text-field.tsx';
import { useTexts } from '../shell/texts.tsx';

interface PinField {
  id: string;
  label: string;
  hint?: string | undefined;
  error?: string | undefined;
}

interface PinFieldsProps {
  fields: readonly PinField[];
  values: Readonly<Record<string, string>>;
  onInput: (id: string, value: string) => void;
}

export function PinFields({ fields, values, onInput }: PinFieldsProps) {
  const { t } = useTexts();
  const [isShown, setIsShown] = useState(false);
  return (
    <>
      {fields.map(({ id, ...field }) => (
        <TextField
          {...field}
          key={id}
          id={id}
          errorPrefix={t('ui.errorPrefix')}
          value={values[id] ?? ''}
          onInput={(value) => onInput(id, value)}
          type={isShown ? 'text' : 'password'}
          // Who keeps their PIN in the browser opens the lock for everybody else at it: no browser keeps a code that is good
          // once, and of a password many do not believe "off". Pasting is allowed.
          autocomplete="one-time-code"
          spellCheck={false}
          maxWidth="medium"
          isRequired
        />
      ))}
      <Checkbox
        id={`${fields[0]?.id}-shown`}
        label={t('lock.show')}
        isChecked={isShown}
        onChange={setIsShown}
      />
    </>
  );
}
