// How large an answer's files may be, as the operator says it; the defaults until that is known.

import { useEffect, useState } from 'preact/hooks';
import { type AnswerLimits, DEFAULT_ANSWER_LIMITS } from '../../../../domain/answer-limits.ts';

export function useLimits(onRead: () => Promise<AnswerLimits>): AnswerLimits {
  const [limits, setLimits] = useState(DEFAULT_ANSWER_LIMITS);
  useEffect(() => {
    void onRead().then(setLimits);
  }, []);
  return limits;
}
