// What a page does from its start on a device that always seals: the browser is to remember nothing of what is typed, and
// the app may go by another name.

import { wearPlainName } from './plain-name.ts';

let isForgetting = false;

/** @param mode as it stands at <html> (src/ui/modes/modes.ts) */
export function startPrivately(mode: string | undefined): void {
  if (mode === 'plain') wearPlainName();
  if (mode && !isForgetting) document.addEventListener('focusin', forgetInput);
  isForgetting ||= Boolean(mode);
}

/** A browser keeps what was typed into forms in files of its own; names and addresses lay readable in Chromium's "Web Data". */
function forgetInput({ target }: FocusEvent): void {
  if (document.documentElement.dataset.private && target instanceof HTMLInputElement)
    target.autocomplete = 'off';
}
