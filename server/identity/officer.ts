// Who works on cases. What an officer may see and answer is decided in server/casework by this alone.

import type { StaffRole } from '../../src/domain/role.ts';

export interface Officer {
  accountId: string;
  name: string;
  role: StaffRole;
  /** null is the centre: it sees every case and may answer every case. */
  institutionId: string | null;
  /** Of the institution; absent or null where they work for all of it. */
  unitId?: string | null;
}
