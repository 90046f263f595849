// Whether this person chose sign language first. Apart from clip-choices.ts, which comes only where there are clips: the
// question how the answer shall come asks for it on every phone.

/** Key in localStorage. */
export const CHOICES_KEY = 'kopru.clips';

export function areSignsFirst(): boolean {
  try {
    return JSON.parse(localStorage.getItem(CHOICES_KEY) ?? '{}').isFirst === true;
  } catch {
    return false;
  }
}
