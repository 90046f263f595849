// The clips that citizens see: the operator's files, and over them what the studio has published. The list is asked for at
// every start of every app, so it is made once and kept for a moment; another server's changes come with the next one.

import { createHash } from 'node:crypto';
import type { Kysely } from 'kysely';
import { SIGN_CLIP_SLOTS, type SignClipSlot } from '../../src/domain/sign-clip.ts';
import type { SignClip, SignClips } from '../../src/domain/sign-clip-wire.ts';
import type { BlobStore } from '../attachments/blob-store/blob-store.ts';
import type { Database } from '../store/schema.ts';
import { type ClipFile, type ClipForm, formOf, nameOfFile, toListed } from './clip-file.ts';
import type { FolderClips } from './clip-folder.ts';
import { listPublished, type PublishedClip } from './clip-rows.ts';

export interface ShownClips {
  list: () => Promise<SignClips>;
  /** @param name as the list gives it @returns undefined where no clip that is shown has it */
  find: (name: string) => Promise<ClipFile | undefined>;
  hasFile: (slot: SignClipSlot) => boolean;
  /** Something was published or taken back here. */
  forget: () => void;
}

export interface ShownClipsOptions {
  database: Kysely<Database>;
  blobs: Pick<BlobStore, 'open'>;
  folder: FolderClips;
  /** Milliseconds since 1970. */
  now: () => number;
}

const KEPT_MS = 10_000;

interface Shown {
  list: SignClips;
  files: ReadonlyMap<string, ClipFile>;
}

export function createShownClips({ database, blobs, folder, now }: ShownClipsOptions): ShownClips {
  let known: { untilMs: number; shown: Promise<Shown> } | undefined;

  const read = async (): Promise<Shown> => {
    const published = new Map((await listPublished(database)).map((clip) => [clip.slot, clip]));
    const clips: Record<string, SignClip> = {};
    const files = new Map<string, ClipFile>();
    for (const slot of SIGN_CLIP_SLOTS) {
      const own = published.get(slot);
      const found = own ? fromStudio(own, blobs) : folder.get(slot);
      if (!found) continue;
      const { captions } = found;
      const durationMs = own?.files.find((file) => file.durationMs !== null)?.durationMs;
      clips[slot] = {
        ...toListed(found.files),
        ...(durationMs ? { durationMs } : {}),
        ...(captions ? { captions } : {}),
      };
      for (const file of Object.values(found.files)) files.set(file.name, file);
    }
    const version = createHash('sha256').update(JSON.stringify(clips)).digest('base64url').slice(0, 22);
    return { list: { version, clips }, files };
  };
  const shown = (): Promise<Shown> => {
    if (!known || known.untilMs <= now()) {
      const fresh = read();
      known = { untilMs: now() + KEPT_MS, shown: fresh };
      fresh.catch(() => {
        known = undefined;
      });
    }
    return known.shown;
  };
  return {
    list: async () => (await shown()).list,
    find: async (name) => (await shown()).files.get(name),
    hasFile: (slot) => folder.has(slot),
    forget: () => {
      known = undefined;
    },
  };
}

function fromStudio(
  clip: PublishedClip,
  blobs: Pick<BlobStore, 'open'>,
): { files: Partial<Record<ClipForm, ClipFile>>; captions?: SignClip['captions'] } {
  const files: Partial<Record<ClipForm, ClipFile>> = {};
  for (const { mediaType, blobKey, byteLength } of clip.files) {
    const form = formOf(mediaType);
    if (!form) continue;
    files[form] = {
      name: nameOfFile(blobKey, form),
      mediaType,
      byteLength,
      open: (range) => blobs.open(blobKey, range),
    };
  }
  return clip.captions ? { files, captions: clip.captions } : { files };
}
