// Tells when somebody else has changed the case that is open: looked for when the officer comes back to the page, and told by
// whatever the server refused. Not asked for each minute: every reading of an identity is written down on the server.

import { useEffect, useRef, useState } from 'preact/hooks';
import type { StaffCase } from '../../../../domain/wire-staff.ts';
import type { Result } from '../../../staff-call.ts';
import { isNewer } from './case-print.ts';

/** Who was away for less has missed little. */
const LOOK_AGAIN_MS = 60_000;

export interface NewerCaseProps {
  staffCase: StaffCase;
  onReadCase: (applicationId: string) => Promise<Result<StaffCase>>;
  now: () => number;
}

/** @returns how it is now, where that is newer than what is shown; and the way to tell it */
export function useNewerCase({ staffCase, onReadCase, now }: NewerCaseProps) {
  const [found, setFound] = useState<StaffCase>();
  const lookedAt = useRef(now());
  useEffect(() => {
    const look = async (): Promise<void> => {
      if (document.visibilityState !== 'visible' || now() - lookedAt.current < LOOK_AGAIN_MS) return;
      lookedAt.current = now();
      const read = await onReadCase(staffCase.applicationId);
      if (read.ok) setFound(read.value);
    };
    const onLook = (): void => void look();
    addEventListener('focus', onLook);
    document.addEventListener('visibilitychange', onLook);
    return () => {
      removeEventListener('focus', onLook);
      document.removeEventListener('visibilitychange', onLook);
    };
  }, [staffCase.applicationId, onReadCase, now]);
  const newer = found && isNewer(found, staffCase) ? found : undefined;
  return { newer, tell: setFound };
}
