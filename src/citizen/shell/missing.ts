// What the app wanted to bring and this device does not hold yet: the words of the chosen language, the reader of pages,
// the code of a page. Noted here by who missed it; said by background.tsx, which may come later.

export type Missing = 'aloud' | 'language' | 'page';

export const MISSING_CHANGED = 'kopru:missing';

/** What is missing; of the language, which one. */
export const missing = new Map<Missing, string>();

/** @param which undefined when it is no longer missing */
export function noteMissing(what: Missing, which?: string): void {
  if (which) missing.set(what, which);
  else missing.delete(what);
  dispatchEvent(new CustomEvent(MISSING_CHANGED, { detail: what }));
}
