// Goes to an address of this app. Apart from the router, which knows every page, so that pages may use it.

export const NAVIGATED = 'kopru:navigated';

/** @param path address inside this app; `replace` leaves no step back to the present page */
export function navigate(path: string, options: { replace?: boolean } = {}): void {
  if (options.replace) history.replaceState(null, '', path);
  else history.pushState(null, '', path);
  dispatchEvent(new Event(NAVIGATED));
}
