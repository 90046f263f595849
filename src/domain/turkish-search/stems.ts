// Takes Turkish endings off a folded word, in the order in which Turkish puts them on, read from the end:
//
//     stem · verbal noun · plural · possessive · case · (ki, ile, dir …)            başvuru-lar-ımız-ın
//      0          1           2          3        4            5
//
// 1. Several answers are right as long as one is: "evin" is "of the house" and "your house". All are given.
// 2. Folding has merged ı with i, ö with o, ü with u, ç with c, ş with s and ğ with g, so vowel harmony is checked as far
//    as it survives: after e no a, after o and u no i.
// 3. A word of the lexicon is never taken apart. Derivations (-lık, -lı, -cı) stay: "engelli" is not "engel".
// After G. Lewis, Turkish Grammar (2nd ed.), ch. II and VIII; the order of endings is also that of Snowball's `turkish`.

import { DROPPING_WORDS, SHORT_WORDS, WHOLE_WORDS } from './lexicon.ts';

type Level = 0 | 1 | 2 | 3 | 4 | 5;

interface Ending {
  text: string;
  /** May stand outside everything up to this level … */
  level: Level;
  /** … and then what remains is of this one. */
  inner: Level;
  /** What it follows: a vowel, a consonant, or a possessive of the third person (-ı, -sı, -ları). */
  after?: 'vowel' | 'consonant' | 'possessed';
}

const VOWEL = /[aeiou]/;

function endings(level: Level, inner: Level, texts: string, after?: Ending['after']): Ending[] {
  return texts.split(' ').map((text) => ({ text, level, inner, ...(after && { after }) }));
}

/** The endings of nouns; of each, its forms by vowel harmony. */
const NOUN: readonly Ending[] = [
  // dır, ile, ca, ken
  ...endings(5, 4, 'dir tir dur tur yken ken'),
  ...endings(5, 3, 'la le', 'consonant'),
  ...endings(5, 3, 'yla yle', 'vowel'),
  ...endings(5, 3, 'nca nce', 'possessed'),
  // What is in or at something is a noun again, and takes every ending once more.
  ...endings(1, 3, 'daki deki taki teki'),
  ...endings(1, 3, 'ndaki ndeki', 'possessed'),
  // -i -e -de -den -in
  ...endings(4, 3, 'i u a e in un', 'consonant'),
  ...endings(4, 3, 'yi yu ya ye nin nun', 'vowel'),
  ...endings(4, 3, 'da de ta te dan den tan ten'),
  ...endings(4, 3, 'ni nu na ne nin nun nda nde ndan nden', 'possessed'),
  // my, your, its, our, their
  ...endings(3, 2, 'im um in un i u imiz umuz iniz unuz', 'consonant'),
  ...endings(3, 2, 'm n si su miz muz niz nuz', 'vowel'),
  ...endings(3, 1, 'lari leri'),
  ...endings(2, 1, 'lar ler'),
  // what is done, that it is done
  ...endings(
    1,
    0,
    'ma me mak mek mag meg dik dig tik tig duk dug tuk tug acak ecek acag eceg an en yan yen is us yis yus',
  ),
];

/** Endings of verbs that end a sentence. What remains is a verb's stem. */
const VERB: readonly Ending[] = [
  ...endings(
    5,
    1,
    'iyor uyor yor iyorum uyorum iyoruz uyoruz iyorlar uyorlar iyordu uyordu iyorsunuz uyorsunuz',
  ),
  ...endings(
    5,
    1,
    'di du ti tu dim dum tim tum dik duk tik tuk diniz dunuz tiniz tunuz diler dilar dular duler tiler tilar tular',
  ),
  ...endings(5, 1, 'mis mus mistir mustur misti mustu mislar misler muslar musler'),
  ...endings(5, 1, 'acak ecek acaktir ecektir acagim ecegim acagiz ecegiz acaklar ecekler yacak yecek'),
  ...endings(5, 1, 'mali meli malidir melidir sa se'),
  ...endings(5, 1, 'ilir ulur ir ur ar er iliyor uluyor ilmis ulmus ildi uldu'),
];

/** "-lık", "-lı", "-sız", "-cı": other words, by which a text may still be meant to be found. */
const DERIVED: readonly Ending[] = endings(
  0,
  0,
  'lik luk lig lug li lu siz suz ci cu cilik culuk cilig culug lilik luluk sizlik suzluk sel sal',
);

/** The stems that a word may have, the word itself not among them; longest first. @param word folded */
export function stemsOf(word: string): string[] {
  if (WHOLE_WORDS.has(word) || word.length < 3) return [];
  const found = new Set<string>();
  strip(word, 5, NOUN, found);
  for (const ending of VERB) {
    const stem = cut(word, ending);
    if (stem !== undefined) {
      addStem(stem, ending, found);
      strip(stem, 1, NOUN, found);
    }
  }
  found.delete(word);
  return [...found].sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
}

function strip(word: string, level: Level, table: readonly Ending[], found: Set<string>): void {
  if (WHOLE_WORDS.has(word)) return;
  for (const ending of table) {
    if (ending.level > level) continue;
    const stem = cut(word, ending);
    if (stem === undefined) continue;
    addStem(stem, ending, found);
    strip(stem, ending.inner, table, found);
  }
}

/** Whether it is nothing but endings of a noun, as they stand behind an apostrophe: "daki" of "Ankara'daki". Folded. */
export function isOfEndings(text: string, level: Level = 5): boolean {
  return NOUN.some((ending) => {
    // Verbal nouns are made of verbs: the "an" of "Kur'an" is none of them.
    if (ending.inner === 0 || ending.level > level || !text.endsWith(ending.text)) return false;
    const rest = text.slice(0, -ending.text.length);
    return rest === '' || isOfEndings(rest, ending.inner);
  });
}

/** What the word and its stems are made from: "kiracılar" from "kira". Folded, without what stemsOf gives. */
export function basesOf(word: string): string[] {
  const bases = new Set<string>();
  for (const form of [word, ...stemsOf(word)]) {
    for (const ending of DERIVED) {
      const base = WHOLE_WORDS.has(form) ? undefined : cut(form, ending);
      if (base !== undefined) bases.add(base);
    }
  }
  return [...bases];
}

/** The word without the ending. @returns undefined where it does not end so, or cannot */
function cut(word: string, { text, after }: Ending): string | undefined {
  if (!word.endsWith(text)) return undefined;
  const stem = word.slice(0, -text.length);
  if (stem.length < 2 || !VOWEL.test(stem) || (stem.length === 2 && !SHORT_WORDS.has(stem))) return undefined;
  const last = stem.slice(-1);
  const isVowel = VOWEL.test(last);
  if (after === 'vowel' && !isVowel) return undefined;
  if (after === 'consonant' && isVowel) return undefined;
  if (after === 'possessed' && last !== 'i' && last !== 'u') return undefined;
  return harmonises(stem, text) ? stem : undefined;
}

/** Words from Arabic and French with a light last consonant: "saatler", "alkolü", "harfler". */
const LIGHT = /(?:at|al|ol|arf|alp|arb|ak|ar)$/;

function harmonises(stem: string, ending: string): boolean {
  const before = /[aeiou](?=[^aeiou]*$)/.exec(stem)?.[0];
  const next = VOWEL.exec(ending)?.[0];
  if (before === undefined || next === undefined) return true;
  if (next === 'a') return before !== 'e';
  if (next === 'e') return before !== 'a' || LIGHT.test(stem);
  if (next === 'u') return before === 'o' || before === 'u' || LIGHT.test(stem);
  return next !== 'i' || before === 'a' || before === 'e' || before === 'i' || LIGHT.test(stem);
}

const HARD: Readonly<Record<string, string>> = { b: 'p', d: 't', g: 'k' };
/** A double consonant that stands only before a vowel: "hakkı" of "hak", "tıbbı" of "tıp". */
const DOUBLE = /([bdfklmnrstz])\1$/;

/** Adds the stem, and before a vowel also as it was before that vowel softened, shortened or doubled it. */
function addStem(stem: string, { text, level }: Ending, found: Set<string>): void {
  found.add(stem);
  if (!VOWEL.test(text.charAt(0))) return;
  // "Bekle" is "bekliyor".
  if (text.includes('yor')) for (const narrowed of ['a', 'e']) found.add(stem + narrowed);
  const single = DOUBLE.test(stem) ? stem.slice(0, -1) : stem;
  const hard = HARD[single.slice(-1)];
  // Of verbs only d was t: "gidiyor", "git".
  const isHardened = hard !== undefined && single.length > 2 && (hard === 't' || (level > 2 && level < 5));
  const base = isHardened ? single.slice(0, -1) + hard : single;
  found.add(single).add(base);
  const whole = DROPPING_WORDS.get(base) ?? DROPPING_WORDS.get(single);
  if (whole !== undefined) found.add(whole);
  // The only noun that takes y: suyun, suyum, suyu.
  if (stem === 'suy') found.add('su');
}
