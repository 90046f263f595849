// Faults of the lock, and of what is sealed to the server, that are planted to show that the lives with a PIN see them.

import type { Plant } from '../planting.ts';

const LOCK = 'src/offline/pin-lock.ts';
const RESEAL = 'src/offline/reseal.ts';
const SEAL = 'src/offline/seal-draft.ts';

export const PIN_PLANTS: readonly Plant[] = [
  {
    fault: 'drops the key before, though it has sealed all that is here',
    file: LOCK,
    find: 'const pinLock: PinLock = { salt, rounds, iv, wrapped, older: kept };',
    replace: 'const pinLock: PinLock = { salt, rounds, iv, wrapped, older: kept && undefined };',
  },
  {
    fault: 'takes the key away before the new one is there',
    file: LOCK,
    find: "if (!(await replaceRecord(record, { name: 'key', id, lock: pinLock }, environment))) return CHANGED;",
    replace: `await write(environment, ['device'], (all) => all.objectStore('device').delete('key'));
  await write(environment, ['device'], (all) => all.objectStore('device').put({ name: 'key', id, lock: pinLock }));`,
  },
  {
    fault: 'lets the key before go when only bytes are sealed anew',
    file: RESEAL,
    find: 'for (const recordId of ids) await putAgain(store, recordId, environment);',
    replace: 'if (ids.length > 99) return;',
  },
  {
    fault: 'keeps the key beside its lock',
    file: LOCK,
    find: "if (!(await replaceRecord(record, { name: 'key', id, lock: pinLock }, environment))) return CHANGED;",
    replace: `const beside = { name: 'key', id, lock: pinLock, key: made } as never;
  if (!(await replaceRecord(record, beside, environment))) return CHANGED;`,
  },
  {
    fault: 'sends while the page is locked, by the key that another page was given',
    file: 'src/offline/device-key.ts',
    find: 'given.set(environment, keys);',
    replace: 'given.get = () => keys;',
  },
  {
    fault: 'seals by a key that another tab has replaced',
    file: 'src/offline/sealing.ts',
    find: 'device.add({ name }).catch(() => undefined);',
    replace: '',
  },
  {
    fault: 'forgets the tries of wrong PINs',
    file: LOCK,
    find: 'const tries = await countTry(environment);',
    replace: 'const tries = 0;',
  },
  {
    fault: 'takes the draft away before the parcel is there',
    file: SEAL,
    find: 'exchange(entry, draft, revision, environment),',
    replace: `write(environment, ['drafts'], (all) => all.objectStore('drafts').delete(draft.id)).then(() =>
      exchange(entry, draft, undefined, environment),
    ),`,
  },
  {
    fault: 'leaves the draft beside its parcel',
    file: SEAL,
    find: 'await drafts.delete(draftId);',
    replace: '',
  },
  {
    fault: 'sends openly what another tab has sealed',
    file: 'src/offline/outbox.ts',
    find: "if (!stored && wasStored && sent.length === 0) return 'gone';",
    replace: '',
  },
  {
    fault: 'seals what another tab has sealed or sent',
    file: SEAL,
    find: "if (!stored && (revision !== undefined || sent !== undefined)) return 'gone';",
    replace: '',
  },
  {
    fault: 'forgets a parcel by an answer that nobody has verified',
    file: 'src/offline/sealed-afterwards.ts',
    find: 'if (entry.own && !(await openReceipt(',
    replace: 'if (entry.own && !entry.own && !(await openReceipt(',
  },
  {
    fault: 'gives a parcel up by the word of a proxy',
    file: 'src/offline/sealed-sending.ts',
    find: "answer.status === 422 && String(code).startsWith('sealed-');",
    replace: 'answer.status >= 400 && answer.status < 500;',
  },
];
