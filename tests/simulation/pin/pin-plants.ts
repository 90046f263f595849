// Faults of the lock that are planted to show that the lives with a PIN see them.

import type { Plant } from '../planting.ts';

const LOCK = 'src/offline/pin-lock.ts';
const RESEAL = 'src/offline/reseal.ts';

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
];
