// One place of the studio: what the server has there, asked again while a clip is being made playable, and after each act.

import { useEffect, useRef, useState } from 'preact/hooks';
import type { SignClipSlot } from '../../../domain/sign-clip.ts';
import type { StaffClipSlot } from '../../../domain/sign-clip-wire.ts';
import { faultOf } from '../../answer-media/medium.ts';
import type { ClipApi } from '../../clips/clip-api.ts';
import type { useTexts } from '../../shell/texts.tsx';
import { type InWords, useSaid } from '../../shell/use-said.ts';
import { type Failure, isSignedOut, type Result } from '../../staff-call.ts';

const LOOK_MS = 3_000;

export interface ClipPlace {
  place: StaffClipSlot;
  isBusy: boolean;
  /** What the last act has brought. */
  note: string;
  /** Does something, looks again, and says what came of it. @returns whether it was done */
  act: (work: () => Promise<Result<unknown>>, done: InWords) => Promise<boolean>;
}

export function useClipPlace(first: StaffClipSlot, api: ClipApi, onSessionEnded: () => void): ClipPlace {
  const [place, setPlace] = useState(first);
  const [isBusy, setBusy] = useState(false);
  const [note, say] = useSaid();
  const isGone = useRef(false);
  useEffect(
    () => () => {
      isGone.current = true;
    },
    [],
  );

  const look = async (): Promise<StaffClipSlot | undefined> => {
    const listed = await api.list();
    const found = listed.ok ? listed.value.slots.find(({ slot }) => slot === first.slot) : undefined;
    if (found && !isGone.current) setPlace(found);
    return found;
  };

  const isInMaking = place.draft?.state === 'stored';
  useEffect(() => {
    if (!isInMaking) return;
    const timer = setInterval(() => {
      void look().then((found) => {
        const state = found?.draft?.state;
        if (state !== undefined && state !== 'stored') say(`staff.clips.state.${state}`);
      });
    }, LOOK_MS);
    return () => clearInterval(timer);
  }, [isInMaking]);

  return {
    place,
    isBusy,
    note,
    async act(work, done) {
      setBusy(true);
      say(undefined);
      const result = await work();
      await look();
      setBusy(false);
      if (result.ok) say(done);
      else fail(result.failure);
      return result.ok;
    },
  };

  function fail(failure: Failure): void {
    if (isSignedOut(failure)) onSessionEnded();
    say(words(failure));
  }

  function words(failure: Failure): InWords {
    if (failure.kind !== 'refused') return 'staff.clips.unsure';
    // The sentence of the protocol speaks of an application's text, too.
    const isOfFile = failure.code === 'storage-full' || failure.code === 'media-type-not-supported';
    return isOfFile ? `staff.medium.fault.${faultOf(failure)}` : `problem.${failure.code}`;
  }
}

/** Its name, as officers know the place. */
export function placeName(slot: SignClipSlot, t: ReturnType<typeof useTexts>['t']): string {
  return t(`staff.clips.slot.${slot}`);
}
