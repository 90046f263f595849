// What the operator has set, as stored on this device, and the built-in settings until that is read.

import type { Operator } from '../../domain/wire.ts';
import { DEFAULT_OPERATOR, readOperator } from '../../offline/operator-store.ts';
import { useStored } from './use-stored.ts';

export function useOperator(): Operator {
  const stored = useStored(readOperator);
  return stored.state === 'ready' ? stored.value : DEFAULT_OPERATOR;
}
