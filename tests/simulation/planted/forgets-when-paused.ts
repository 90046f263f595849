// Planted: as domain/outbox.ts first had it. A 401 after an attempt whose answer was lost said "not accepted" of the
// earlier attempt too.

import { type App, REAL } from '../app.ts';

export const forgetsWhenPaused: App = {
  ...REAL,
  judgement: {
    ...REAL.judgement,
    step: (state, event, now) => {
      const next = REAL.judgement.step(state, event, now);
      return next.state === 'waiting' && next.isPaused ? { ...next, mayHaveArrived: false } : next;
    },
  },
};
