// What the browser tells the console: the address changed, the tab is looked at again, the tab is about to close.

import type { StaffConsole } from './console.ts';

/** @returns a function that stops listening */
export function followBrowser(staffConsole: StaffConsole): () => void {
  const onAddress = (): void => void staffConsole.open();
  const onLook = (): void => {
    if (document.visibilityState === 'visible') void staffConsole.recheck();
  };
  const onLeave = (event: BeforeUnloadEvent): void => {
    if (staffConsole.hasUnsent()) event.preventDefault();
  };
  const onClick = (event: MouseEvent): void => {
    const address = fragmentOfClick(event);
    if (address === undefined) return;
    if (address.startsWith('#/')) {
      // The browser does nothing on a link to where it is; an officer who presses it wants to see it anew.
      if (address === location.hash) void staffConsole.open();
      return;
    }
    event.preventDefault();
    focusPart(address.slice(1));
  };
  addEventListener('hashchange', onAddress);
  // Two windows side by side are both visible: `focus` tells that one of them is used again.
  addEventListener('focus', onLook);
  document.addEventListener('visibilitychange', onLook);
  addEventListener('beforeunload', onLeave);
  document.addEventListener('click', onClick);
  return () => {
    removeEventListener('hashchange', onAddress);
    removeEventListener('focus', onLook);
    document.removeEventListener('visibilitychange', onLook);
    removeEventListener('beforeunload', onLeave);
    document.removeEventListener('click', onClick);
  };
}

/** Fragments are addresses of pages here, so a link to a part of the page must not become one. */
function focusPart(id: string): void {
  const part = document.getElementById(id);
  part?.scrollIntoView?.();
  part?.focus({ preventScroll: true });
}

/** The fragment that a plain click on a link inside this document leads to. */
function fragmentOfClick(event: MouseEvent): string | undefined {
  if (event.defaultPrevented || event.button !== 0) return undefined;
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return undefined;
  const link = event.target instanceof Element ? event.target.closest('a') : null;
  const href = link?.getAttribute('href');
  return href?.startsWith('#') && !link?.target ? href : undefined;
}
