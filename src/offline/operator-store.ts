// What the operator has set and the directory of institutions, as last heard, for use without a network. Apart from the
// asking (operator.ts), because every page reads this before it needs a network, or a parser of what comes over it.

import { APPLICATION_KINDS } from '../domain/kinds.ts';
import { EMERGENCY_ASK_HOURS } from '../domain/outbox.ts';
import type { SealingSettings } from '../domain/sealed.ts';
import type { Operator } from '../domain/wire.ts';
import { read } from './database.ts';
import { type OfflineEnvironment, platform } from './environment.ts';
import type { DeviceRecord, KeptDirectory } from './schema.ts';

/** Until the server was heard for the first time: every kind but the disaster, which an operator opens. */
export const DEFAULT_OPERATOR: Operator = {
  openKinds: APPLICATION_KINDS.filter((kind) => kind !== 'disaster'),
  descriptionMaxLength: 5000,
  emergencyPhone: '112',
  receiptKeys: [],
  directoryVersion: '',
};

/** The operator's settings, with every key ever pinned (K1). @throws StorageFault */
export async function readOperator(environment: OfflineEnvironment = platform): Promise<Operator> {
  const [operator, keys] = await Promise.all([
    readDevice('operator', environment),
    readDevice('receipt-keys', environment),
  ]);
  return { ...(operator?.operator ?? DEFAULT_OPERATOR), receiptKeys: keys?.keys ?? [] };
}

/** After how many hours somebody is asked before an emergency is delivered (invariant 9). */
export function askHoursOf({ sealing }: Operator): number {
  return (sealing as Partial<SealingSettings> | undefined)?.emergencyAskHours ?? EMERGENCY_ASK_HOURS;
}

/** undefined when it was never fetched. @throws StorageFault */
export async function readDirectory(
  environment: OfflineEnvironment = platform,
): Promise<KeptDirectory | undefined> {
  return (await readDevice('directory', environment))?.directory;
}

async function readDevice<N extends DeviceRecord['name']>(
  name: N,
  environment: OfflineEnvironment,
): Promise<Extract<DeviceRecord, { name: N }> | undefined> {
  const record = await read(environment, ['device'], (transaction) =>
    transaction.objectStore('device').get(name),
  );
  return record && isNamed(record, name) ? record : undefined;
}

function isNamed<N extends DeviceRecord['name']>(
  record: DeviceRecord,
  name: N,
): record is Extract<DeviceRecord, { name: N }> {
  return record.name === name;
}
