// Inviting somebody: name, role, institution; then the link, once.

import { useState } from 'preact/hooks';
import * as v from 'valibot';
import { STAFF_ROLES } from '../../../domain/role.ts';
import { codePointCount, isSafeName, isVisible } from '../../../domain/text.ts';
import { ACCOUNT_NAME_MAX_LENGTH, type Invited, type StaffAccounts } from '../../../domain/wire-access.ts';
import { Button } from '../../../ui/button/button.tsx';
import { ErrorSummary } from '../../../ui/error-summary/error-summary.tsx';
import { Link } from '../../../ui/link/link.tsx';
import { PageHeading } from '../../../ui/page-heading/page-heading.tsx';
import { TextField } from '../../../ui/text-field/text-field.tsx';
import type { AccessApi } from '../../access/access-api.ts';
import { ACCOUNTS_ADDRESS } from '../../shell/routes.ts';
import { useTexts } from '../../shell/texts.tsx';
import { useErrorTitle } from '../../shell/use-error-title.ts';
import { useFormDraft } from '../../shell/use-form-draft.ts';
import { useAct } from '../account/use-act.ts';
import { NewLink } from './new-link.tsx';
import { ownInstitution, RoleAndInstitution } from './role-and-institution.tsx';

export interface InvitePageProps {
  list: StaffAccounts;
  access: AccessApi;
  onSessionEnded: () => void;
}

const NAME_ID = 'account-name';

const invitationSchema = v.object({
  name: v.string(),
  role: v.picklist(STAFF_ROLES),
  institutionId: v.nullable(v.string()),
  unitId: v.nullable(v.string()),
});
type InvitationDraft = v.InferOutput<typeof invitationSchema>;
const NOBODY = { name: '', role: 'officer', unitId: null } as const;

export function InvitePage({ list, access, onSessionEnded }: InvitePageProps) {
  const { t } = useTexts();
  const { act, isBusy, note } = useAct(onSessionEnded);
  const draft = useFormDraft({
    id: 'invitation',
    schema: invitationSchema,
    start: () => ({ ...NOBODY, institutionId: ownInstitution(list) }),
    isWritten: (invitation) => invitation.name !== '',
  });
  const { name, role, institutionId, unitId } = draft.content;
  const change = (part: Partial<InvitationDraft>): void => draft.change((before) => ({ ...before, ...part }));
  const [isWrong, setWrong] = useState(false);
  const [attempts, setAttempts] = useState(0);
  const [made, setMade] = useState<{ name: string; invited: Invited }>();
  useErrorTitle(isWrong);
  const error = isWrong ? t('staff.accounts.nameWrong', { max: ACCOUNT_NAME_MAX_LENGTH }) : undefined;

  const invite = async (): Promise<void> => {
    setWrong(!isName(name));
    setAttempts((before) => before + 1);
    if (!isName(name)) return;
    const invited = await act(
      () => access.invite({ name, role, institutionId, unitId }),
      (words) => words('staff.accounts.linkTitle', { name }),
    );
    if (!invited) return;
    setMade({ name, invited });
    draft.settle((now) => ({ ...now, name: '' }));
  };
  return (
    <div class="stack measure">
      {error ? (
        <ErrorSummary
          key={attempts}
          title={t('staff.me.errorTitle')}
          errors={[{ fieldId: NAME_ID, text: error }]}
        />
      ) : null}
      <Link href={ACCOUNTS_ADDRESS} kind="back">
        {t('staff.accounts.heading')}
      </Link>
      <PageHeading>{t('staff.accounts.inviteHeading')}</PageHeading>
      {note ? <p>{note}</p> : null}
      {made ? <NewLink key={made.invited.link} {...made} /> : null}
      <form
        class="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void invite();
        }}
      >
        <TextField
          id={NAME_ID}
          label={t('staff.accounts.fullName')}
          error={error}
          value={name}
          onInput={(typed) => change({ name: typed })}
          autocomplete="off"
          dir="auto"
          isRequired
        />
        <RoleAndInstitution
          role={role}
          institutionId={institutionId}
          unitId={unitId}
          list={list}
          onRole={(chosen) => change({ role: chosen })}
          onInstitution={(chosen) => change({ institutionId: chosen })}
          onUnit={(chosen) => change({ unitId: chosen })}
        />
        <Button kind="primary" type="submit" isDisabled={isBusy}>
          {t('staff.accounts.invite')}
        </Button>
      </form>
    </div>
  );
}

function isName(name: string): boolean {
  return isVisible(name) && isSafeName(name) && codePointCount(name) <= ACCOUNT_NAME_MAX_LENGTH;
}
