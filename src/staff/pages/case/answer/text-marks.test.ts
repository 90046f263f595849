import { describe, expect, it } from 'vitest';
import { type TextMark, withMark } from './text-marks.ts';

/** `|` is the caret, `⟦…⟧` what is selected. */
function press(mark: TextMark, shown: string): string {
  const start = shown.search(/[|⟦]/);
  const end = shown.includes('⟧') ? shown.indexOf('⟧') - 1 : start;
  const field = withMark({ value: shown.replace(/[|⟦⟧]/g, ''), start, end }, mark, 'metin');
  const selected = field.value.slice(field.start, field.end);
  const inside = selected === '' ? '|' : `⟦${selected}⟧`;
  return field.value.slice(0, field.start) + inside + field.value.slice(field.end);
}

describe('a mark is inserted where the officer is', () => {
  it.each([
    ['heading', 'Sonuç|\nYol yapıldı.', '# Sonuç|\nYol yapıldı.'],
    ['heading', '# Sonuç|', 'Sonuç|'],
    ['heading', '|', '# |'],
    ['list', 'a\n⟦b\nc⟧\nd', 'a\n⟦- b\n- c⟧\nd'],
    ['list', '⟦- b\n- c⟧', '⟦b\nc⟧'],
    ['list', 'a\n|', 'a\n- |'],
    ['link', 'bkz. |.', 'bkz. [⟦metin⟧](https://).'],
    ['link', 'bkz. ⟦form⟧.', 'bkz. [form](https://|).'],
    ['link', '⟦https://ornek.gov.tr⟧', '[⟦metin⟧](https://ornek.gov.tr)'],
  ] as const)('%s: %j', (mark, before, after) => {
    expect(press(mark, before)).toBe(after);
  });
});
