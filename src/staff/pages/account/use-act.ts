// One act of a page about accounts: at most one at a time, and what came of it is said and stands on the page.

import { useRef, useState } from 'preact/hooks';
import type { MessageKey, Translate } from '../../../i18n/translate.ts';
import type { WithKey } from '../../access/access-api.ts';
import { useSaid } from '../../shell/use-said.ts';
import { isSignedOut } from '../../staff-call.ts';

/** A key where the words have no parameters. */
export type Done<Value> = MessageKey | ((t: Translate, value: Value) => string);

export interface Acting {
  isBusy: boolean;
  note: string;
  /**
   * @param done what is said then; absent where something else says it
   * @returns what the server gave; undefined where it was not done, which has been said
   */
  act: <Value>(work: () => Promise<WithKey<Value>>, done?: Done<Value>) => Promise<Value | undefined>;
}

export function useAct(onSessionEnded: () => void): Acting {
  const [isBusy, setBusy] = useState(false);
  const isActing = useRef(false);
  const [note, say] = useSaid();
  return {
    isBusy,
    note,
    act: async (work, done) => {
      if (isActing.current) return undefined;
      isActing.current = true;
      setBusy(true);
      say(undefined);
      const result = await work();
      isActing.current = false;
      setBusy(false);
      if (result.ok) {
        const { value } = result;
        if (done !== undefined) say(typeof done === 'string' ? done : (t) => done(t, value));
        return value;
      }
      if ('trouble' in result) say(`staff.passkey.trouble.${result.trouble}`);
      else if (isSignedOut(result.failure)) onSessionEnded();
      else if (result.failure.kind === 'refused') say(`problem.${result.failure.code}`);
      else say('staff.me.unsure');
      return undefined;
    },
  };
}
