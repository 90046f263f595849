// The two live regions of the app, made once at start and never removed: a region that comes together with its
// message is not spoken. When something is written is decided in announcer.ts. What is announced must also stand on
// the page: the region is for the moment, not the place to read it. No role="status": as an empty region it would be
// one more thing to read ("status bar, blank") at the end of every page.

import { type ComponentChildren, createContext } from 'preact';
import { useContext, useEffect, useRef, useState } from 'preact/hooks';
import { type Announcer, createAnnouncer } from './announcer.ts';

export interface AnnounceOptions {
  /** Interrupts what is being spoken. Only for what cannot wait: something was refused or could not be saved. */
  assertive?: boolean | undefined;
  /** Of two messages of one matter the newer takes the older one's place at once; an empty one takes back what still waits. */
  matter?: string | undefined;
}

export type Announce = (text: string, options?: AnnounceOptions) => void;

const AnnounceContext = createContext<Announce | undefined>(undefined);

/** @throws Error outside the provider */
export function useAnnounce(): Announce {
  const announce = useContext(AnnounceContext);
  if (!announce) throw new Error('useAnnounce was called outside LiveRegionProvider');
  return announce;
}

export function LiveRegionProvider({ children }: { children: ComponentChildren }) {
  const polite = useRef<HTMLDivElement>(null);
  const assertive = useRef<HTMLDivElement>(null);
  const announcers = useRef<{ polite: Announcer; assertive: Announcer } | undefined>(undefined);
  const early = useRef<[string, AnnounceOptions][]>([]);
  const [announce] = useState(
    (): Announce =>
      (text, options = {}) => {
        const running = announcers.current;
        if (running) (options.assertive ? running.assertive : running.polite).announce(text, options.matter);
        else early.current.push([text, options]);
      },
  );

  useEffect(() => {
    const running = { polite: startAnnouncer(polite), assertive: startAnnouncer(assertive) };
    announcers.current = running;
    for (const [text, options] of early.current.splice(0)) announce(text, options);
    const disturb = (): void => {
      running.polite.disturb();
      running.assertive.disturb();
    };
    document.addEventListener('focusin', disturb);
    // `close` does not bubble, but it can be caught on the way down.
    document.addEventListener('close', disturb, true);
    return () => {
      document.removeEventListener('focusin', disturb);
      document.removeEventListener('close', disturb, true);
      running.polite.stop();
      running.assertive.stop();
      announcers.current = undefined;
    };
  }, [announce]);

  return (
    <AnnounceContext.Provider value={announce}>
      {children}
      <div class="visually-hidden" aria-live="polite" aria-atomic="true" ref={polite} />
      <div class="visually-hidden" aria-live="assertive" aria-atomic="true" ref={assertive} />
    </AnnounceContext.Provider>
  );
}

function startAnnouncer(region: { current: HTMLElement | null }): Announcer {
  return createAnnouncer({
    now: () => performance.now(),
    write: (text) => {
      if (region.current) region.current.textContent = text;
    },
    isMuted: () => document.querySelector('dialog[open]') !== null,
  });
}
