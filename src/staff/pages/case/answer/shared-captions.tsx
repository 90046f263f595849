// The captions of a sign video that is not sent yet, between those who work on the case: kept on the server when the officer
// says so, shown to every colleague, and never written over unseen.

import { useState } from 'preact/hooks';
import type { Cue } from '../../../../domain/cue.ts';
import type { UnsentMedium } from '../../../../domain/wire-staff.ts';
import { formatInstant } from '../../../../i18n/format.ts';
import { Button } from '../../../../ui/button/button.tsx';
import { Details } from '../../../../ui/details/details.tsx';
import { useAnnounce } from '../../../../ui/live-region/live-region.tsx';
import { Notice } from '../../../../ui/notice/notice.tsx';
import type { MediumFault } from '../../../answer-media/medium.ts';
import { MarkedText } from '../../../cues/marked-text.tsx';
import { useTexts } from '../../../shell/texts.tsx';

type Prepared = NonNullable<UnsentMedium['captions']>;

export interface SharedCaptionsProps {
  stored: UnsentMedium;
  /** Those that are being written; undefined where there are none, or they have faults. */
  own: readonly Cue[] | undefined;
  /** `at` of those from which these go on. */
  after: string | undefined;
  onKeep: (cues: Cue[]) => Promise<MediumFault | undefined>;
  onTake: (prepared: Prepared) => void;
}

export function SharedCaptions({
  stored: { captions: prepared },
  own,
  after,
  onKeep,
  onTake,
}: SharedCaptionsProps) {
  const { t, tag } = useTexts();
  const announce = useAnnounce();
  const [fault, setFault] = useState<MediumFault>();
  const [isKeeping, setKeeping] = useState(false);
  const isKept = prepared !== undefined && JSON.stringify(own) === JSON.stringify(prepared.cues);
  const isOthers = prepared !== undefined && !isKept && prepared.at !== after;
  const who = prepared && { name: prepared.by, when: formatInstant(tag, prepared.at) };
  const keep = async (): Promise<void> => {
    if (!own) return;
    setKeeping(true);
    const found = await onKeep([...own]);
    setKeeping(false);
    setFault(found);
    announce(found ? t(`staff.medium.fault.${found}`) : t('staff.captions.keptNow'), {
      assertive: found !== undefined,
    });
  };
  return (
    <>
      {isOthers && who ? (
        <Notice kind="warning">
          <p>{t('staff.captions.others', who)}</p>
          <Details summary={t('staff.captions.othersRead')}>
            <MarkedText cues={prepared.cues} />
          </Details>
          <Button onPress={() => onTake(prepared)}>{t('staff.captions.take')}</Button>
        </Notice>
      ) : null}
      {isKept && who ? <p class="quiet">{t('staff.captions.kept', who)}</p> : null}
      <div class="cluster">
        <Button onPress={() => void keep()} isDisabled={!own || isKept || isKeeping}>
          {t('staff.captions.keep')}
        </Button>
        {own ? null : <p class="quiet">{t('staff.captions.notYet')}</p>}
      </div>
      {fault ? <p class="cues-error">{t(`staff.medium.fault.${fault}`)}</p> : null}
    </>
  );
}
