// Copies the operator's emergency number to where the first screen can read it (emergency-phone.ts).

import { onChange } from '../../offline/changes.ts';
import { readOperator } from '../../offline/operator-store.ts';
import { keepEmergencyPhone } from './emergency-phone.ts';

/** Copies it now and whenever the operator's settings change. @returns stops */
export function copyEmergencyPhone(): () => void {
  const copy = async (): Promise<void> => {
    try {
      keepEmergencyPhone((await readOperator()).emergencyPhone);
    } catch {
      // A store that cannot be read changes nothing: the number of the last visit stands.
    }
  };
  void copy();
  return onChange(({ kind }) => {
    if (kind === 'device') void copy();
  });
}
