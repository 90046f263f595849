// The words of a part of the app that is brought when it is first needed: they come with it, and are laid over the app's
// own, so that nobody carries them before.

import type { ComponentType } from 'preact';
import { useMemo } from 'preact/hooks';
import { type Locale, SOURCE_LOCALE } from '../../i18n/locale.ts';
import { flatten, type MessageTree } from '../../i18n/message-tree.ts';
import { createTranslate, type Messages } from '../../i18n/translate.ts';
import { TextsContext, useTexts } from '../shell/texts.tsx';

export interface PartWords {
  /** Brings the words. Another language has them among all its words, and is another start of the app. */
  loadWords: (locale: Locale) => Promise<void>;
  /** The component with these words beside the app's. */
  withWords: <Props extends object>(Component: ComponentType<Props>) => ComponentType<Props>;
}

/** @param area first segment of the part's keys. @param load its words in Turkish */
export function createPartWords(area: string, load: () => Promise<{ messages: MessageTree }>): PartWords {
  let words: Messages = {};
  return {
    async loadWords(locale) {
      if (locale === SOURCE_LOCALE) words = flatten((await load()).messages);
    },
    withWords: (Component) => (props) => {
      const texts = useTexts();
      const all = useMemo(() => {
        const own = createTranslate(texts.tag, words);
        const isOwn = texts.locale === SOURCE_LOCALE;
        const t: typeof own = (key, params) =>
          isOwn && key.startsWith(`${area}.`) ? own(key, params) : texts.t(key, params);
        return { ...texts, t };
      }, [texts]);
      return (
        <TextsContext.Provider value={all}>
          <Component {...props} />
        </TextsContext.Provider>
      );
    },
  };
}
