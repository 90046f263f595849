// Switches the single keys on and off, in the display settings and in the list of keys.

import { Checkbox } from '../../ui/checkbox/checkbox.tsx';
import { useTexts } from '../shell/texts.tsx';
import { useKeyChoice } from './use-key-choice.ts';

export function KeySwitch({ id }: { id: string }) {
  const { t } = useTexts();
  const [{ isOn }, change] = useKeyChoice();
  return (
    <Checkbox
      id={id}
      label={t('staff.keys.switch')}
      hint={t('staff.keys.switchHint')}
      isChecked={isOn}
      onChange={(isChecked) => change({ isOn: isChecked })}
    />
  );
}
