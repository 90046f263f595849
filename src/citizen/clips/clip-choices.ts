// How this person watches clips in sign language, kept on this device. Apart from the modes of reading (ui/modes/modes.ts):
// those are known before the first paint and carried by everybody, these concern who has clips to watch.

import { CHOICES_KEY } from '../pages/flow/signs-first.ts';

const CHANGED = 'kopru-clips';

export const CLIP_SPEEDS = [0.5, 0.75, 1, 1.25, 1.5, 2] as const;

export interface ClipChoices {
  /** Clips stand open, before the text. */
  isFirst: boolean;
  /** All of them are kept on this device. */
  isKept: boolean;
  speed: number;
  isLarge: boolean;
  hasCaptions: boolean;
}

const PLAIN: ClipChoices = { isFirst: false, isKept: false, speed: 1, isLarge: false, hasCaptions: true };

/** What was stored; whatever is not known is as it was in the beginning. */
export function parseChoices(stored: string | null): ClipChoices {
  let found: unknown;
  try {
    found = JSON.parse(stored ?? '{}');
  } catch {
    return PLAIN;
  }
  if (typeof found !== 'object' || found === null) return PLAIN;
  const flag = (name: keyof ClipChoices): boolean => {
    const value: unknown = Reflect.get(found, name);
    return typeof value === 'boolean' ? value : Boolean(PLAIN[name]);
  };
  const speed: unknown = Reflect.get(found, 'speed');
  return {
    isFirst: flag('isFirst'),
    isKept: flag('isKept'),
    speed: CLIP_SPEEDS.find((known) => known === speed) ?? PLAIN.speed,
    isLarge: flag('isLarge'),
    hasCaptions: flag('hasCaptions'),
  };
}

export function readChoices(): ClipChoices {
  try {
    return parseChoices(localStorage.getItem(CHOICES_KEY));
  } catch {
    return PLAIN;
  }
}

export function changeChoices(change: Partial<ClipChoices>): void {
  try {
    localStorage.setItem(CHOICES_KEY, JSON.stringify({ ...readChoices(), ...change }));
  } catch {
    // Blocked: the choice is not kept.
  }
  dispatchEvent(new Event(CHANGED));
}

/** @returns stops listening */
export function onChoices(listener: () => void): () => void {
  addEventListener(CHANGED, listener);
  return () => removeEventListener(CHANGED, listener);
}
