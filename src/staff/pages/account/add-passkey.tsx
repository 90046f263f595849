// A new passkey: a name by which its owner will know it, and the button that calls the authenticator.

import { useState } from 'preact/hooks';
import { PASSKEY_NAME_MAX_LENGTH } from '../../../domain/wire-access.ts';
import { Button } from '../../../ui/button/button.tsx';
import { ErrorSummary } from '../../../ui/error-summary/error-summary.tsx';
import { TextField } from '../../../ui/text-field/text-field.tsx';
import { useTexts } from '../../shell/texts.tsx';
import { useErrorTitle } from '../../shell/use-error-title.ts';

export interface AddPasskeyProps {
  isBusy: boolean;
  /** What is wrong with the name; the page sums it up at its top. */
  error: string | undefined;
  onJudged: (isWrong: boolean) => void;
  /** @returns whether it was made */
  onAdd: (name: string) => Promise<boolean>;
}

const PASSKEY_NAME_ID = 'passkey-name';

export function AddPasskey({ isBusy, error, onJudged, onAdd }: AddPasskeyProps) {
  const { t } = useTexts();
  const [name, setName] = useState('');

  const add = async (): Promise<void> => {
    const isWrong = name.trim() === '' || name.length > PASSKEY_NAME_MAX_LENGTH;
    onJudged(isWrong);
    if (!isWrong && (await onAdd(name))) setName('');
  };
  return (
    <form
      class="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void add();
      }}
    >
      <TextField
        id={PASSKEY_NAME_ID}
        label={t('staff.passkey.name')}
        hint={t('staff.passkey.nameHint')}
        error={error}
        value={name}
        onInput={setName}
        maxWidth="medium"
        autocomplete="off"
        isRequired
      />
      <Button kind="primary" type="submit" isDisabled={isBusy}>
        {t('staff.passkey.add')}
      </Button>
    </form>
  );
}

/** The page's part of it: the summary that stands above its heading. */
export function usePasskeyError() {
  const { t } = useTexts();
  const [isWrong, setWrong] = useState(false);
  const [attempts, setAttempts] = useState(0);
  useErrorTitle(isWrong);
  const onJudged = (found: boolean): void => {
    setWrong(found);
    setAttempts((before) => before + 1);
  };
  const error = isWrong ? t('staff.passkey.nameWrong', { max: PASSKEY_NAME_MAX_LENGTH }) : undefined;
  const summary = error ? (
    <ErrorSummary
      key={attempts}
      title={t('staff.me.errorTitle')}
      errors={[{ fieldId: PASSKEY_NAME_ID, text: error }]}
    />
  ) : null;
  return { error, onJudged, summary };
}
