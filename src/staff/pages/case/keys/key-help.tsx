// The list of keys on the case page, with the switch that turns them on, and another letter for whoever wants one.

import { useState } from 'preact/hooks';
import { Button } from '../../../../ui/button/button.tsx';
import { Dialog } from '../../../../ui/dialog/dialog.tsx';
import { Select } from '../../../../ui/select/select.tsx';
import { FIRST_KEYS, giveKey, LETTERS } from '../../../keys/key-choice.ts';
import { KeySwitch } from '../../../keys/key-switch.tsx';
import { useKeyChoice } from '../../../keys/use-key-choice.ts';
import { useTexts } from '../../../shell/texts.tsx';
import { KeyHint } from './key-hint.tsx';
import { keyInWords, LISTED_KEYS, useCaseKeys } from './use-case-keys.ts';
import './keys.css';

export function KeyHelp() {
  const { t } = useTexts();
  const [isOpen, setOpen] = useState(false);
  const close = (): void => setOpen(false);
  useCaseKeys();
  return (
    <>
      <Button id="case-keys" kind="quiet" onPress={() => setOpen(true)}>
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
  const options = LETTERS.map((letter) => ({ value: letter, label: letter.toUpperCase() }));
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
              onChange={(letter) => change({ keys: giveKey(keys, name, letter) })}
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
