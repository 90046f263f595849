// What looks the same by its place and its state (probe.ts, `drawing`) is drawn by the same rules:
// it is looked at once in each mode of a run. A defect that is planted is another run.

import type { View } from './check.ts';

const seen = new WeakMap<object, Set<string>>();

/** @returns for each drawing whether nothing of that check and mode was drawn like it before; it is noted as looked at */
export function firstTime(
  { ledger, mode, surface }: View,
  check: string,
  drawings: readonly string[],
): boolean[] {
  const known = seen.get(ledger) ?? new Set<string>();
  seen.set(ledger, known);
  return drawings.map((drawing) => {
    const key = `${check} ${mode.id} ${surface.app} ${drawing}`;
    const isNew = !known.has(key);
    known.add(key);
    return isNew;
  });
}
