// What happened: a subject of one line, and the story with its room; or told by voice or by hand (media/telling.tsx).

import { useState } from 'preact/hooks';
import { isToldByRecording } from '../../../../domain/attachment.ts';
import type { Translate } from '../../../../i18n/translate.ts';
import { TextArea, type TextAreaCounter } from '../../../../ui/text-area/text-area.tsx';
import { TextField } from '../../../../ui/text-field/text-field.tsx';
import { useTexts } from '../../../shell/texts.tsx';
import { useMedia } from '../../../shell/use-brought.ts';
import { countCharacters } from '../count-characters.ts';
import { useAnswerControl } from '../use-answer-control.ts';
import type { StepProps } from './step.ts';

export function TextStep(props: StepProps) {
  const { answers, change, operator } = props;
  const { t } = useTexts();
  const control = useAnswerControl(props);
  const { subject = '', description = '' } = answers;
  const media = useMedia();

  const [isWritten, setIsWritten] = useState(true);
  const described = control('description');
  // Each in its place, whether the ways of telling have come or not: what is being typed in is not made anew.
  return (
    <>
      {media && <media.Topics {...props} />}
      <TextField
        {...control('subject')}
        label={t('flow.text.subject')}
        hint={t('flow.text.subjectHint')}
        dir="auto"
        autocomplete="off"
        value={subject}
        onInput={(typed) => change({ subject: typed })}
      />
      {media && <media.Telling {...props} onWritten={setIsWritten} />}
      {isWritten && (
        <TextArea
          {...described}
          optionalText={isToldByRecording(answers.attachments) ? t('flow.optional') : described.optionalText}
          label={t('flow.text.description')}
          hint={t('flow.text.descriptionHint')}
          rows={10}
          value={description}
          onInput={(typed) => change({ description: typed })}
          counter={counterOf(description, operator.descriptionMaxLength, t)}
        />
      )}
      {media && <media.Additions {...props} />}
    </>
  );
}

function counterOf(text: string, max: number, t: Translate): TextAreaCounter {
  const { left, spoken } = countCharacters(text, max);
  const announce =
    spoken === undefined
      ? undefined
      : spoken.kind === 'over'
        ? t('flow.text.spokenOver')
        : spoken.atMost === 0
          ? t('flow.text.spokenFull')
          : t('flow.text.spokenLeft', { atMost: spoken.atMost });
  return left < 0
    ? { text: t('flow.text.over', { count: -left }), announce, isOver: true }
    : { text: t('flow.text.left', { count: left }), announce };
}
