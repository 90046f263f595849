// Planted: whatever receipt comes with a 200 or 201 settles the entry; nobody looks at its signature, id or digest.

import { parseReceipt } from '../../../src/domain/receipt.ts';
import { textFromBase64url } from '../../../src/offline/base64url.ts';
import { type App, REAL } from '../app.ts';

export const settlesBeforeVerifying: App = {
  ...REAL,
  judgement: {
    ...REAL.judgement,
    verify: async (jws) => {
      const receipt = parseReceipt(jws, textFromBase64url);
      return receipt ? { ok: true, claims: receipt.claims } : { ok: false, reason: 'malformed' };
    },
  },
};
