// On whose desk a case lies within its holder: a colleague, a unit, both, or the pool. What it is now stands chosen at first; who
// takes a case that lies on nobody's desk finds themselves chosen.

import { useEffect, useState } from 'preact/hooks';
import type { Places } from '../../../../domain/desk-wire.ts';
import type { StaffCase } from '../../../../domain/wire-staff.ts';
import { Notice } from '../../../../ui/notice/notice.tsx';
import { Select } from '../../../../ui/select/select.tsx';
import type { ActionDraft } from '../../../actions/action-drafts.ts';
import { actionFieldId } from '../../../actions/action-forms.ts';
import { useTexts } from '../../../shell/texts.tsx';
import type { Result } from '../../../staff-call.ts';

export interface PlaceChoiceProps {
  staffCase: StaffCase;
  draft: Pick<ActionDraft, 'unitId' | 'colleagueId'>;
  onChange: (change: Pick<ActionDraft, 'unitId' | 'colleagueId'>) => void;
  onReadPlaces: (applicationId?: string) => Promise<Result<Places>>;
}

export function PlaceChoice({ staffCase, draft, onChange, onReadPlaces }: PlaceChoiceProps) {
  const { t } = useTexts();
  const places = usePlaces(onReadPlaces, staffCase.applicationId);
  useEffect(() => {
    if (!places || draft.colleagueId !== undefined) return;
    const now = staffCase.life?.place;
    const [only, ...others] = places.colleagues;
    const taker = only?.isMe && others.length === 0 ? only.id : null;
    onChange({ unitId: now?.unitId ?? null, colleagueId: now?.colleagueId ?? taker });
  }, [places]);
  if (places === null) return <Notice kind="warning">{t('staff.place.noPlaces')}</Notice>;
  return (
    <>
      <ColleagueSelect
        id={actionFieldId('place', 'colleague')}
        places={places}
        value={draft.colleagueId ?? null}
        onChange={(colleagueId) => onChange({ unitId: draft.unitId ?? null, colleagueId })}
      />
      <UnitSelect
        id={actionFieldId('place', 'unit')}
        places={places}
        value={draft.unitId ?? null}
        onChange={(unitId) => onChange({ unitId, colleagueId: draft.colleagueId ?? null })}
      />
    </>
  );
}

/** @returns undefined until they have come, null where they cannot be had */
export function usePlaces(
  onRead: PlaceChoiceProps['onReadPlaces'],
  applicationId?: string,
): Places | null | undefined {
  const [places, setPlaces] = useState<Places | null>();
  useEffect(() => {
    void onRead(applicationId).then((read) => setPlaces(read.ok ? read.value : null));
  }, [applicationId]);
  return places;
}

interface ChoiceProps {
  id: string;
  places: Places | null | undefined;
  value: string | null;
  onChange: (value: string | null) => void;
}

export function ColleagueSelect({ id, places, value, onChange }: ChoiceProps) {
  const { t } = useTexts();
  const options = (places?.colleagues ?? []).map((one) => ({
    value: one.id,
    label: one.isMe ? t('staff.place.meNamed', { name: one.name }) : one.name,
  }));
  return (
    <Select
      id={id}
      label={t('staff.place.colleague')}
      value={value ?? ''}
      options={options}
      placeholder={t('staff.place.nobody')}
      onChange={(chosen) => onChange(chosen === '' ? null : chosen)}
      maxWidth="long"
    />
  );
}

export function UnitSelect({ id, places, value, onChange }: ChoiceProps) {
  const { t } = useTexts();
  return (
    <Select
      id={id}
      label={t('staff.place.unit')}
      value={value ?? ''}
      options={(places?.units ?? []).map((unit) => ({ value: unit.id, label: unit.name }))}
      placeholder={t('staff.place.noUnit')}
      onChange={(chosen) => onChange(chosen === '' ? null : chosen)}
      maxWidth="long"
    />
  );
}
