// The clips in sign language of the page that is open: nothing where there is none. Loaded behind everything, and the list
// is asked for here only, so that nobody's first screen knows of clips. It stands at the top of the page's content: whoever
// reads by signs sees it first, and the focus goes to the heading below as always.

import { useCallback, useEffect, useState } from 'preact/hooks';
import { isSignClipSlot, type SignClipSlot } from '../../domain/sign-clip.ts';
import type { SignClips } from '../../domain/sign-clip-wire.ts';
import type { Life } from '../../domain/thread-life.ts';
import type { Thread } from '../../domain/wire.ts';
import { readDraft } from '../../offline/drafts.ts';
import { readEntry } from '../../offline/outbox.ts';
import { readThread } from '../../offline/threads.ts';
import { leadsToReview } from '../pages/flow/slugs.ts';
import type { Location } from '../shell/router.ts';
import { useTexts } from '../shell/texts.tsx';
import { useStored } from '../shell/use-stored.ts';
import { readChoices } from './clip-choices.ts';
import { allFiles, keepAll, listClips } from './clip-store.ts';
import { placeOf, slotOfApplication, slotsOfQuestions } from './places.ts';

type ShownClips = Pick<typeof import('./shown-clips.tsx'), 'FirstChoice' | 'PageClips'>;

export function Clips({ location }: { location: Location }) {
  const list = useClips();
  const slots = useSlots(location);
  const found = slots.filter((slot) => list?.clips[slot]);
  const isSettled =
    location.route.pattern === '/karsilama/' && Object.keys(list?.clips ?? {}).some(isSignClipSlot);
  const shown = useShown(found.length > 0 || isSettled);
  if (!shown || !list) return null;
  // Another page, another clip: what plays ends.
  return isSettled ? (
    <shown.FirstChoice list={list} />
  ) : (
    <shown.PageClips key={location.pathname} clips={list.clips} slots={found} />
  );
}

/** The list, once it has come; what is to be kept on this device comes along. */
function useClips(): SignClips | undefined {
  const [list, setList] = useState<SignClips>();
  useEffect(() => {
    let isGone = false;
    const look = async (): Promise<void> => {
      const found = await listClips();
      if (isGone || !found) return;
      setList(found);
      if (readChoices().isKept) await keepAll(allFiles(found), () => undefined);
    };
    void look();
    return () => {
      isGone = true;
    };
  }, []);
  return list;
}

function useSlots({ route, params }: Location): readonly SignClipSlot[] {
  const grouping =
    document.documentElement.dataset.questions === 'part' && !leadsToReview(window.location.search)
      ? 'part'
      : 'question';
  const { pattern } = route;
  const key = JSON.stringify(params);
  const load = useCallback(async (): Promise<readonly SignClipSlot[]> => {
    const place = placeOf(pattern, params, grouping);
    switch (place.kind) {
      case 'slots':
        return place.slots;
      case 'questions':
        return slotsOfQuestions(place.step, (await readDraft(place.draftId))?.answers.kind);
      case 'application': {
        const [entry, stored] = await Promise.all([readEntry(place.id), readThread(place.id)]);
        const life = stored && (await lifeOf(stored.thread));
        const slot = slotOfApplication(entry?.status, stored?.thread, life);
        return slot ? [slot] : [];
      }
    }
  }, [pattern, key, grouping]);
  const slots = useStored(load);
  return slots.state === 'ready' ? slots.value : [];
}

/** By what the page itself reads it with; where that has not come yet, the page knows no life either. */
async function lifeOf(thread: Thread): Promise<Life | undefined> {
  if (!thread.life) return undefined;
  const module = await import('../../domain/thread-life.ts').catch(() => undefined);
  return module?.readLife(thread);
}

/** What shows them, with its words: brought when there is something to show. */
function useShown(isNeeded: boolean): ShownClips | undefined {
  const { locale } = useTexts();
  const [shown, setShown] = useState<ShownClips>();
  useEffect(() => {
    if (!isNeeded || shown) return;
    const bring = async (): Promise<void> => {
      const { prepare, FirstChoice, PageClips } = await import('./shown-clips.tsx');
      await prepare(locale);
      setShown({ FirstChoice, PageClips });
    };
    // Without a connection, and never seen before: the text is there.
    bring().catch(() => undefined);
  }, [isNeeded, shown, locale]);
  return shown;
}
