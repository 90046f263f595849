// Goes to an address of this app. Apart from the router, which knows every page, so that pages may use it.

export const NAVIGATED = 'kopru:navigated';

let isDue: () => boolean = () => false;

/** From now on the next page is loaded from the server or the worker instead of drawn, as soon as `mayLoad` agrees. */
export function loadPagesAnew(mayLoad: () => boolean): void {
  isDue = mayLoad;
}

/** Whether the page of a new address is to be loaded anew. */
export function mustLoadAnew(): boolean {
  return isDue();
}

/**
 * To where one is, or by a press that shook, no step is added that "back" would have to take.
 * @param path address inside this app; `replace` leaves no step back to the present page
 */
export function navigate(path: string, options: { replace?: boolean } = {}): void {
  if (options.replace || path === location.pathname + location.search) history.replaceState(null, '', path);
  else history.pushState(null, '', path);
  dispatchEvent(new Event(NAVIGATED));
}
