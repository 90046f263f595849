// Planted: a failed attempt counts as "did not arrive", so the citizen may cancel what the state already holds.

import { type App, REAL } from '../app.ts';

export const forgetsThatItMayHaveArrived: App = {
  ...REAL,
  judgement: {
    ...REAL.judgement,
    step: (state, event, now) => {
      const next = REAL.judgement.step(state, event, now);
      return next.state === 'waiting' && next.mayHaveArrived ? { ...next, mayHaveArrived: false } : next;
    },
  },
};
