// The words of recordings and files: brought with them, and laid over the app's own.

import type { ComponentType } from 'preact';
import { useMemo } from 'preact/hooks';
import { type Locale, SOURCE_LOCALE } from '../../i18n/locale.ts';
import { flatten } from '../../i18n/message-tree.ts';
import { createTranslate, type Messages } from '../../i18n/translate.ts';
import { TextsContext, useTexts } from '../shell/texts.tsx';

let words: Messages = {};

/** Brings the words. Another language has them among all its words, and is another start of the app. */
export async function loadWords(locale: Locale): Promise<void> {
  if (locale !== SOURCE_LOCALE) return;
  const { messages } = await import('virtual:messages/tr/media');
  words = flatten(messages);
}

/** The component with the words of recordings and files beside the app's. */
export function withWords<Props extends object>(Component: ComponentType<Props>): ComponentType<Props> {
  return function WithWords(props: Props) {
    const texts = useTexts();
    const all = useMemo(() => {
      const own = createTranslate(texts.tag, words);
      const isOwn = texts.locale === SOURCE_LOCALE;
      const t: typeof own = (key, params) =>
        isOwn && key.startsWith('media.') ? own(key, params) : texts.t(key, params);
      return { ...texts, t };
    }, [texts]);
    return (
      <TextsContext.Provider value={all}>
        <Component {...props} />
      </TextsContext.Provider>
    );
  };
}
