// Where it is about: province, district, a description in words, and the phone's position if the citizen wants.

import { useState } from 'preact/hooks';
import { isPlace, PROVINCES } from '../../../../domain/places.ts';
import { useAnnounce } from '../../../../ui/live-region/live-region.tsx';
import { Select } from '../../../../ui/select/select.tsx';
import { TextArea } from '../../../../ui/text-area/text-area.tsx';
import { useTexts } from '../../../shell/texts.tsx';
import { useAnswerControl } from '../use-answer-control.ts';
import { PositionField } from './position-field.tsx';
import type { StepProps } from './step.ts';

const BY_NAME = new Intl.Collator('tr');
const PROVINCE_OPTIONS = PROVINCES.map(({ plate, province }) => ({ value: plate, label: province })).sort(
  (one, other) => BY_NAME.compare(one.label, other.label),
);

export function PlaceStep(props: StepProps) {
  const { answers, change } = props;
  const { t } = useTexts();
  const announce = useAnnounce();
  const control = useAnswerControl(props);
  const [removed, setRemoved] = useState<string>();
  const { province = '', district = '' } = answers;
  const cleared = removed && t('flow.place.districtCleared', { district: removed });

  const changeProvince = (plate: string): void => {
    const isImpossible = district !== '' && !isPlace(plate, district);
    change({ province: plate, ...(isImpossible && { district: undefined }) });
    if (!isImpossible) return;
    setRemoved(district);
    announce(t('flow.place.districtCleared', { district }));
  };

  return (
    <>
      <p>{t('flow.place.lead')}</p>
      <Select
        {...control('province')}
        label={t('flow.place.province')}
        placeholder={t('flow.choose')}
        value={province}
        options={PROVINCE_OPTIONS}
        onChange={changeProvince}
      />
      <Select
        {...control('district')}
        label={t('flow.place.district')}
        hint={province === '' ? t('flow.place.districtHint') : cleared}
        placeholder={t('flow.choose')}
        value={district}
        options={districtOptions(province)}
        onChange={(chosen) => {
          change({ district: chosen });
          setRemoved(undefined);
        }}
      />
      <TextArea
        {...control('placeDetail')}
        label={t('flow.place.detail')}
        hint={t('flow.place.detailHint')}
        rows={3}
        value={answers.placeDetail ?? ''}
        onInput={(placeDetail) => change({ placeDetail })}
      />
      <PositionField {...props} />
    </>
  );
}

function districtOptions(plate: string): { value: string; label: string }[] {
  const districts = PROVINCES.find((province) => province.plate === plate)?.districts ?? [];
  return districts
    .toSorted((one, other) => BY_NAME.compare(one, other))
    .map((district) => ({ value: district, label: district }));
}
