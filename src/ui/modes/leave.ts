// "Exit this page" for those in danger: what stands on the screen goes at once, another page takes its place in the
// tab's history, and going back does not bring ours again (before-paint.ts sends away whoever comes back).

/** Key in sessionStorage: where to send whoever goes back. It ends with the tab. */
const AWAY_KEY = 'kopru.away';

/** The weather: a dull page that nobody asks about. */
export const AWAY_ADDRESS = 'https://www.mgm.gov.tr/';

/** Longest wait for what has to be thrown away first, in milliseconds; the screen is empty meanwhile. */
const DISCARD_WAIT_MS = 400;

/** @param discard throws away what is kept on this device, where the person chose that */
export function leave(discard?: () => Promise<unknown>): void {
  document.title = '…';
  document.documentElement.hidden = true;
  try {
    sessionStorage.setItem(AWAY_KEY, AWAY_ADDRESS);
  } catch {
    // Storage is blocked: going back then shows what an unwritten page shows.
  }
  const go = (): void => location.replace(AWAY_ADDRESS);
  // A page that the browser kept whole and shows again is no load: before-paint.ts does not run.
  addEventListener('pageshow', go);
  if (!discard) {
    go();
    return;
  }
  const timer = setTimeout(go, DISCARD_WAIT_MS);
  const goNow = (): void => {
    clearTimeout(timer);
    go();
  };
  discard().then(goNow, goNow);
}
