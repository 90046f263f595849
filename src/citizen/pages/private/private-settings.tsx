// Private sending as the way of this device: every "Gönder" seals, no notice comes, and the app may go by another name.

import { useState } from 'preact/hooks';
import { Checkbox } from '../../../ui/checkbox/checkbox.tsx';
import { changeModes, type Modes, readModes } from '../../../ui/modes/modes.ts';
import { useTexts } from '../../shell/texts.tsx';
import { takePlainNameOff } from './plain-name.ts';
import { startPrivately } from './private-start.ts';

export function PrivateSettings() {
  const { t } = useTexts();
  const [mode, setMode] = useState(() => readModes().private);
  const choose = (chosen: Modes['private']): void => {
    setMode(changeModes({ private: chosen }).private);
    startPrivately(chosen);
    if (chosen !== 'plain') takePlainNameOff(t('app.title', { page: t('settings.private') }));
  };
  return (
    <section class="stack">
      <h2>{t('sealed.settingsHeading')}</h2>
      <Checkbox
        id="private-always"
        label={t('sealed.always')}
        hint={t('sealed.alwaysHint')}
        isChecked={mode !== undefined}
        onChange={(isChecked) => choose(isChecked ? 'on' : undefined)}
      />
      {mode && (
        <Checkbox
          id="private-name"
          label={t('sealed.plainName')}
          hint={t('sealed.plainNameHint')}
          isChecked={mode === 'plain'}
          onChange={(isChecked) => choose(isChecked ? 'plain' : 'on')}
        />
      )}
    </section>
  );
}
