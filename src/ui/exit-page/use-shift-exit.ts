// Shift three times from anywhere on the page: the way out for a keyboard (shift-presses.ts counts). Apart from the link,
// because a first screen needs the link at once and this a moment later.

import { useEffect, useRef } from 'preact/hooks';
import { useAnnounce } from '../live-region/live-region.tsx';
import { countShift, NO_PRESSES, readShift, SHIFT_PRESSES } from './shift-presses.ts';

export interface ShiftExit {
  /** Spoken after a press, e.g. "Çıkmak için Shift tuşuna 2 kez daha basın." */
  pressesLeft: (count: number) => string;
  /** Called within the same event: leave at once, ask nothing. */
  onExit: () => void;
}

const EVENTS = ['keydown', 'keyup', 'pointerdown'] as const;

export function useShiftExit(exit: ShiftExit): void {
  const announce = useAnnounce();
  const newest = useRef(exit);
  newest.current = exit;

  useEffect(() => {
    let presses = NO_PRESSES;
    const look = (event: Event): void => {
      const kind = event instanceof KeyboardEvent ? readShift(event) : 'other';
      if (!kind) return;
      const isPress = kind === 'shift-up' && presses.isHeld;
      presses = countShift(presses, kind, performance.now());
      if (!isPress) return;
      const left = SHIFT_PRESSES - presses.count;
      if (left > 0) {
        announce(newest.current.pressesLeft(left), { matter: 'exit' });
      } else {
        presses = NO_PRESSES;
        newest.current.onExit();
      }
    };
    // On the way down: no control on the page can keep the keys from being seen.
    for (const type of EVENTS) addEventListener(type, look, true);
    // For the tests: from here on the keys are listened to.
    document.documentElement.dataset.shiftExit = 'ready';
    return () => {
      for (const type of EVENTS) removeEventListener(type, look, true);
    };
  }, [announce]);
}
