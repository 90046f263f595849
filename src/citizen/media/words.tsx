// The words of recordings and files: brought with them, and laid over the app's own.

import type { ComponentType } from 'preact';
import { useMemo } from 'preact/hooks';
import type { Locale } from '../../i18n/locale.ts';
import { flatten, type MessageTree } from '../../i18n/message-tree.ts';
import { createTranslate, type Messages } from '../../i18n/translate.ts';
import { TextsContext, useTexts } from '../shell/texts.tsx';

const LOADERS: Readonly<Record<Locale, () => Promise<{ messages: MessageTree }>>> = {
  tr: () => import('virtual:messages/tr/media'),
  'tr-simple': () => import('virtual:messages/tr-simple/media'),
  en: () => import('virtual:messages/en/media'),
  ar: () => import('virtual:messages/ar/media'),
};

let words: Messages = {};

/** Brings the words. Another language is another start of the app. */
export async function loadWords(locale: Locale): Promise<void> {
  const { messages } = await LOADERS[locale]();
  words = flatten(messages);
}

/** The component with the words of recordings and files beside the app's. */
export function withWords<Props extends object>(Component: ComponentType<Props>): ComponentType<Props> {
  return function WithWords(props: Props) {
    const texts = useTexts();
    const all = useMemo(() => {
      const own = createTranslate(texts.tag, words);
      const t: typeof own = (key, params) =>
        key.startsWith('media.') ? own(key, params) : texts.t(key, params);
      return { ...texts, t };
    }, [texts]);
    return (
      <TextsContext.Provider value={all}>
        <Component {...props} />
      </TextsContext.Provider>
    );
  };
}
