// Every planted defect.

import { BEHAVIOUR_DEFECTS } from './behaviour.ts';
import type { Defect } from './defect.ts';
import { LOOK_DEFECTS } from './look.ts';
import { MEMORY_DEFECTS } from './memory.ts';
import { STRUCTURE_DEFECTS } from './structure.ts';

export const DEFECTS: readonly Defect[] = [
  ...STRUCTURE_DEFECTS,
  ...LOOK_DEFECTS,
  ...BEHAVIOUR_DEFECTS,
  ...MEMORY_DEFECTS,
];
