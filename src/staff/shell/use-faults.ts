// What keeps a form from being sent, since the last press. A press judges all of it, and its summary takes the focus. From
// then on each change is judged, too: what was mended is no longer said, at the field or in the summary, and nothing new
// is said before the next press. The focus moves only where what had it is gone.

import { useState } from 'preact/hooks';
import type { SummarizedError } from '../../ui/error-summary/error-summary.tsx';

export interface Faults {
  errors: readonly SummarizedError[];
  /** The summary's key: another one at each press. */
  attempt: number;
  /** Somebody has pressed. */
  report: (found: readonly SummarizedError[]) => void;
  /** Something has changed. @param found as a press would find it now */
  judgeAgain: (found: readonly SummarizedError[]) => void;
}

export function useFaults(): Faults {
  const [{ errors, attempt }, setFaults] = useState<Pick<Faults, 'errors' | 'attempt'>>({
    errors: [],
    attempt: 0,
  });
  return {
    errors,
    attempt,
    report: (found) => setFaults((before) => ({ errors: found, attempt: before.attempt + 1 })),
    judgeAgain: (found) => {
      const left = stillWrong(errors, found);
      if (isSame(left, errors)) return;
      // A file can become ready while somebody reads the summary. In another language it is the same summary, with other links.
      const focus = document.activeElement;
      if (focus?.closest('.error-summary') && (left.length < errors.length || focus.localName === 'a'))
        document.querySelector('h1')?.focus();
      setFaults({ errors: left, attempt });
    },
  };
}

/** Those that were said, in their order, with what is wrong about them now. */
export function stillWrong(
  said: readonly SummarizedError[],
  found: readonly SummarizedError[],
): SummarizedError[] {
  return said.flatMap(({ fieldId }) => found.find((one) => one.fieldId === fieldId) ?? []);
}

function isSame(some: readonly SummarizedError[], others: readonly SummarizedError[]): boolean {
  return some.length === others.length && some.every(({ text }, index) => text === others[index]?.text);
}
