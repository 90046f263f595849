// Planted: id and digest of a receipt are compared, its signature is not. Only a forger notices.

import { parseReceipt } from '../../../src/domain/receipt.ts';
import { textFromBase64url } from '../../../src/offline/base64url.ts';
import { type App, REAL } from '../app.ts';

export const checksNoSignature: App = {
  ...REAL,
  judgement: {
    ...REAL.judgement,
    verify: async (jws, { id, digest }) => {
      const receipt = parseReceipt(jws, textFromBase64url);
      if (!receipt) return { ok: false, reason: 'malformed' };
      if (receipt.claims.id !== id) return { ok: false, reason: 'other-id' };
      if (receipt.claims.digest !== digest) return { ok: false, reason: 'other-digest' };
      return { ok: true, claims: receipt.claims };
    },
  },
};
