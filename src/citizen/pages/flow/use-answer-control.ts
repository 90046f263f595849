// What every control of an answer shares: id, error, and whether it says that it is optional.

import type { AnswerField } from '../../../domain/application.ts';
import { isRequired } from '../../../domain/requirements.ts';
import { useTexts } from '../../shell/texts.tsx';
import { fieldId, type StepProps } from './steps/step.ts';

export interface AnswerControl {
  id: string;
  error: string | undefined;
  errorPrefix: string;
  optionalText: string | undefined;
}

/** @returns gives the shared properties of the control for a field */
export function useAnswerControl({ answers, errorOf }: StepProps): (field: AnswerField) => AnswerControl {
  const { t } = useTexts();
  return (field) => ({
    id: fieldId(field),
    error: errorOf(field),
    errorPrefix: t('ui.errorPrefix'),
    // Before the kind is chosen nobody knows; a whole part on one page asks for more than the kind.
    optionalText: !answers.kind || isRequired(field, answers.kind) ? undefined : t('flow.optional'),
  });
}
