// The rules that hold an application on this device: the operator's limits as last heard, and the list of places.

import { useMemo } from 'preact/hooks';
import { isPlace } from '../../domain/places.ts';
import type { ApplicationRules } from '../../domain/validation.ts';
import { useOperator } from './use-operator.ts';

export function useRules(): ApplicationRules {
  const { descriptionMaxLength } = useOperator();
  return useMemo(() => ({ descriptionMaxLength, isPlace }), [descriptionMaxLength]);
}
