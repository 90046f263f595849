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

/** What is chosen and not typed has nothing to complete, and a hidden code has its own word. */
const NOTHING_TYPED = /^(checkbox|radio|file|password)$/;

/** A browser keeps what was typed into forms in files of its own; names and addresses lay readable in Chromium's "Web Data". */
function forgetInput({ target }: FocusEvent): void {
  const isTyped = target instanceof HTMLInputElement && !NOTHING_TYPED.test(target.type);
  if (document.documentElement.dataset.private && isTyped) target.autocomplete = 'off';
}
