// A case as an officer gets it: opened, and with what this server has to say of its files.

import type { StaffCase } from '../../src/domain/wire-staff.ts';
import { openCase } from '../applicant/identity-cipher.ts';
import type { Services } from '../services.ts';

export function toStaffCase(
  { identities, config }: Pick<Services, 'identities' | 'config'>,
  found: Parameters<typeof openCase>[1],
): StaffCase {
  const opened = openCase(identities, found);
  return config.scanner === undefined ? { ...opened, isUnscanned: true } : opened;
}
