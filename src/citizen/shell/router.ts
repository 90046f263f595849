// Moves between pages without leaving the document, so that it works offline and keeps what is being written.
// A page change is announced as ACCESSIBILITY demands: title first, then focus on the <h1>, then scroll to the top.
// The page's code and words are loaded before the address changes what is shown. If that fails because a new version has
// taken the old files away, the browser loads the address itself; so it does in a tab that knows that it is outdated.
// If it fails because there is no connection, the page that stands stays, with its address, and says so.

import { followLinks } from '../../ui/link/follow-links.ts';
import { noteMissing } from './missing.ts';
import { mustLoadAnew, NAVIGATED, navigate } from './navigate.ts';
import type { PageModule, PageProps } from './page.ts';
import { matchRoute, type Route } from './routes.ts';
import type { LoadMessages } from './texts.tsx';

export interface Location {
  pathname: string;
  route: Route;
  params: PageProps['params'];
  page: PageModule;
}

/** Loads what an address shows. @throws when a file of the page cannot be had */
export async function resolveLocation(pathname: string, loadMessages: LoadMessages): Promise<Location> {
  const { route, params } = matchRoute(pathname);
  const [page] = await Promise.all([route.load(), loadMessages(route.messages)]);
  await page.prepare?.(params, loadMessages);
  return { pathname, route, params, page };
}

/**
 * Follows the address: links inside the app, `navigate` and the browser's back and forward.
 * Only the newest move is shown when several overlap.
 * @returns a function that stops following
 */
export function followLocation(loadMessages: LoadMessages, show: (location: Location) => void): () => void {
  let newest = 0;
  let shown = addressNow();
  let standing = shown;
  const move = async (): Promise<void> => {
    const mine = ++newest;
    if (mustLoadAnew()) return window.location.reload();
    shown = addressNow();
    const { pathname } = window.location;
    try {
      const location = await resolveLocation(pathname, loadMessages);
      if (mine !== newest) return;
      standing = shown;
      noteMissing('page');
      show(location);
    } catch {
      const canReload = await canReachServer();
      if (mine !== newest) return;
      if (canReload) return window.location.reload();
      shown = standing;
      history.replaceState(null, '', standing);
      noteMissing('page', pathname);
    }
  };
  const onMove = (): void => void move();
  // A jump inside the page (to the content, to a field) is in the browser's history, too, and changes no page.
  const onBack = (): void => {
    if (addressNow() !== shown) onMove();
  };
  const stopLinks = followLinks((link) => {
    const go = wayTo(link);
    // After the event: a browser may not be told where to go while it asks whether it may go.
    if (go) queueMicrotask(go);
    return go !== undefined;
  });
  addEventListener(NAVIGATED, onMove);
  addEventListener('popstate', onBack);
  return () => {
    removeEventListener(NAVIGATED, onMove);
    removeEventListener('popstate', onBack);
    stopLinks();
  };
}

/** Past the worker, which answers for the server only what is asked with GET. */
const canReachServer = (): Promise<boolean> =>
  fetch('/', { method: 'HEAD' }).then(
    () => true,
    () => false,
  );

const addressNow = (): string => window.location.pathname + window.location.search;

/** How the app follows a link; undefined when the browser should do as it always does. */
function wayTo({ href, origin, pathname, search, hash }: HTMLAnchorElement): (() => void) | undefined {
  if (origin !== location.origin || hash || /^\/api\/|\.html$/.test(pathname)) return undefined;
  // The same page in another language: "back" leads from it to the page before, not to itself.
  if (search.startsWith('?dil=')) return () => location.replace(href);
  return () => navigate(pathname + search);
}
