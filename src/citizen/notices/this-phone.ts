// This browser as a place for notices: whether it can show any, and its own address for them (Push API). That address needs a
// connection, to the browser's push service; everything else here does not.

import { newsWordsPath } from '../../domain/news-words.ts';
import type { PushTarget } from '../../domain/notice.ts';
import { readModes } from '../../ui/modes/modes.ts';

const CACHE = 'kopru-news';

/**
 * `impossible`: there is no worker to be woken, or no way to wake it (iOS: until the app is on the home screen). `private`: this phone
 * always seals, and is to tell nobody who holds it that the state has written.
 */
export type Hindrance = 'impossible' | 'private';

/** `offline`: the push service could not be asked. `denied`: the person, or the browser for them, lets us show nothing. */
export type Subscribed =
  | { ok: true; target: PushTarget }
  | { ok: false; why: Hindrance | 'denied' | 'offline' };

/** What a notice says on this phone. */
export interface NewsWords {
  locale: string;
  /** Value of `lang`. */
  tag: string;
  /** The app's name. */
  title: string;
  body: string;
  /** The button that ends all notices here. */
  stop: string;
}

/** @returns undefined where a notice can come */
export async function findHindrance(): Promise<Hindrance | undefined> {
  if (readModes().private) return 'private';
  return (await pushManager()) ? undefined : 'impossible';
}

/** @returns this browser's address; undefined where it has none that works with this server's key */
export async function readTarget(pushKey: string): Promise<PushTarget | undefined> {
  const subscription = await (await pushManager())?.getSubscription();
  const isAllowed = 'Notification' in globalThis && Notification.permission === 'granted';
  return subscription && isAllowed && isFor(subscription, pushKey) ? toTarget(subscription) : undefined;
}

/** Asks the person, then the browser's push service. For a press of a button. */
export async function subscribe(pushKey: string, words: NewsWords): Promise<Subscribed> {
  const push = await pushManager();
  // Another tab may have chosen meanwhile to seal always.
  const why = await findHindrance();
  if (why || !push) return { ok: false, why: why ?? 'impossible' };
  if ((await Notification.requestPermission()) !== 'granted') return { ok: false, why: 'denied' };
  try {
    const earlier = await push.getSubscription();
    // Of another key of this server's: it would never be written to again.
    if (earlier && !isFor(earlier, pushKey)) await earlier.unsubscribe();
    const made = await push.subscribe({ userVisibleOnly: true, applicationServerKey: pushKey });
    const target = toTarget(made);
    await layReady(words);
    return target ? { ok: true, target } : { ok: false, why: 'impossible' };
  } catch (error) {
    const isRefused = error instanceof DOMException && error.name === 'NotAllowedError';
    return { ok: false, why: isRefused ? 'denied' : 'offline' };
  }
}

/** For the worker, which has no words of its own (src/sw/news.ts): what showNotification is given. */
async function layReady({ locale, tag, title, body, stop }: NewsWords): Promise<void> {
  const options = {
    body,
    lang: tag,
    dir: 'auto',
    icon: '/icons/icon-192.png',
    // One of them at a time: the second says nothing that the first did not.
    tag: 'news',
    renotify: true,
    actions: [{ action: 'stop', title: stop }],
  };
  const cache = await caches.open(CACHE);
  await cache.put(newsWordsPath(locale), new Response(JSON.stringify([title, options])));
}

async function pushManager(): Promise<PushManager | undefined> {
  if (!('serviceWorker' in navigator) || !('Notification' in globalThis)) return undefined;
  return (await navigator.serviceWorker.getRegistration())?.pushManager;
}

function isFor({ options }: PushSubscription, pushKey: string): boolean {
  const { applicationServerKey: key } = options;
  if (!key) return false;
  const text = btoa(String.fromCharCode(...new Uint8Array(key)));
  return text.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '') === pushKey;
}

function toTarget(subscription: PushSubscription): PushTarget | undefined {
  const { endpoint, keys } = subscription.toJSON();
  const { p256dh, auth } = keys ?? {};
  return endpoint && p256dh && auth ? { endpoint, p256dh, auth } : undefined;
}
