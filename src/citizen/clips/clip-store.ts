// Which clips there are, and their files: from the server, and from this device where they were seen once or are all kept.
// A file's address holds its digest, so what is here is right for ever; what the list names no more goes.
//
// Files are brought whole and played from memory: a cache answers no ranges, and a player asks for them.

import * as v from 'valibot';
import {
  SIGN_CLIP_PATHS,
  type SignClip,
  type SignClips,
  signClipsSchema,
} from '../../domain/sign-clip-wire.ts';

const CACHE = 'kopru-clips';

/** Whether this browser can keep them. */
export function canKeep(): boolean {
  return typeof caches !== 'undefined';
}

/** The list of the server, else that of the last time; undefined where there is neither. */
export async function listClips(): Promise<SignClips | undefined> {
  const cache = await open();
  try {
    const answer = await fetch(SIGN_CLIP_PATHS.clips, { cache: 'no-cache', credentials: 'omit' });
    if (answer.ok) {
      const copy = answer.clone();
      const parsed = v.safeParse(signClipsSchema, await answer.json());
      if (parsed.success) {
        await cache?.put(SIGN_CLIP_PATHS.clips, copy).catch(() => undefined);
        if (cache) await sweep(cache, parsed.output);
        return parsed.output;
      }
    }
  } catch {
    // No connection: what was there the last time.
  }
  const kept = await cache?.match(SIGN_CLIP_PATHS.clips);
  const parsed = v.safeParse(signClipsSchema, await kept?.json().catch(() => undefined));
  return parsed.success ? parsed.output : undefined;
}

export interface ClipSource {
  url: string;
  byteLength: number;
}

/** The form that this browser plays; H.264 is not in every one. */
export function sourceOf(
  { mp4, webm }: SignClip,
  canPlay: (type: string) => boolean = canPlayType,
): ClipSource | undefined {
  if (mp4 && (!webm || canPlay('video/mp4; codecs="avc1.42E01E"'))) return mp4;
  return webm ?? mp4;
}

function canPlayType(type: string): boolean {
  return document.createElement('video').canPlayType(type) !== '';
}

/**
 * The whole file, and from now on on this device. @param onProgress bytes so far
 * @throws where it cannot be had
 */
export async function bringFile(
  { url, byteLength }: ClipSource,
  onProgress: (bytes: number) => void = () => undefined,
): Promise<Blob> {
  const cache = await open();
  const kept = await cache?.match(url);
  if (kept) return await kept.blob();
  const answer = await fetch(url, { credentials: 'omit' });
  if (!answer.ok) throw new Error(`${url} came with ${answer.status}`);
  const blob = await readWhole(answer, onProgress);
  if (blob.size !== byteLength) throw new Error(`${url} came in part`);
  const headers = { 'content-type': blob.type, 'content-length': String(blob.size) };
  // A device without room plays it all the same.
  await cache?.put(url, new Response(blob, { headers })).catch(() => undefined);
  return blob;
}

async function readWhole(answer: Response, onProgress: (bytes: number) => void): Promise<Blob> {
  const type = answer.headers.get('content-type') ?? '';
  if (!answer.body) return await answer.blob();
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let bytes = 0;
  const reader = answer.body.getReader();
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
    parts.push(piece.value);
    bytes += piece.value.length;
    onProgress(bytes);
  }
  return new Blob(parts, { type });
}

/** Every clip in the form that this browser plays, with its picture. */
export function allFiles({ clips }: SignClips): ClipSource[] {
  return Object.values(clips).flatMap((clip) => {
    const source = sourceOf(clip);
    return source ? [source, ...(clip.poster ? [clip.poster] : [])] : [];
  });
}

export async function countKept(files: readonly ClipSource[]): Promise<number> {
  const cache = await open();
  const found = await Promise.all(files.map(({ url }) => cache?.match(url)));
  return found.filter(Boolean).length;
}

/** @returns whether all are here; one that cannot be had now hinders no other */
export async function keepAll(
  files: readonly ClipSource[],
  onKept: (count: number) => void,
): Promise<boolean> {
  let count = 0;
  for (const file of files) {
    try {
      await bringFile(file);
      onKept(++count);
    } catch {
      // The next start tries again.
    }
  }
  return (await countKept(files)) === files.length;
}

/** Lets the files go; the list stays. */
export async function dropAll(): Promise<void> {
  const cache = await open();
  for (const request of (await cache?.keys()) ?? [])
    if (new URL(request.url).pathname !== SIGN_CLIP_PATHS.clips) await cache?.delete(request);
}

async function sweep(cache: Cache, { clips }: SignClips): Promise<void> {
  const named = new Set<string>([SIGN_CLIP_PATHS.clips]);
  for (const { mp4, webm, poster } of Object.values(clips))
    for (const file of [mp4, webm, poster]) if (file) named.add(file.url);
  for (const request of await cache.keys())
    if (!named.has(new URL(request.url).pathname)) await cache.delete(request);
}

async function open(): Promise<Cache | undefined> {
  if (!canKeep()) return undefined;
  // Blocked in some private windows.
  return await caches.open(CACHE).catch(() => undefined);
}
