// The keys of this device, for every part of the console that shows or changes them. They stand in localStorage: a habit of the
// hands, nothing of any case.

import { useEffect, useState } from 'preact/hooks';
import { FIRST_CHOICE, type KeyChoice, parseChoice } from './key-choice.ts';

const ITEM = 'kopru.staff.keys';
const CHANGED = 'kopru-staff-keys';

function readChoice(): KeyChoice {
  try {
    return parseChoice(localStorage.getItem(ITEM));
  } catch {
    return FIRST_CHOICE;
  }
}

export function useKeyChoice(): [KeyChoice, (change: Partial<KeyChoice>) => void] {
  const [choice, setChoice] = useState(readChoice);
  useEffect(() => {
    const follow = (event: Event): void => setChoice((event as CustomEvent<KeyChoice>).detail);
    addEventListener(CHANGED, follow);
    return () => removeEventListener(CHANGED, follow);
  }, []);
  const change = (part: Partial<KeyChoice>): void => {
    const changed = { ...choice, ...part };
    try {
      localStorage.setItem(ITEM, JSON.stringify(changed));
    } catch {
      // Storage is blocked in this browser: the choice holds until the page is closed.
    }
    dispatchEvent(new CustomEvent(CHANGED, { detail: changed }));
  };
  return [choice, change];
}
