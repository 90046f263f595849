import { describe, expect, it } from 'vitest';
import arabic from '../../locales/ar.json' with { type: 'json' };
import { findSingularAddress } from './arabic-address.ts';

const faultsOf = (text: string): string[] => findSingularAddress({ 'a.text': { text, note: '' } });

describe('the check of the form of address', () => {
  it.each([
    ['a noun with the pronoun', 'تم استلام طلبك.', 'طلبك'],
    ['a verb with the pronoun', 'ماذا يمكنك أن تفعل؟', 'يمكنك'],
    ['a preposition with the pronoun', 'لديك طلبات.', 'لديك'],
    ['an imperative at the beginning', 'أرسل الآن', 'أرسل'],
    ['one with its vowels', 'أعِد المحاولة.', 'أعد'],
    ['one after a full stop', 'تعذر الحفظ. حاول مرة أخرى.', 'حاول'],
    ['one with an object', '{path} قديم. احفظه من جديد.', 'احفظه'],
    ['one at the end', 'نعم، احذفها', 'احذفها'],
    ['one after a particle', 'إن كان خطأ، فاكتب السبب.', 'فاكتب'],
    ['a question', 'هل تريد حذفه؟', 'هل تريد'],
    ['the pronoun by itself', 'حتى تزيلها أنت.', 'أنت'],
  ])('finds %s', (_, text, word) => {
    const [fault] = faultsOf(text);
    expect(fault).toContain('a.text');
    expect(fault).toContain(word);
  });

  it.each([
    ['the plural', 'أرسلوا طلبكم. هل تريدون حفظه؟ إذا كنتم أنتم'],
    ['words that end in the same letter', 'لذلك هناك من يملك ذلك، والمالك كذلك من دون ترك نسخة'],
    ['a passive', 'أُرسل الجواب. استُخدم الرابط.'],
    ['a past of somebody else', 'أعدّ {name} ترجمة. قام شخص آخر بإجراء أو أرسل المواطن شيئًا.'],
    ['a unit by itself', '{size} ك.ب'],
  ])('leaves %s alone', (_, text) => {
    expect(faultsOf(text)).toEqual([]);
  });

  it('finds nothing in the texts that we have', () => {
    expect(findSingularAddress(arabic)).toEqual([]);
  });
});
