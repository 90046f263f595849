// After a change of page the reader stands at its heading, and the page at its top (WCAG 2.4.3). A page that first reads
// from the device has no heading yet: then the focus waits for it in <main>, and never for a heading that is about to be replaced.
// On <body>, where the pressed button has left it, Orca speaks the whole document's name first, and the heading after it.

import { arriveAt } from '../../ui/page-heading/arrive-at.ts';

/** @returns a function that gives up waiting */
export function focusHeading(): () => void {
  scrollTo(0, 0);
  if (focusNow()) return () => undefined;
  const main = document.querySelector('main');
  if (!main) return () => undefined;
  main.focus({ preventScroll: true });
  const observer = new MutationObserver(() => {
    if (focusNow()) observer.disconnect();
  });
  observer.observe(main, { childList: true, subtree: true });
  return () => observer.disconnect();
}

function focusNow(): boolean {
  const heading = document.querySelector<HTMLElement>('main h1');
  if (!heading) return false;
  arriveAt(heading);
  return true;
}
