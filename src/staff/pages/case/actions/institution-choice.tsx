// Searches one institution. What is typed whole counts as chosen, and what is changed after choosing no longer does, so that
// the name on the screen and the institution are always the same.

import { useEffect, useMemo, useState } from 'preact/hooks';
import type { Institution } from '../../../../domain/wire.ts';
import { Combobox } from '../../../../ui/combobox/combobox.tsx';
import { useAnnounce } from '../../../../ui/live-region/live-region.tsx';
import { Notice } from '../../../../ui/notice/notice.tsx';
import { findInstitutions, institutionNamed } from '../../../actions/find-institutions.ts';
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

export function InstitutionChoice(props: InstitutionChoiceProps) {
  const { id, label, error, chosen, onChange, exceptName } = props;
  const { t } = useTexts();
  const announce = useAnnounce();
  const directory = useDirectory(props.onReadInstitutions);
  const institutions = useMemo(
    () => (directory ?? []).filter(({ name }) => name !== exceptName),
    [directory, exceptName],
  );
  const typed = chosen.institution ?? '';
  const found = useMemo(() => findInstitutions(typed, institutions), [typed, institutions]);

  const choose = ({ id: institutionId, name }: Institution): void => {
    onChange({ institutionId, institution: name });
    announce(t('staff.action.chosen', { name }));
  };
  const type = (text: string): void => {
    const whole = institutionNamed(text, institutions);
    if (whole && whole.id !== chosen.institutionId) choose(whole);
    else onChange({ institutionId: whole?.id, institution: text });
  };
  // Who types faster than the directory comes has named one all the same.
  useEffect(() => {
    const whole = chosen.institutionId === undefined ? institutionNamed(typed, institutions) : undefined;
    if (whole) choose(whole);
  }, [institutions]);
  const select = (value: string): void => {
    const institution = found.find((one) => one.id === value);
    if (institution) choose(institution);
  };
  return (
    <>
      {directory === null ? <Notice kind="warning">{t('staff.action.noDirectory')}</Notice> : null}
      <Combobox
        id={id}
        label={label}
        hint={t('staff.action.institutionHint')}
        error={error}
        errorPrefix={t('ui.errorPrefix')}
        inputValue={typed}
        onInput={type}
        options={found.map(({ id: value, name }) => ({ value, label: name }))}
        onSelect={select}
        selectedValue={chosen.institutionId}
        texts={{
          listLabel: t('staff.action.institutions'),
          noResult: t(typed.trim() === '' ? 'staff.action.typeFirst' : 'staff.action.noInstitution'),
          resultCount: (count) => t('staff.action.institutionCount', { count }),
        }}
        isRequired
      />
    </>
  );
}

/** @returns undefined until it has come, null where it cannot be had */
function useDirectory(
  onRead: InstitutionChoiceProps['onReadInstitutions'],
): readonly Institution[] | null | undefined {
  const [directory, setDirectory] = useState<readonly Institution[] | null>();
  useEffect(() => {
    void onRead().then((read) => setDirectory(read.ok ? read.value : null));
  }, []);
  return directory;
}
