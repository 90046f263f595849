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
  /** @returns whether it was made */
  onAdd: (name: string) => Promise<boolean>;
}

const PASSKEY_NAME_ID = 'passkey-name';

export function AddPasskey({ isBusy, onAdd }: AddPasskeyProps) {
  const { t } = useTexts();
  const [name, setName] = useState('');
  const [error, setError] = useState<string>();
  const [attempts, setAttempts] = useState(0);
  useErrorTitle(error !== undefined);

  const add = async (): Promise<void> => {
    if (name.trim() === '' || name.length > PASSKEY_NAME_MAX_LENGTH) {
      setError(t('staff.passkey.nameWrong', { max: PASSKEY_NAME_MAX_LENGTH }));
      setAttempts((before) => before + 1);
      return;
    }
    setError(undefined);
    if (await onAdd(name)) setName('');
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
      {error ? (
        <ErrorSummary
          key={attempts}
          title={t('staff.me.errorTitle')}
          errors={[{ fieldId: PASSKEY_NAME_ID, text: error }]}
        />
      ) : null}
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
