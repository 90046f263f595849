// What a page does from its start on a device that always seals: the browser is to remember nothing of what is typed, and
// the app may go by another name, and nothing may come to this phone by itself.

import { wearPlainName } from './plain-name.ts';

let isForgetting = false;

/** @param mode as it stands at <html> (src/ui/modes/modes.ts) */
export function startPrivately(mode: string | undefined): void {
  if (mode === 'plain') wearPlainName();
  if (mode && !isForgetting) document.addEventListener('focusin', forgetInput);
  isForgetting ||= Boolean(mode);
  // What a browser without its push service cannot end now, the next start ends.
  if (mode) endNotices().catch(() => undefined);
}

/** This phone's address for notices goes: what is still sent to it comes to nothing. */
async function endNotices(): Promise<void> {
  const registration = await navigator.serviceWorker?.getRegistration();
  const subscription = await registration?.pushManager?.getSubscription();
  await subscription?.unsubscribe();
}

/** What is chosen and not typed has nothing to complete, and a hidden code has its own word. */
const NOTHING_TYPED = /^(checkbox|radio|file|password)$/;

/** A browser may keep what was typed into forms in files of its own (docs/decisions/0060). */
function forgetInput({ target }: FocusEvent): void {
  const isTyped = target instanceof HTMLInputElement && !NOTHING_TYPED.test(target.type);
  if (document.documentElement.dataset.private && isTyped) target.autocomplete = 'off';
}
