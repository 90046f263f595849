// The notices of this phone: a push message that there is news is shown in words that a page has laid ready
// (src/citizen/notices/this-phone.ts), and leads to the app, or ends all of them. Nothing that came from outside is shown.

import { newsWordsPath } from '../domain/news-words.ts';

/** As much of the worker as a notice uses. */
export interface NewsWorker {
  registration: Pick<ServiceWorkerRegistration, 'showNotification' | 'pushManager'>;
  caches: Pick<CacheStorage, 'match'>;
  clients: { openWindow: (path: string) => Promise<unknown> };
}

/** @param locale as the message says it */
export async function showNews({ registration, caches }: NewsWorker, locale: string): Promise<void> {
  const words = await caches.match(newsWordsPath(locale));
  // A browser that is shown nothing says something of its own, and soon stops listening.
  const [title, options] = words ? await words.json() : ['Köprü'];
  await registration.showNotification(title, options);
}

/** @param page one of the app that is open. Its only button stops all notices to this phone: the next is answered by "gone". */
export async function openNews(
  { registration, clients }: NewsWorker,
  { notification, action }: { notification: Pick<Notification, 'close'>; action: string },
  page: { focus: () => Promise<unknown> } | undefined,
): Promise<unknown> {
  notification.close();
  if (action) return (await registration.pushManager.getSubscription())?.unsubscribe();
  return page ? page.focus() : clients.openWindow('/');
}
