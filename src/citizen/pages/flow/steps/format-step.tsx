// How the answer shall come. It travels with the application and binds the unit that answers. Who reads this app in
// large text, in easy Turkish, by ear or by signs is offered the same for the answer; it goes with the application only when they
// press the button, because it may say something of their health (Law 6698 art. 6).

import { ANSWER_FORMATS, type AnswerFormat } from '../../../../domain/kinds.ts';
import type { Locale } from '../../../../i18n/locale.ts';
import { Button } from '../../../../ui/button/button.tsx';
import { CheckboxGroup } from '../../../../ui/checkbox-group/checkbox-group.tsx';
import { useAnnounce } from '../../../../ui/live-region/live-region.tsx';
import { type Modes, readModes } from '../../../../ui/modes/modes.ts';
import { Notice } from '../../../../ui/notice/notice.tsx';
import { useTexts } from '../../../shell/texts.tsx';
import { areSignsFirst } from '../signs-first.ts';
import { useAnswerControl } from '../use-answer-control.ts';
import type { StepProps } from './step.ts';

export function FormatStep(props: StepProps) {
  const { t, locale, tag } = useTexts();
  const announce = useAnnounce();
  const control = useAnswerControl(props);
  const { formats = [] } = props.answers;
  const offered = formatsLike(readModes(), locale).filter((format) => !formats.includes(format));
  const names = new Intl.ListFormat(tag).format(offered.map((format) => t(`format.${format}`)));

  const take = (): void => {
    props.change({ formats: ANSWER_FORMATS.filter((one) => formats.includes(one) || offered.includes(one)) });
    announce(t('flow.format.taken', { formats: names }));
    document.getElementById(control('formats').id)?.focus();
  };

  return (
    <>
      {offered.length > 0 && (
        <Notice>
          <p>{t('flow.format.offer', { formats: names })}</p>
          <Button onPress={take}>{t('flow.format.take')}</Button>
        </Notice>
      )}
      <CheckboxGroup
        {...control('formats')}
        name="formats"
        legend={t('flow.format.legend')}
        hint={t('flow.format.hint')}
        values={formats}
        options={ANSWER_FORMATS.map((format) => ({
          value: format,
          label: t(`format.${format}`),
          hint: t(`format.${format}.hint`),
        }))}
        onChange={(chosen) => props.change({ formats: chosen })}
      />
    </>
  );
}

/** The formats of an answer that are like what this person chose for the app. */
function formatsLike({ text, aloud }: Modes, locale: Locale): AnswerFormat[] {
  const isLike: Partial<Record<AnswerFormat, unknown>> = {
    'plain-language': locale === 'tr-simple',
    'large-print': text,
    audio: aloud,
    'sign-language': areSignsFirst(),
  };
  return ANSWER_FORMATS.filter((format) => isLike[format]);
}
