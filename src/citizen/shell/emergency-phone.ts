// The emergency number that stands on every page. The operator sets it, and it is kept with the other settings in
// IndexedDB, which the first screen does not carry. So the work behind the pages (background.tsx) leaves a copy in
// localStorage, which the footer can read at once. What the build drew has the built-in number; the copy takes its place
// after the screen was taken over and before it is painted, so that both agree while it is taken over.

import { useLayoutEffect, useState } from 'preact/hooks';

const KEY = 'kopru.emergency-phone';
const CHANGED = 'kopru:emergency-phone';
const BUILT_IN = '112';

export function useEmergencyPhone(): string {
  const [phone, setPhone] = useState(BUILT_IN);
  useLayoutEffect(() => {
    const show = (): void => setPhone(readEmergencyPhone());
    show();
    addEventListener(CHANGED, show);
    return () => removeEventListener(CHANGED, show);
  }, []);
  return phone;
}

/** Keeps the number for the next page and shows it on this one. */
export function keepEmergencyPhone(phone: string): void {
  try {
    localStorage.setItem(KEY, phone);
  } catch {
    // Storage is blocked in this browser: the built-in number stands.
  }
  dispatchEvent(new Event(CHANGED));
}

function readEmergencyPhone(): string {
  try {
    return localStorage.getItem(KEY) || BUILT_IN;
  } catch {
    return BUILT_IN;
  }
}
