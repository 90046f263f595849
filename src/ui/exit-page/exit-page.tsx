// "Exit this page", for whoever must not be seen here: a button, and Shift three times from anywhere on the page,
// after GOV.UK. It only says that someone wants out; the page leaves, and takes care of what must not stay.
//
// It stands where the page puts it and never floats: a fixed button would lie over what has the focus (WCAG 2.4.12)
// and over half of a small screen. Reaching it from anywhere is what the Shift key is for.

import { useEffect, useId, useRef } from 'preact/hooks';
import { Button } from '../button/button.tsx';
import { useAnnounce } from '../live-region/live-region.tsx';
import { countShift, NO_PRESSES, readShift, SHIFT_PRESSES } from './shift-presses.ts';
import './exit-page.css';

export interface ExitPageTexts {
  /** E.g. "Bu sayfadan hemen çık". */
  button: string;
  /** E.g. "ya da Shift tuşuna 3 kez basın". Beside the button, and its description. */
  hint: string;
  /** Spoken after a press, e.g. "Çıkmak için Shift tuşuna 2 kez daha basın." */
  pressesLeft: (count: number) => string;
}

export interface ExitPageProps {
  texts: ExitPageTexts;
  /** Called within the same event: leave at once, ask nothing. */
  onExit: () => void;
}

export function ExitPage({ texts, onExit }: ExitPageProps) {
  const hintId = useId();
  const announce = useAnnounce();
  const newest = useRef({ texts, onExit });
  newest.current = { texts, onExit };

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
        announce(newest.current.texts.pressesLeft(left));
      } else {
        presses = NO_PRESSES;
        newest.current.onExit();
      }
    };
    // On the way down: no control on the page can keep the keys from being seen.
    for (const type of EVENTS) addEventListener(type, look, true);
    return () => {
      for (const type of EVENTS) removeEventListener(type, look, true);
    };
  }, [announce]);

  return (
    <div class="exit-page" data-print="no">
      <Button kind="danger" describedBy={hintId} onPress={onExit}>
        {texts.button}
      </Button>
      <span class="exit-page-hint" id={hintId}>
        {texts.hint}
      </span>
    </div>
  );
}

const EVENTS = ['keydown', 'keyup', 'pointerdown'] as const;
