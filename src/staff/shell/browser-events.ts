// What the browser tells the console: the address changed, the tab is looked at again, the tab is about to close.

import { followLinks } from '../../ui/link/follow-links.ts';
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
  const stopLinks = followLinks((link) => {
    const address = link.getAttribute('href') ?? '';
    if (!address.startsWith('#')) return false;
    if (address.startsWith('#/')) {
      // The browser does nothing on a link to where it is; an officer who presses it wants to see it anew.
      if (address === location.hash) void staffConsole.open();
      return false;
    }
    focusPart(address.slice(1));
    return true;
  });
  addEventListener('hashchange', onAddress);
  // Two windows side by side are both visible: `focus` tells that one of them is used again.
  addEventListener('focus', onLook);
  document.addEventListener('visibilitychange', onLook);
  addEventListener('beforeunload', onLeave);
  return () => {
    removeEventListener('hashchange', onAddress);
    removeEventListener('focus', onLook);
    document.removeEventListener('visibilitychange', onLook);
    removeEventListener('beforeunload', onLeave);
    stopLinks();
  };
}

/** Fragments are addresses of pages here, so a link to a part of the page must not become one. */
function focusPart(id: string): void {
  const part = document.getElementById(id);
  part?.scrollIntoView?.();
  part?.focus({ preventScroll: true });
}
