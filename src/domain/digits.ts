// Numbers as people type them: spaces, hyphens, brackets, and the digits of the Arabic keyboard.

/** Maps Arabic-Indic (٠–٩) and Extended Arabic-Indic (۰–۹) digits to 0–9 and leaves the rest alone. */
export function toLatinDigits(text: string): string {
  return text.replace(/[٠-٩۰-۹]/g, (digit) => {
    const code = digit.charCodeAt(0);
    return String(code >= 0x06f0 ? code - 0x06f0 : code - 0x0660);
  });
}

/** Removes what people put between digits: any white space, hyphens and dashes, dots, brackets, slashes. */
export function dropSeparators(text: string): string {
  return text.replace(/[\s\u00a0\u2010-\u2015\-.()/\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '');
}
