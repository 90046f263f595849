// One act of a page about accounts: at most one at a time, and what came of it is said and stands on the page.

import { useRef, useState } from 'preact/hooks';
import { useNote } from '../../../ui/live-region/use-note.ts';
import type { WithKey } from '../../access/access-api.ts';
import { useTexts } from '../../shell/texts.tsx';
import { isSignedOut } from '../../staff-call.ts';

export interface Acting {
  isBusy: boolean;
  note: string;
  /** @returns what the server gave; undefined where it was not done, which has been said */
  act: <Value>(
    work: () => Promise<WithKey<Value>>,
    done: string | ((value: Value) => string),
  ) => Promise<Value | undefined>;
}

export function useAct(onSessionEnded: () => void): Acting {
  const { t } = useTexts();
  const [isBusy, setBusy] = useState(false);
  const isActing = useRef(false);
  const [note, say] = useNote();
  return {
    isBusy,
    note,
    act: async (work, done) => {
      if (isActing.current) return undefined;
      isActing.current = true;
      setBusy(true);
      say('');
      const result = await work();
      isActing.current = false;
      setBusy(false);
      if (result.ok) {
        say(typeof done === 'string' ? done : done(result.value));
        return result.value;
      }
      if ('trouble' in result) say(t(`staff.passkey.trouble.${result.trouble}`));
      else if (isSignedOut(result.failure)) onSessionEnded();
      else if (result.failure.kind === 'refused') say(t(`problem.${result.failure.code}`));
      else say(t('staff.me.unsure'));
      return undefined;
    },
  };
}
