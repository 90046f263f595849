// The institution that an action is about: one of the directory, which is read when the form is there.

import { useMemo } from 'preact/hooks';
import type { Institution } from '../../../../domain/wire.ts';
import { Notice } from '../../../../ui/notice/notice.tsx';
import { NamedChoice } from '../../../named-choice/named-choice.tsx';
import { useNamed } from '../../../named-choice/use-named.ts';
import { useTexts } from '../../../shell/texts.tsx';
import type { Result } from '../../../staff-call.ts';

interface ChosenInstitution {
  institutionId: string | undefined;
  /** What stands in the field. */
  institution: string;
}

export interface InstitutionChoiceProps {
  id: string;
  label: string;
  error: string | undefined;
  chosen: { institutionId?: string | undefined; institution?: string | undefined };
  onChange: (chosen: ChosenInstitution) => void;
  /** Who has the case: nobody gives it to themselves. */
  exceptName: string | null;
  onReadInstitutions: () => Promise<Result<Institution[]>>;
}

export function InstitutionChoice({
  chosen,
  onChange,
  exceptName,
  onReadInstitutions,
  ...field
}: InstitutionChoiceProps) {
  const { t } = useTexts();
  const { all } = useNamed(onReadInstitutions);
  const others = useMemo(() => (all ?? []).filter(({ name }) => name !== exceptName), [all, exceptName]);
  return (
    <>
      {all === null ? <Notice kind="warning">{t('staff.action.noDirectory')}</Notice> : null}
      <NamedChoice
        {...field}
        hint={t('staff.action.institutionHint')}
        listLabel={t('staff.action.institutions')}
        value={{ id: chosen.institutionId, typed: chosen.institution ?? '' }}
        onChange={({ id, typed }) => onChange({ institutionId: id, institution: typed })}
        all={others}
        isRequired
      />
    </>
  );
}
