// Whose opinion is asked: another institution's, or that of a unit of the one that holds the case. Until a unit is wanted its field is
// not there.

import { RadioGroup } from '../../../../ui/radio-group/radio-group.tsx';
import { Select } from '../../../../ui/select/select.tsx';
import type { ActionDraft } from '../../../actions/action-drafts.ts';
import { actionFieldId } from '../../../actions/action-forms.ts';
import { useTexts } from '../../../shell/texts.tsx';
import { type PlaceChoiceProps, usePlaces } from './place-choice.tsx';

export interface OpinionOfProps extends Pick<PlaceChoiceProps, 'staffCase' | 'onReadPlaces'> {
  /** `unitId`: undefined where an institution is asked, null where no unit is chosen yet. */
  draft: Pick<ActionDraft, 'unitId'>;
  onChange: (change: Pick<ActionDraft, 'unitId'>) => void;
  error: string | undefined;
}

export function OpinionOf({ staffCase, draft: { unitId }, onChange, onReadPlaces, error }: OpinionOfProps) {
  const { t } = useTexts();
  const units = usePlaces(onReadPlaces, staffCase.applicationId)?.units ?? [];
  const id = actionFieldId('ask-opinion', 'whose');
  // Of what was chosen before the list had come, or of an institution without units.
  if (units.length === 0 && unitId === undefined) return null;
  return (
    <>
      <RadioGroup
        id={id}
        name={id}
        legend={t('staff.action.opinionWhose')}
        value={unitId === undefined ? 'institution' : 'unit'}
        options={[
          { value: 'institution', label: t('staff.action.opinionOfInstitution') },
          { value: 'unit', label: t('staff.action.opinionOfUnit') },
        ]}
        onChange={(whose) => onChange({ unitId: whose === 'unit' ? null : undefined })}
      />
      {unitId === undefined ? null : (
        <Select
          id={actionFieldId('ask-opinion', 'unit')}
          label={t('staff.place.unit')}
          value={unitId ?? ''}
          options={units.map(({ id: value, name }) => ({ value, label: name }))}
          placeholder={t('staff.action.choose')}
          onChange={(chosen) => onChange({ unitId: chosen === '' ? null : chosen })}
          maxWidth="long"
          error={error}
          errorPrefix={t('ui.errorPrefix')}
          isRequired
        />
      )}
    </>
  );
}
