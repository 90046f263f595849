// Brings the words of the console in a language; a file of its own, so that the other language costs nothing.

import type { Locale } from '../../i18n/locale.ts';
import { flatten, type MessageTree } from '../../i18n/message-tree.ts';
import type { Messages } from '../../i18n/translate.ts';

const LOADERS: Readonly<Record<Locale, () => Promise<{ messages: MessageTree }>>> = {
  tr: () => import('virtual:messages/tr/staff'),
  'tr-simple': () => import('virtual:messages/tr-simple/staff'),
  en: () => import('virtual:messages/en/staff'),
  ar: () => import('virtual:messages/ar/staff'),
};

export async function loadMessages(locale: Locale): Promise<Messages> {
  return flatten((await LOADERS[locale]()).messages);
}
