// Where a medium of an answer stands on this device, and what can be done with it: fetch, keep, open, remove. Holds no words.

import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { AnswerMedium } from '../../domain/thread-answer.ts';
import { type Fetched, fetchMedium } from '../../offline/answer-fetch.ts';
import {
  type AnswerRecord,
  isWhole,
  type PlayableMedium,
  readKept,
  readPlayable,
  removeKept,
} from '../../offline/kept-answers.ts';
import type { StoredThread } from '../../offline/threads.ts';
import { useStored } from '../shell/use-stored.ts';

export type Ending = Exclude<Fetched['kind'], 'kept' | 'not-kept'>;

export interface AnswerMediumState {
  /** Of what is on this device, in whichever form. */
  kept: AnswerRecord | undefined;
  isKeptWhole: boolean;
  /** While it is fetched: who asked for it, and how much of it is here, in per cent. */
  fetching: { by: 'open' | 'keep'; percent: number } | undefined;
  /** While it is shown. */
  playable: PlayableMedium | undefined;
  /** It is shown, and could not be kept. */
  isForNow: boolean;
  /** The form that is shown or would be fetched; undefined where there is none that can be played. */
  form: string | undefined;
  /** After this one: what else may be tried. */
  otherForm: string | undefined;
}

export interface AnswerMediumActs {
  /** `opened`: what is shown now. */
  open: () => Promise<{ ending: Ending | undefined; opened: PlayableMedium | undefined }>;
  keep: () => Promise<Ending | undefined>;
  /** Opens the other form. */
  openOther: () => Promise<Ending | undefined>;
  stop: () => void;
  /** @throws StorageFault */
  remove: () => Promise<void>;
}

/** @param forms those that may be fetched, the best first */
export function useAnswerMedium(
  { applicationId, trackingKey }: Pick<StoredThread, 'applicationId' | 'trackingKey'>,
  medium: Pick<AnswerMedium, 'id' | 'renditions'>,
  forms: readonly string[],
): AnswerMediumState & AnswerMediumActs {
  const { id, renditions } = medium;
  const stored = useStored(useCallback(() => readKept(applicationId, id), [applicationId, id]));
  const kept = stored.state === 'ready' ? stored.value : undefined;
  const [fetching, setFetching] = useState<AnswerMediumState['fetching']>();
  const [shown, setShown] = useState<{ playable: PlayableMedium; isForNow: boolean }>();
  const [chosen, setChosen] = useState<string>();
  const stopping = useRef<AbortController | undefined>(undefined);
  useEffect(() => () => stopping.current?.abort(), []);

  const form = chosen ?? forms.find((name) => name === kept?.rendition) ?? forms[0];

  const bring = async (
    by: 'open' | 'keep',
    rendition: string,
  ): Promise<{ ending?: Ending; opened?: PlayableMedium }> => {
    const stop = new AbortController();
    stopping.current = stop;
    setFetching({ by, percent: 0 });
    const wanted = { applicationId, trackingKey, medium: { id, renditions }, rendition };
    const fetched = await fetchMedium(wanted, {
      isForNow: by === 'open',
      signal: stop.signal,
      onProgress: (share) => setFetching({ by, percent: Math.floor(share * 100) }),
    });
    setFetching(undefined);
    if (fetched.kind === 'kept') return {};
    if (fetched.kind !== 'not-kept') return { ending: fetched.kind };
    setShown({ playable: fetched.playable, isForNow: true });
    return { opened: fetched.playable };
  };
  const show = async (): Promise<PlayableMedium | undefined> => {
    const playable = await readPlayable(applicationId, id).catch(() => undefined);
    if (playable) setShown({ playable, isForNow: false });
    return playable;
  };
  const openForm = async (
    rendition: string,
  ): Promise<{ ending: Ending | undefined; opened: PlayableMedium | undefined }> => {
    // What the browser has lost meanwhile is fetched again.
    const isHere = kept?.rendition === rendition && isWhole(kept);
    const here = isHere ? await show() : undefined;
    if (here) return { ending: undefined, opened: here };
    if (isHere) await removeKept(applicationId, id).catch(() => undefined);
    const { ending, opened } = await bring('open', rendition);
    return { ending, opened: ending ? undefined : (opened ?? (await show())) };
  };

  const otherForm = forms.find((name) => name !== form);
  return {
    kept,
    isKeptWhole: kept !== undefined && isWhole(kept),
    fetching,
    playable: shown?.playable,
    isForNow: shown?.isForNow ?? false,
    form,
    otherForm,
    open: async () => (form === undefined ? { ending: undefined, opened: undefined } : await openForm(form)),
    keep: async () => (form === undefined ? undefined : (await bring('keep', form)).ending),
    openOther: async () => {
      if (otherForm === undefined) return undefined;
      setShown(undefined);
      setChosen(otherForm);
      return (await openForm(otherForm)).ending;
    },
    stop: () => stopping.current?.abort(),
    remove: async () => {
      await removeKept(applicationId, id);
      setShown(undefined);
    },
  };
}
