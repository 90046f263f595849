// The list of keys, below every page of the console, with the switch that turns them on, and another key for whoever wants one.

import { useState } from 'preact/hooks';
import { Button } from '../../ui/button/button.tsx';
import { Dialog } from '../../ui/dialog/dialog.tsx';
import { Select } from '../../ui/select/select.tsx';
import { useTexts } from '../shell/texts.tsx';
import { FIRST_KEYS, giveKey, SIGNS } from './key-choice.ts';
import { KeyHint } from './key-hint.tsx';
import { KeySwitch } from './key-switch.tsx';
import { useKeyChoice } from './use-key-choice.ts';
import { keyInWords, LISTED_KEYS, usePageKeys } from './use-page-keys.ts';
import './keys.css';

export function KeyHelp() {
  const { t } = useTexts();
  const [isOpen, setOpen] = useState(false);
  const close = (): void => setOpen(false);
  usePageKeys();
  return (
    <>
      <Button id="page-keys" kind="quiet" onPress={() => setOpen(true)}>
        {t('staff.keys.open')}
        <KeyHint name="help" />
      </Button>
      <Dialog title={t('staff.keys.title')} isOpen={isOpen} onClose={close}>
        <div class="stack">
          <p>{t('staff.keys.lead')}</p>
          <KeySwitch id="keys-dialog-switch" />
          <KeyList />
          <Button onPress={close}>{t('staff.keys.close')}</Button>
        </div>
      </Dialog>
    </>
  );
}

function KeyList() {
  const { t } = useTexts();
  const [{ keys }, change] = useKeyChoice();
  const options = SIGNS.map((sign) => ({ value: sign, label: sign.toUpperCase() }));
  return (
    <>
      <ul class="case-keys">
        {LISTED_KEYS.map((name) => (
          <li key={name}>
            <Select
              id={`key-of-${name}`}
              label={keyInWords(name, t)}
              value={keys[name]}
              options={options}
              onChange={(sign) => change({ keys: giveKey(keys, name, sign) })}
              maxWidth="short"
            />
          </li>
        ))}
      </ul>
      <p>
        <Button onPress={() => change({ keys: FIRST_KEYS })}>{t('staff.keys.reset')}</Button>
      </p>
    </>
  );
}
