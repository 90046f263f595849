// The requests about an officer's desk: where a case can lie, who else is in it, views that are kept, groups of applications that
// are like each other (src/domain/desk-wire.ts). Nothing is tried again here.

import * as v from 'valibot';
import {
  type CaseTopic,
  DESK_PATHS,
  type HandOver,
  handedOverSchema,
  type Likeness,
  likenessesSchema,
  type Places,
  type Presence,
  placesSchema,
  presenceSchema,
  type SavedView,
  topicsSchema,
  type ViewInput,
  viewsSchema,
} from '../../domain/desk-wire.ts';
import { pathOf } from '../../domain/wire.ts';
import { parser, type Result, type StaffCall } from '../staff-call.ts';

export interface DeskApi {
  /** @param applicationId of whose holder; absent: of the officer's own institution */
  readPlaces: (applicationId?: string) => Promise<Result<Places>>;
  showPresence: (applicationId: string) => Promise<Result<Presence>>;
  endPresence: (applicationId: string) => Promise<Result<true>>;
  listViews: () => Promise<Result<SavedView[]>>;
  /** All of them as they are then. @param viewId UUIDv7; the same for every attempt */
  keepView: (viewId: string, view: ViewInput) => Promise<Result<SavedView[]>>;
  dropView: (viewId: string) => Promise<Result<true>>;
  readTopics: () => Promise<Result<CaseTopic[]>>;
  listLikenesses: () => Promise<Result<Likeness[]>>;
  keepGroupDraft: (likenessId: string, content: string) => Promise<Result<true>>;
  dropGroupDraft: (likenessId: string) => Promise<Result<true>>;
  /** @returns how many cases went on */
  handOver: (accountId: string, wish: HandOver) => Promise<Result<number>>;
}

export function createDeskApi(call: StaffCall): DeskApi {
  return {
    readPlaces: (id) =>
      call(
        'GET',
        id === undefined ? DESK_PATHS.places : pathOf(DESK_PATHS.casePlaces, { id }),
        parser(placesSchema),
      ),
    showPresence: (id) => call('PUT', pathOf(DESK_PATHS.presence, { id }), parser(presenceSchema)),
    endPresence: (id) => call('DELETE', pathOf(DESK_PATHS.presence, { id }), isEmpty),
    listViews: async () => viewsIn(await call('GET', DESK_PATHS.views, parser(viewsSchema))),
    keepView: async (viewId, view) =>
      viewsIn(await call('PUT', pathOf(DESK_PATHS.view, { viewId }), parser(viewsSchema), view)),
    dropView: (viewId) => call('DELETE', pathOf(DESK_PATHS.view, { viewId }), isEmpty),
    readTopics: async () => {
      const read = await call('GET', DESK_PATHS.topics, parser(topicsSchema));
      return read.ok ? { ok: true, value: read.value.topics } : read;
    },
    keepGroupDraft: (id, content) => call('PUT', pathOf(DESK_PATHS.groupDraft, { id }), isEmpty, { content }),
    dropGroupDraft: (id) => call('DELETE', pathOf(DESK_PATHS.groupDraft, { id }), isEmpty),
    listLikenesses: async () => {
      const listed = await call('GET', DESK_PATHS.likenesses, parser(likenessesSchema));
      return listed.ok ? { ok: true, value: listed.value.likenesses } : listed;
    },
    handOver: async (accountId, wish) => {
      const path = pathOf(DESK_PATHS.handOver, { accountId });
      const handed = await call('POST', path, parser(handedOverSchema), wish);
      return handed.ok ? { ok: true, value: handed.value.moved } : handed;
    },
  };
}

function viewsIn(result: Result<{ views: SavedView[] }>): Result<SavedView[]> {
  return result.ok ? { ok: true, value: result.value.views } : result;
}

/** 204. */
function isEmpty(body: unknown): true | undefined {
  return v.is(v.undefined(), body) || undefined;
}
