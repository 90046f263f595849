// The operator's own clips: files in the folder `sign-clips` of the built front end, read once at the start. What the studio
// publishes comes before them.
//
//     <place>.mp4, <place>.webm   the clip, in one or both forms      <place>.jpg   a picture of it, before it plays
//     <place>.vtt                 its captions (WebVTT)
//
// They are the operator's, so nothing of them is made anew; but a file that is not what its name says is left out.

import { createReadStream } from 'node:fs';
import { open, readdir, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { Cue } from '../../src/domain/cue.ts';
import { isSignClipSlot, type SignClipSlot } from '../../src/domain/sign-clip.ts';
import { parseWebvtt } from '../../src/domain/webvtt.ts';
import { hashFile } from '../attachments/blob-store/scratch-file.ts';
import type { StoreLogger } from '../store/contract.ts';
import { errorCode } from '../store/fault.ts';
import { type ClipFile, type ClipForm, nameOfFile } from './clip-file.ts';

interface FolderClip {
  files: Partial<Record<ClipForm, ClipFile>>;
  captions?: Cue[];
}

export type FolderClips = ReadonlyMap<SignClipSlot, FolderClip>;

interface Kind {
  form: ClipForm;
  mediaType: string;
  /** Where in the file, and the bytes that stand there, in hex. */
  mark: { at: number; hex: string };
}

const KINDS: Readonly<Record<string, Kind>> = {
  '.mp4': { form: 'mp4', mediaType: 'video/mp4', mark: { at: 4, hex: '66747970' } },
  '.webm': { form: 'webm', mediaType: 'video/webm', mark: { at: 0, hex: '1a45dfa3' } },
  '.jpg': { form: 'poster', mediaType: 'image/jpeg', mark: { at: 0, hex: 'ffd8ff' } },
};

/** @param folder may be absent: then there are none */
export async function readClipFolder(folder: string, log: Pick<StoreLogger, 'warn'>): Promise<FolderClips> {
  const clips = new Map<SignClipSlot, FolderClip>();
  for (const name of await namesIn(folder)) {
    const ending = extname(name);
    const slot = name.slice(0, -ending.length);
    if (!isSignClipSlot(slot)) {
      if (name !== 'README.md') log.warn({ event: 'sign-clip-left-out', code: 'name' }, 'A file of no place');
      continue;
    }
    const clip: FolderClip = clips.get(slot) ?? { files: {} };
    if (await addFile(clip, join(folder, name), ending)) clips.set(slot, clip);
    else log.warn({ event: 'sign-clip-left-out', code: 'content', kind: slot }, 'Not what its name says');
  }
  for (const [slot, { files }] of clips) if (!files.mp4 && !files.webm) clips.delete(slot);
  return clips;
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).sort();
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return [];
    throw error;
  }
}

async function addFile(clip: FolderClip, path: string, ending: string): Promise<boolean> {
  if (ending === '.vtt') {
    const parsed = parseWebvtt(await readFile(path, 'utf8'));
    if (parsed.ok) clip.captions = parsed.cues;
    return parsed.ok;
  }
  const kind = KINDS[ending];
  if (!kind || !(await isMarked(path, kind.mark))) return false;
  const { digest, byteLength } = await hashFile(path);
  clip.files[kind.form] = {
    name: nameOfFile(digest, kind.form),
    mediaType: kind.mediaType,
    byteLength,
    open: async (range) => createReadStream(path, range),
  };
  return true;
}

async function isMarked(path: string, { at, hex }: Kind['mark']): Promise<boolean> {
  const file = await open(path, 'r');
  try {
    const wanted = Buffer.from(hex, 'hex');
    const { buffer, bytesRead } = await file.read(Buffer.alloc(wanted.length), 0, wanted.length, at);
    return bytesRead === wanted.length && buffer.equals(wanted);
  } finally {
    await file.close();
  }
}
