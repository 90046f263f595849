// The modes that both apps offer, each applied at once: colours, size of text, stillness. A choice changes nothing but
// the look, so it moves nobody (WCAG 3.2.2) and needs no button. The words are the app's own, under `display.`.

import { useState } from 'preact/hooks';
import type { Translate } from '../../i18n/translate.ts';
import { Checkbox } from '../checkbox/checkbox.tsx';
import { RadioGroup } from '../radio-group/radio-group.tsx';
import { changeModes, type Modes, readModes, TEXT_SIZES, THEMES } from './modes.ts';

/** The modes of this device, and the way to change them. */
export function useModes(): [Modes, typeof changeModes] {
  const [modes, setModes] = useState(readModes);
  return [
    modes,
    (change) => {
      const changed = changeModes(change);
      setModes(changed);
      return changed;
    },
  ];
}

export function DisplaySettings({ t }: { t: Translate }) {
  const [modes, change] = useModes();
  return (
    <>
      <RadioGroup
        legend={t('display.text')}
        name="display-text"
        value={modes.text ?? '100'}
        options={(['100', ...TEXT_SIZES] as const).map((value) => ({
          value,
          label: t(`display.text.${value}`),
        }))}
        onChange={(text) => change({ text: text === '100' ? undefined : text })}
      />
      <RadioGroup
        legend={t('display.theme')}
        name="display-theme"
        value={modes.theme ?? 'system'}
        options={(['system', ...THEMES] as const).map((value) => ({
          value,
          label: t(`display.theme.${value}`),
          hint: value === 'contrast' ? t('display.theme.contrastHint') : undefined,
        }))}
        onChange={(theme) => change({ theme: theme === 'system' ? undefined : theme })}
      />
      <Checkbox
        id="display-motion"
        label={t('display.motion')}
        hint={t('display.motionHint')}
        isChecked={modes.motion === 'still'}
        onChange={(isStill) => change({ motion: isStill ? 'still' : undefined })}
      />
    </>
  );
}
