// A sign video or sound of an answer on paper, where nothing plays: its name and length, where it can be seen or heard, and
// what it says, as far as it has captions. On the screen it is hidden from everybody.

import type { AnswerMedium } from '../../domain/thread-answer.ts';
import { durationInWords } from '../../i18n/figures.ts';
import { useTexts } from '../shell/texts.tsx';

export function PrintedMedium({ medium, name }: { medium: AnswerMedium; name: string }) {
  const { t } = useTexts();
  const { kind, durationMs, captions = [] } = medium;
  return (
    <section class="answer-printed" hidden>
      <h4>{name}</h4>
      <p>
        {durationMs ? <>{t('media.answer.length', { length: durationInWords(durationMs, t) })} </> : null}
        {t(`media.answer.printed.${kind}`)}
      </p>
      {captions.length > 0 && (
        <>
          <h5>{t('media.answer.printed.captions')}</h5>
          <p class="citizen-text" dir="auto" lang="tr">
            {captions.map(({ text }) => text).join('\n')}
          </p>
        </>
      )}
    </section>
  );
}
