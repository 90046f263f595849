// The wait after wrong PINs. It is measured from here on, by a clock that nobody sets: a new start of the app waits anew, and
// a wrong date locks nobody out.

import { useEffect, useRef, useState } from 'preact/hooks';
import { pauseMs } from '../../domain/pin.ts';

export interface Pause {
  /** Milliseconds until the next try; 0 when it may be made. */
  leftMs: () => number;
  /** Whether one runs just now. */
  isRunning: boolean;
  /** After another wrong try. */
  begin: (tries: number) => void;
}

/** @param tries wrong ones before this start. @param onEnd the next may be made */
export function usePause(tries: number, onEnd: () => void): Pause {
  const [until, setUntil] = useState(() => performance.now() + pauseMs(tries));
  const [isRunning, setIsRunning] = useState(pauseMs(tries) > 0);
  const ended = useRef(onEnd);
  ended.current = onEnd;
  const leftMs = (): number => Math.max(0, until - performance.now());

  useEffect(() => {
    if (!isRunning) return;
    const timer = setTimeout(() => {
      setIsRunning(false);
      ended.current();
    }, leftMs());
    return () => clearTimeout(timer);
  }, [until, isRunning]);

  return {
    leftMs,
    isRunning,
    begin(count) {
      setUntil(performance.now() + pauseMs(count));
      setIsRunning(pauseMs(count) > 0);
    },
  };
}
