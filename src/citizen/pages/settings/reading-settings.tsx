// How this person reads and is asked: the modes of both apps, and those that only the citizen's app has.

import { Checkbox } from '../../../ui/checkbox/checkbox.tsx';
import { DisplaySettings, useModes } from '../../../ui/modes/display-settings.tsx';
import { RadioGroup } from '../../../ui/radio-group/radio-group.tsx';
import { useTexts } from '../../shell/texts.tsx';

export function ReadingSettings() {
  const { t } = useTexts();
  const [modes, change] = useModes();
  return (
    <section>
      <h2>{t('display.heading')}</h2>
      <p>{t('display.lead')}</p>
      <DisplaySettings t={t} />
      <Checkbox
        id="display-aloud"
        label={t('display.aloud')}
        hint={t('display.aloudHint')}
        isChecked={modes.aloud === 'on'}
        onChange={(isOn) => change({ aloud: isOn ? 'on' : undefined })}
      />
      <RadioGroup
        legend={t('display.questions')}
        name="display-questions"
        value={modes.questions ?? 'one'}
        options={[
          { value: 'one', label: t('display.questions.one'), hint: t('display.questions.oneHint') },
          { value: 'part', label: t('display.questions.part') },
        ]}
        onChange={(questions) => change({ questions: questions === 'part' ? 'part' : undefined })}
      />
      <RadioGroup
        legend={t('display.exit')}
        hint={t('display.exitHint')}
        name="display-exit"
        value={modes.exit ?? 'keep'}
        options={[
          { value: 'keep', label: t('display.exit.keep') },
          { value: 'discard', label: t('display.exit.discard'), hint: t('display.exit.discardHint') },
        ]}
        onChange={(exit) => change({ exit: exit === 'discard' ? 'discard' : undefined })}
      />
    </section>
  );
}
