// What is missing below a list, summed up at the top of its page: kept so that it can be said in another language, too.

import { useState } from 'preact/hooks';
import type { Translate } from '../../../../i18n/translate.ts';
import type { SummarizedError } from '../../../../ui/error-summary/error-summary.tsx';
import { useTexts } from '../../../shell/texts.tsx';

interface ErrorWords {
  title: string;
  errors: readonly SummarizedError[];
}

/** @param words absent: nothing is missing */
export type ReportErrors = (words?: ((t: Translate) => ErrorWords) | undefined) => void;

export interface PageErrors {
  /** Undefined while nothing is missing. */
  summary: (ErrorWords & { attempt: number }) | undefined;
  report: ReportErrors;
}

export function usePageErrors(): PageErrors {
  const { t } = useTexts();
  const [{ words, attempt }, setErrors] = useState<{
    words?: ((t: Translate) => ErrorWords) | undefined;
    attempt: number;
  }>({ attempt: 0 });
  return {
    summary: words && { ...words(t), attempt },
    report: (found) => setErrors((before) => ({ words: found, attempt: before.attempt + 1 })),
  };
}
