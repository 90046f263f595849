// A subject from a list, for who tells the rest by voice or by hand: the law wants one (Law 3071 art. 6), and a word that
// was chosen serves as well as one that was written.

import { Select } from '../../ui/select/select.tsx';
import type { StepProps } from '../pages/flow/steps/step.ts';
import { useTexts } from '../shell/texts.tsx';
import { Held } from './held.tsx';

const TOPICS = [
  'road',
  'water',
  'electricity',
  'cleaning',
  'transport',
  'access',
  'health',
  'school',
  'social-aid',
  'work',
  'environment',
  'security',
  'anything',
] as const;

export function Topics({ answers, change, draftId }: StepProps) {
  const { t } = useTexts();
  const options = TOPICS.map((topic) => ({ value: topic, label: t(`media.topic.${topic}`) }));
  const chosen = options.find(({ label }) => label === answers.subject);
  return (
    <>
      <Held draftId={draftId} attachments={answers.attachments} />
      <Select
        id="topic"
        label={t('media.topic.label')}
        hint={t('media.topic.hint')}
        optionalText={t('flow.optional')}
        errorPrefix={t('ui.errorPrefix')}
        placeholder={t('flow.choose')}
        autocomplete="off"
        value={chosen?.value ?? ''}
        options={options}
        onChange={(topic) => {
          const label = options.find(({ value }) => value === topic)?.label;
          if (label !== undefined) change({ subject: label });
        }}
      />
    </>
  );
}
