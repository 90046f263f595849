// The words of the chosen language, for every page of the console.

import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Locale } from '../../i18n/locale.ts';
import type { Translate } from '../../i18n/translate.ts';

export interface Texts {
  locale: Locale;
  /** BCP 47, for numbers and dates. */
  tag: string;
  t: Translate;
}

export const TextsContext = createContext<Texts | undefined>(undefined);

/** @throws Error outside the console's shell */
export function useTexts(): Texts {
  const texts = useContext(TextsContext);
  if (!texts) throw new Error('useTexts was called outside the shell');
  return texts;
}
