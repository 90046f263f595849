// Holds the Arabic texts to one form of address: the polite plural. Finds what can hardly be anything but an address in the singular:
// the pronoun ك at the end of a word, a few imperatives where a clause begins, and a few questions. A verb whose imperative is written
// as its past (صحّح, قيّم, سجّل) is left to the reader: "صحّح المواطن" is said of a citizen.

import type { LocaleFile } from './locales.ts';

/** Marks that tell no imperative from another form. Damma and shadda stay: أُرسل is a passive, أعدّ a past. */
const SILENT_MARKS = /[\u064b-\u064e\u0650\u0652]/gu;
const WORD = /[\u0621-\u0652]+/gu;

/** Words that end in a ك of their own, after one or two of the particles that are written together with a word. */
const OWN_KAF =
  /^[وف]?(?:[بكل]|ال)?(?:ذلك|تلك|هناك|آنذاك|مالك|مملوك|يملك|تملك|ترك|يترك|تترك|يتحرّ?ك|تتحرّ?ك|أشارك|يشارك|تشارك)$/u;

const IMPERATIVES =
  'اختر|اكتب|احفظ|احذف|افتح|اقرأ|ابحث|ابدأ|اضغط|اطبع|اطلب|اترك|انتظر|انظر|انتقل|استخدم|اسأل|اسحب|اختصر|اختم|ارفع|ارفض|أبق|أجب|أرسل|أزل|أضف|أعد|أعط|تأكد|تحقق|تحقّق|جرّب|حاول|راجع|واصل';
const CLAUSE_BEGINS_WITH_IMPERATIVE = new RegExp(
  `(?:^|[.:!؟؛،«\\n]\\s*)(?:ثم )?[وف]?(?:${IMPERATIVES})(?:ه|ها|هم)?(?![\u0621-\u0652])`,
  'u',
);
const QUESTIONS = /(?:هل تريد|إذا كنت|إن كنت|أنت)(?![\u0621-\u0652])/u;

/** @returns faults as sentences */
export function findSingularAddress(file: LocaleFile): string[] {
  return Object.entries(file).flatMap(([key, { text }]) => {
    const found = singularIn(text.replace(SILENT_MARKS, ''));
    return found
      ? [`locales/ar.json: ${key}: speaks to the reader in the singular (${found}), not in the polite plural`]
      : [];
  });
}

function singularIn(text: string): string | undefined {
  const pronoun = text
    .match(WORD)
    ?.find((word) => word.length > 1 && word.endsWith('ك') && !OWN_KAF.test(word));
  return pronoun ?? (CLAUSE_BEGINS_WITH_IMPERATIVE.exec(text) ?? QUESTIONS.exec(text))?.[0].trim();
}
