// Where a medium of an answer stands on this device, and what can be done with it: fetch, keep, open, remove. Holds no words.

import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { AnswerMedium } from '../../domain/thread-answer.ts';
import { type CanPlay, orderForms } from '../../media/answer-forms.ts';
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
  open: () => Promise<Ending | undefined>;
  keep: () => Promise<Ending | undefined>;
  /** Opens the other form. */
  openOther: () => Promise<Ending | undefined>;
  stop: () => void;
  /** @throws StorageFault */
  remove: () => Promise<void>;
}

/** @param canPlay asked once a form is to be chosen */
export function useAnswerMedium(
  { applicationId, trackingKey }: Pick<StoredThread, 'applicationId' | 'trackingKey'>,
  medium: AnswerMedium,
  canPlay: CanPlay,
): AnswerMediumState & AnswerMediumActs {
  const { id, kind, renditions } = medium;
  const stored = useStored(useCallback(() => readKept(applicationId, id), [applicationId, id]));
  const kept = stored.state === 'ready' ? stored.value : undefined;
  const [fetching, setFetching] = useState<AnswerMediumState['fetching']>();
  const [shown, setShown] = useState<{ playable: PlayableMedium; isForNow: boolean }>();
  const [chosen, setChosen] = useState<string>();
  const stopping = useRef<AbortController | undefined>(undefined);
  useEffect(() => () => stopping.current?.abort(), []);

  const forms = orderForms(kind, renditions, canPlay);
  const form = chosen ?? forms.find((name) => name === kept?.rendition) ?? forms[0];

  const bring = async (by: 'open' | 'keep', rendition: string): Promise<Ending | undefined> => {
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
    if (fetched.kind === 'not-kept') setShown({ playable: fetched.playable, isForNow: true });
    else if (fetched.kind !== 'kept') return fetched.kind;
    return undefined;
  };
  const show = async (): Promise<boolean> => {
    const playable = await readPlayable(applicationId, id).catch(() => undefined);
    if (playable) setShown({ playable, isForNow: false });
    return playable !== undefined;
  };
  const openForm = async (rendition: string): Promise<Ending | undefined> => {
    // What the browser has lost meanwhile is fetched again.
    const isHere = kept?.rendition === rendition && isWhole(kept);
    if (isHere && (await show())) return undefined;
    if (isHere) await removeKept(applicationId, id).catch(() => undefined);
    const ending = await bring('open', rendition);
    if (!ending) await show();
    return ending;
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
    open: async () => (form === undefined ? undefined : openForm(form)),
    keep: async () => (form === undefined ? undefined : bring('keep', form)),
    openOther: async () => {
      if (otherForm === undefined) return undefined;
      setShown(undefined);
      setChosen(otherForm);
      return await openForm(otherForm);
    },
    stop: () => stopping.current?.abort(),
    remove: async () => {
      await removeKept(applicationId, id);
      setShown(undefined);
    },
  };
}
