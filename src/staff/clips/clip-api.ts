// The studio's way to the server (src/domain/sign-clip-wire.ts). A repeated file is safe: its id comes from the caller.

import * as v from 'valibot';
import type { Cue } from '../../domain/cue.ts';
import { isSignClipSlot, type SignClipSlot } from '../../domain/sign-clip.ts';
import {
  SIGN_CLIP_PATHS,
  type StaffClip,
  type StaffClips,
  staffClipSchema,
  staffClipsSchema,
} from '../../domain/sign-clip-wire.ts';
import { DIGEST_HEADER, pathOf } from '../../domain/wire.ts';
import { parser, type Result, resultOf, type StaffCall } from '../staff-call.ts';
import type { Upload } from '../upload.ts';

export interface ClipToSend {
  slot: SignClipSlot;
  /** UUIDv7; the same for every attempt to send the same file. */
  id: string;
  file: Blob;
  /** Without parameters. */
  mediaType: string;
  /** As the header says it (RFC 9530). */
  contentDigest: string;
  onSent: (sentBytes: number) => void;
  signal: AbortSignal;
}

export interface ClipApi {
  /** Every place of the app. */
  list: () => Promise<Result<StaffClips>>;
  send: (clip: ClipToSend) => Promise<Result<StaffClip>>;
  publish: (slot: SignClipSlot, id: string, captions: readonly Cue[]) => Promise<Result<StaffClip>>;
  takeBack: (slot: SignClipSlot, id: string) => Promise<Result<true>>;
  /** Of a clip that was never shown. */
  discard: (slot: SignClipSlot, id: string) => Promise<Result<true>>;
}

export function createClipApi(call: StaffCall, upload: Upload): ClipApi {
  const isEmpty = (body: unknown): true | undefined => body === undefined || undefined;
  return {
    list: () => call('GET', SIGN_CLIP_PATHS.staffClips, readStaffClips),
    send: async ({ slot, id, file, mediaType, contentDigest, onSent, signal }) => {
      const path = pathOf(SIGN_CLIP_PATHS.staffClip, { slot, clipId: id });
      const headers = { 'content-type': mediaType, [DIGEST_HEADER]: contentDigest };
      try {
        const { status, text } = await upload({ path, headers, file, onSent, signal });
        return resultOf(status, text, parser(staffClipSchema));
      } catch {
        return { ok: false, failure: { kind: 'unreachable' } };
      }
    },
    publish: (slot, clipId, captions) =>
      call(
        'PUT',
        pathOf(SIGN_CLIP_PATHS.publication, { slot, clipId }),
        parser(staffClipSchema),
        captions.length > 0 ? { captions } : {},
      ),
    takeBack: (slot, clipId) =>
      call('DELETE', pathOf(SIGN_CLIP_PATHS.publication, { slot, clipId }), isEmpty),
    discard: (slot, clipId) => call('DELETE', pathOf(SIGN_CLIP_PATHS.staffClip, { slot, clipId }), isEmpty),
  };
}

const placesSchema = v.object({ slots: v.array(v.looseObject({ slot: v.string() })) });

/** A server may know places that came after this console: those it leaves out. All others must be as agreed. */
export function readStaffClips(body: unknown): StaffClips | undefined {
  const said = parser(placesSchema)(body);
  return said && parser(staffClipsSchema)({ slots: said.slots.filter(({ slot }) => isSignClipSlot(slot)) });
}
