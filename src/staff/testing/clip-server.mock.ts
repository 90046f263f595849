// The studio's part of the server in memory, before the rest of it (staff-server.mock.ts).

import { may } from '../../domain/role.ts';
import { SIGN_CLIP_SLOTS } from '../../domain/sign-clip.ts';
import type { StaffClip, StaffClipSlot } from '../../domain/sign-clip-wire.ts';
import type { StaffServer } from './staff-server.mock.ts';

export interface ClipServer {
  slots: StaffClipSlot[];
  /** The media job comes to its end. */
  finish: (state: StaffClip['state'], problem?: string) => void;
}

const PATH = '/api/staff/sign-clips';

/** Teaches the server the studio. */
export function addClips(server: StaffServer): ClipServer {
  const clips: ClipServer = {
    slots: SIGN_CLIP_SLOTS.map((slot) => ({ slot, hasFile: slot === 'page-help' })),
    finish: (state, problem) =>
      change((place) => {
        if (!place.draft) return place;
        const renditions = state === 'ready' ? ['mp4', 'poster', 'webm'] : [];
        return { ...place, draft: { ...place.draft, state, renditions, ...(problem ? { problem } : {}) } };
      }),
  };
  const change = (act: (place: StaffClipSlot) => StaffClipSlot): void => {
    clips.slots = clips.slots.map(act);
  };
  const at = (slot: string, act: (place: StaffClipSlot) => StaffClipSlot): void =>
    change((place) => (place.slot === slot ? act(place) : place));

  const answer = (method: string, path: string, body: unknown): Response => {
    if (path === PATH) return Response.json({ slots: clips.slots });
    const [slot = '', id = '', part] = path.slice(PATH.length + 1).split('/');
    const place = clips.slots.find((one) => one.slot === slot);
    if (part !== 'publication') {
      at(slot, ({ draft: _draft, ...rest }) => rest);
      return new Response(null, { status: 204 });
    }
    if (!server.session || !may(server.session.role, 'clip.publish')) return refusal('forbidden', 403);
    if (method === 'DELETE') {
      at(slot, ({ published: _published, ...rest }) => rest);
      return new Response(null, { status: 204 });
    }
    const draft = place?.draft;
    if (draft?.id !== id) return refusal('not-found', 404);
    const published = { ...draft, ...(body as object) };
    at(slot, ({ draft: _draft, ...rest }) => ({ ...rest, published }));
    return Response.json(published);
  };

  const { fetch, upload } = server;
  server.fetch = async (input, init) => {
    const path = String(input);
    if (!path.startsWith(PATH)) return await fetch(input, init);
    const body: unknown = typeof init?.body === 'string' ? JSON.parse(init.body) : undefined;
    server.seen.push({ method: init?.method ?? 'GET', path, body });
    return answer(init?.method ?? 'GET', path, body);
  };
  server.upload = async (request) => {
    const { path, file, headers, onSent } = request;
    if (!path.startsWith(PATH)) return await upload(request);
    server.seen.push({ method: 'PUT', path, body: { headers, size: file.size } });
    onSent(file.size);
    const [slot = '', id = ''] = path.slice(PATH.length + 1).split('/');
    const draft: StaffClip = {
      id,
      state: 'stored',
      byteLength: file.size,
      renditions: [],
      storedAt: '2026-11-23T07:00:00.000Z',
      storedBy: server.session?.name ?? '',
    };
    at(slot, (place) => ({ ...place, draft }));
    return { status: 201, text: JSON.stringify(draft) };
  };
  return clips;
}

function refusal(code: string, status: number): Response {
  return Response.json({ code, status, title: code, type: `urn:kopru:problem:${code}` }, { status });
}
