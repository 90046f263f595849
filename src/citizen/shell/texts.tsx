// The words of the chosen language, for every page. Texts that a page needs are loaded before it is shown.

import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Locale } from '../../i18n/locale.ts';
import type { Translate } from '../../i18n/translate.ts';
import type { MessagesPart } from './load-messages.ts';

export interface Texts {
  locale: Locale;
  /** BCP 47, for numbers and dates. */
  tag: string;
  t: Translate;
  /** Brings more words of this language; what is there already costs nothing. */
  loadMessages: LoadMessages;
}

export type LoadMessages = (parts: readonly MessagesPart[]) => Promise<void>;

export const TextsContext = createContext<Texts | undefined>(undefined);

/** @throws Error outside the app's shell */
export function useTexts(): Texts {
  const texts = useContext(TextsContext);
  if (!texts) throw new Error('useTexts was called outside the shell');
  return texts;
}
