// One passkey of one's own: when it was made and last used, another name, and its removal after a question.

import { useState } from 'preact/hooks';
import { PASSKEY_NAME_MAX_LENGTH, type Passkey } from '../../../domain/wire-access.ts';
import { formatShortDate } from '../../../i18n/format.ts';
import { Button } from '../../../ui/button/button.tsx';
import { ConfirmDialog } from '../../../ui/confirm-dialog/confirm-dialog.tsx';
import { Details } from '../../../ui/details/details.tsx';
import { TextField } from '../../../ui/text-field/text-field.tsx';
import { useTexts } from '../../shell/texts.tsx';

export interface PasskeyItemProps {
  passkey: Passkey;
  /** It cannot be removed. */
  isLast: boolean;
  isBusy: boolean;
  onRename: (name: string) => Promise<boolean>;
  onRemove: () => Promise<boolean>;
}

export function PasskeyItem({ passkey, isLast, isBusy, onRename, onRemove }: PasskeyItemProps) {
  const { t, tag } = useTexts();
  const [name, setName] = useState(passkey.name);
  const [isWrong, setWrong] = useState(false);
  const [isAsking, setAsking] = useState(false);
  const used =
    passkey.lastUsedAt === null
      ? t('staff.passkey.neverUsed')
      : t('staff.passkey.usedOn', { date: formatShortDate(tag, passkey.lastUsedAt) });
  const rename = (): void => {
    const isName = name.trim() !== '' && name.length <= PASSKEY_NAME_MAX_LENGTH;
    setWrong(!isName);
    if (isName) void onRename(name);
  };
  return (
    <li class="stack account-item">
      <p>
        <strong>
          <bdi lang="">{passkey.name}</bdi>
        </strong>
        <br />
        {t('staff.passkey.madeOn', { date: formatShortDate(tag, passkey.createdAt) })} {used}
      </p>
      <Details summary={t('staff.passkey.change', { name: passkey.name })}>
        <div class="stack">
          <TextField
            id={`name-${passkey.id}`}
            label={t('staff.passkey.newName', { name: passkey.name })}
            error={isWrong ? t('staff.passkey.nameWrong', { max: PASSKEY_NAME_MAX_LENGTH }) : undefined}
            value={name}
            onInput={setName}
            maxWidth="medium"
            autocomplete="off"
          />
          <Button isDisabled={isBusy} onPress={rename}>
            {t('staff.passkey.rename')}
          </Button>
          {isLast ? (
            <p>{t('staff.passkey.lastStays')}</p>
          ) : (
            <Button kind="danger" isDisabled={isBusy} onPress={() => setAsking(true)}>
              {t('staff.passkey.remove')}
            </Button>
          )}
        </div>
      </Details>
      <ConfirmDialog
        title={t('staff.passkey.removeTitle', { name: passkey.name })}
        body={<p>{t('staff.passkey.removeBody')}</p>}
        confirmLabel={t('staff.passkey.remove')}
        cancelLabel={t('staff.passkey.keep')}
        onConfirm={() => {
          setAsking(false);
          void onRemove();
        }}
        onCancel={() => setAsking(false)}
        isOpen={isAsking}
        isDanger
      />
    </li>
  );
}
