// Planted: any 200 or 201 counts as received, a captive portal's page included (workbox-background-sync does so).

import { type App, REAL } from '../app.ts';

export const believesEvery200: App = {
  ...REAL,
  judgement: {
    ...REAL.judgement,
    classify: (answer, nowMs) => {
      const outcome = REAL.judgement.classify(answer, nowMs);
      return outcome.kind === 'accepted'
        ? { kind: 'accepted', body: { receipt: 'none', ...asObject(outcome.body) } }
        : outcome;
    },
    verify: async (jws, entry, environment) => {
      if (jws !== 'none') return await REAL.judgement.verify(jws, entry, environment);
      const { id, digest } = entry;
      const receivedAt = '2026-11-23T09:00:00.000Z';
      return { ok: true, claims: { id, digest, number: '2026-0000000', receivedAt, dueOn: '2026-12-23' } };
    },
  },
};

function asObject(body: unknown): object {
  return typeof body === 'object' && body !== null ? body : {};
}
