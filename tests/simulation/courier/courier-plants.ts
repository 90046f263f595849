// The faults that are planted where parcels are given away, carried, delivered and answered (tests/simulation/planting.ts).

import type { Plant } from '../planting.ts';

export const COURIER_PLANTS: readonly Plant[] = [
  {
    fault: 'says "taken in" before the parcel is on the disk',
    file: 'src/offline/carried.ts',
    find: "if (!(await storeEntry(opened.parcel, environment))) return { ok: false, fault: 'unavailable' };",
    replace: 'void storeEntry(opened.parcel, environment).catch(() => undefined);',
  },
  {
    fault: 'takes in a file without looking at its checks',
    file: 'src/sealing/parcel-file.ts',
    find: "return isWhole ? new Uint8Array(piece) : 'damaged';",
    replace: 'return new Uint8Array(piece);',
  },
  {
    fault: 'clears away what it carried before anybody has its answer',
    file: 'src/offline/sealed-afterwards.ts',
    find: "if (sent !== 'done' || !own) return sent;",
    replace: "if (sent !== 'done') return sent;",
  },
  {
    fault: 'says that a parcel is delivered because something answered 201',
    file: 'src/offline/sealed-sending.ts',
    find: `if (typeof sealed === 'string')
      return { event: { kind: 'receipt', receipt: sealed, claims: null }, isSilent };`,
    replace: `const receipt = String(sealed ?? '');
    if (answer) return { event: { kind: 'receipt', receipt, claims: null }, isSilent };`,
  },
  {
    fault: "delivers somebody else's old emergency without a question",
    file: 'src/offline/sealed-waiting.ts',
    find: "'attempts' in entry.status && !mustAsk(entry, now),",
    replace: "'attempts' in entry.status,",
  },
  {
    fault: 'forgets its own parcel by a receipt that was brought and does not hold',
    file: 'src/offline/carried-answers.ts',
    find: "if (!verified.ok) return { kind: verified.reason === 'unknown-key' ? 'unverified' : 'not-ours' };",
    replace: `if (!verified.ok) {
    await forgetSealed(parcel, environment);
    return { kind: 'not-ours' };
  }`,
  },
  {
    fault: 'names the application in the clear, for whoever carries it',
    file: 'src/offline/seal-draft.ts',
    find: '    keyId: server.id,\n    ...(askAfter',
    replace: '    keyId: server.id,\n    id,\n    ...(askAfter',
  },
  {
    fault: 'gives a copy under another id',
    file: 'src/offline/given-copy.ts',
    find: '    id,\n    mayBeCarried: true,',
    replace: "    id: id.slice(0, -4).concat('0000'),\n    mayBeCarried: true,",
  },
];
