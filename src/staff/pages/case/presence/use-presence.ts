// Says that the officer is in the case, and learns who else is: while the page can be seen, again and again, and no longer.
//
//     seen ──say──▶ others, changes ──every PRESENCE.everyMs──▶ say …        hidden or left ──▶ given back
//
// P1  A tab in the background holds nobody's case.
// P2  Where the server cannot be asked, nobody is said to be there: a warning that may be wrong is none.
// P3  The case is read again only when more has happened to it than to the one that is shown, whoever did it, and once for each:
//     every reading of an identity is written down.

import { useEffect, useRef, useState } from 'preact/hooks';
import { PRESENCE, type Presence } from '../../../../domain/desk-wire.ts';
import type { StaffCase } from '../../../../domain/wire-staff.ts';
import type { Result } from '../../../staff-call.ts';

export interface PresenceApi {
  onShowPresence: (applicationId: string) => Promise<Result<Presence>>;
  onEndPresence: (applicationId: string) => Promise<unknown>;
  onReadCase: (applicationId: string) => Promise<Result<StaffCase>>;
}

export interface PresenceProps extends PresenceApi {
  staffCase: StaffCase;
  /** Who changes nothing is in nobody's way. */
  isWorking: boolean;
  /** It is not as it was. */
  onNewer: (staffCase: StaffCase) => void;
}

/** @returns the names of the others */
export function usePresence(props: PresenceProps): readonly string[] {
  const { staffCase, isWorking } = props;
  const { applicationId } = staffCase;
  const [others, setOthers] = useState<readonly string[]>([]);
  const newest = useRef(props);
  newest.current = props;
  /** Of the case as it was last read here; the one that is shown may be newer, after an action of one's own. */
  const readChanges = useRef(staffCase.changes);

  useEffect(() => {
    if (!isWorking) return undefined;
    let isLeft = false;
    const say = async (): Promise<void> => {
      const shown = await newest.current.onShowPresence(applicationId);
      if (isLeft) return;
      setOthers(shown.ok ? shown.value.others.map(({ name }) => name) : []);
      if (!shown.ok) return;
      if (shown.value.changes <= Math.max(readChanges.current, newest.current.staffCase.changes)) return;
      const read = await newest.current.onReadCase(applicationId);
      if (isLeft || !read.ok) return;
      readChanges.current = read.value.changes;
      // What has come meanwhile as the answer to an action of one's own is no news.
      if (read.value.changes > newest.current.staffCase.changes) newest.current.onNewer(read.value);
    };
    const isSeen = (): boolean => document.visibilityState === 'visible';
    const follow = (): void => {
      if (isSeen()) void say();
      else void newest.current.onEndPresence(applicationId);
    };
    const timer = setInterval(() => {
      if (isSeen()) void say();
    }, PRESENCE.everyMs);
    if (isSeen()) void say();
    document.addEventListener('visibilitychange', follow);
    return () => {
      isLeft = true;
      clearInterval(timer);
      document.removeEventListener('visibilitychange', follow);
      void newest.current.onEndPresence(applicationId);
    };
  }, [applicationId, isWorking]);
  return others;
}
