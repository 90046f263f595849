// Files that another app shares with this one (the manifest's `share_target`). The browser posts them; the worker lays them into a
// cache and shows the page that takes them in, and only when each is taken in, or was refused, does it go from the cache: a phone that
// is killed in between still has it.

/** Where the browser posts to; no server ever sees it. */
export const SHARE_PATH = '/kurye/al/';
/** The page that takes in what was shared. */
const PAGE = '/kurye/';
const CACHE = 'kopru-shared';

/** The worker's part. */
export async function keepShared(request: Request): Promise<Response> {
  try {
    const cache = await caches.open(CACHE);
    for (const given of (await request.formData()).getAll('file')) {
      if (given instanceof File)
        await cache.put(
          `${SHARE_PATH}${crypto.randomUUID()}?${encodeURIComponent(given.name)}`,
          new Response(given),
        );
    }
    return Response.redirect(PAGE, 303);
  } catch {
    // No room: the page says so, and the file is still where it was shared from.
    return Response.redirect(`${PAGE}?quota`, 303);
  }
}

export interface SharedFile {
  file: Blob;
  name: string;
  /** It was taken in, or refused. */
  forget: () => Promise<void>;
}

/** The page's part: what was shared and is not done with. */
export async function listShared(): Promise<SharedFile[]> {
  if (typeof caches === 'undefined' || !(await caches.has(CACHE))) return [];
  const cache = await caches.open(CACHE);
  const found: SharedFile[] = [];
  for (const request of await cache.keys()) {
    const response = await cache.match(request);
    if (!response) continue;
    found.push({
      file: await response.blob(),
      // In a header: laid by an older worker.
      name: decodeURIComponent(
        new URL(request.url).search.slice(1) || (response.headers.get('x-name') ?? ''),
      ),
      forget: async () => {
        await cache.delete(request);
      },
    });
  }
  return found;
}
