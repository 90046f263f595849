// Tells the app of each link that somebody follows, so that it may change the page itself. Where the browser has the
// Navigation API and names the link (`sourceElement`), that is asked and not a click listener on the document: with one,
// Chromium calls everything focusable inside "clickable", and Orca spoke that after each heading and error summary.

/**
 * @param take gets the link of a plain press; true keeps the browser from following it
 * @returns a function that stops following
 */
export function followLinks(take: (link: HTMLAnchorElement) => boolean): () => void {
  const isNamed = 'sourceElement' in (window.NavigateEvent?.prototype ?? {});
  const target = isNamed ? window.navigation : document;
  const type = isNamed ? 'navigate' : 'click';
  const listener = (event: Event): void => {
    if (event.defaultPrevented || !event.cancelable) return;
    const pressed = isNamed ? (event as NavigateEvent).sourceElement : plainlyPressed(event as MouseEvent);
    const link = pressed instanceof Element ? pressed.closest('a') : undefined;
    if (link?.href && !link.target && !link.hasAttribute('download') && take(link)) event.preventDefault();
  };
  target.addEventListener(type, listener);
  return () => target.removeEventListener(type, listener);
}

/** A press with another key or button asks for a new tab or a download, which is the browser's to do. */
function plainlyPressed(event: MouseEvent): EventTarget | null {
  return event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey
    ? null
    : event.target;
}
