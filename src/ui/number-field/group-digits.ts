// Shows a number in groups, as people read it out. Only what fits is touched: exactly as many digits as the groups
// hold, and nothing else but what people put between digits. Digits stay those that were typed, Arabic ones too.

/** The same separators that src/domain/digits.ts drops: what is grouped here is understood there. */
const SEPARATORS = /[\s\u2010-\u2015\-.()/\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/**
 * @param groups how many digits each group has, e.g. [3, 3, 3, 2]
 * @returns the digits in groups with a space between them; `text` itself where it does not fit
 */
export function groupDigits(text: string, groups: readonly number[]): string {
  const digits = text.replace(SEPARATORS, '');
  const pattern = groups.map((count) => `([\\d٠-٩۰-۹]{${count}})`).join('');
  const found = new RegExp(`^${pattern}$`).exec(digits);
  return found ? found.slice(1).join(' ') : text;
}
