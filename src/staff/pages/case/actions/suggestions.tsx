// To whom the case could go, each with its reason. Nothing is chosen before a person chooses it.

import { useEffect, useState } from 'preact/hooks';
import type { CaseSuggestion, CaseSuggestions } from '../../../../domain/suggestion-wire.ts';
import type { Translate } from '../../../../i18n/translate.ts';
import { Button } from '../../../../ui/button/button.tsx';
import { useTexts } from '../../../shell/texts.tsx';
import type { Result } from '../../../staff-call.ts';

export interface SuggestionsProps {
  applicationId: string;
  onReadSuggestions: (applicationId: string) => Promise<Result<CaseSuggestions>>;
  onChoose: (suggestion: CaseSuggestion) => void;
}

/** Where there are none, or they cannot be had, there is the search. */
export function Suggestions({ applicationId, onReadSuggestions, onChoose }: SuggestionsProps) {
  const { t } = useTexts();
  const [suggestions, setSuggestions] = useState<readonly CaseSuggestion[]>([]);
  useEffect(() => {
    void onReadSuggestions(applicationId).then((read) => {
      if (read.ok) setSuggestions(read.value.suggestions);
    });
  }, [applicationId]);
  if (suggestions.length === 0) return null;
  return (
    <section class="stack" aria-labelledby="action-suggestions">
      <h4 id="action-suggestions">{t('staff.suggestion.heading')}</h4>
      <ul class="case-suggestions">
        {suggestions.map((suggestion) => (
          <li key={`${suggestion.institutionId} ${suggestion.unitId}`}>
            <p>
              <strong>
                <bdi lang="tr">{suggestion.institution}</bdi>
              </strong>
              {suggestion.unit === null ? null : (
                <>
                  {', '}
                  <bdi lang="tr">{suggestion.unit}</bdi>
                </>
              )}
            </p>
            <p class="quiet">{suggestion.reasons.map((reason) => reasonInWords(reason, t)).join(' ')}</p>
            <Button onPress={() => onChoose(suggestion)}>
              {t('staff.suggestion.choose', { institution: suggestion.institution })}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function reasonInWords(reason: CaseSuggestion['reasons'][number], t: Translate): string {
  if (reason.kind === 'similar') return t('staff.suggestion.similar', { many: reason.count, of: reason.of });
  return reason.topic === null
    ? t('staff.suggestion.rule')
    : t('staff.suggestion.topic', { topic: reason.topic });
}
