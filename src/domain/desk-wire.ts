// The part of the contract about an officer's desk: where a case can lie, who else is in it, views that are kept, and groups
// of applications that are like each other. Spoken by the console and the server.

import * as v from 'valibot';
import { codePointCount, isSafeName, isVisible } from './text.ts';
import { isUuidv7 } from './uuid.ts';
import { civilDate, instant } from './wire.ts';

export const DESK_PATHS = {
  /** Of one case's holder, and of the officer's own institution. */
  casePlaces: '/api/staff/cases/:id/places',
  places: '/api/staff/places',
  presence: '/api/staff/cases/:id/presence',
  views: '/api/staff/views',
  view: '/api/staff/views/:viewId',
  likenesses: '/api/staff/likenesses',
  groupDraft: '/api/staff/likenesses/:id/reply-draft',
  topics: '/api/staff/topics',
  handOver: '/api/staff/accounts/:accountId/hand-over',
} as const;

const named = v.object({ id: v.string(), name: v.string() });

/** What lists can be narrowed to, those that are out of use too: older cases have them. */
export const topicsSchema = v.object({
  topics: v.array(v.object({ ...named.entries, keywords: v.array(v.string()) })),
});
export type CaseTopic = v.InferOutput<typeof topicsSchema>['topics'][number];

/** Units and colleagues between whom the reader can lay a case. */
export const placesSchema = v.object({
  units: v.array(named),
  colleagues: v.array(v.object({ ...named.entries, unitId: v.nullable(v.string()), isMe: v.boolean() })),
});
export type Places = v.InferOutput<typeof placesSchema>;

/** How often somebody who looks at a case says so, and how long they count as there without. */
export const PRESENCE = { everyMs: 25_000, lastsMs: 60_000 } as const;

export const presenceSchema = v.object({
  /** Who else is in the case. */
  others: v.array(named),
  /** Grows with whatever happens to the case: nobody need read an identity to learn that it is not as it was. */
  changes: v.number(),
});
export type Presence = v.InferOutput<typeof presenceSchema>;

export const VIEW_NAME_MAX_LENGTH = 60;
/** Of one account: more are no shortcut any more. */
export const VIEWS_MAX = 30;

/** Which list, and what it is narrowed to; never a page of it. */
const address = v.pipe(v.string(), v.maxLength(600), v.regex(/^#\/basvurular(\?[A-Za-z0-9=&%+._~*-]*)?$/));

export const viewInputSchema = v.object({
  name: v.pipe(
    v.string(),
    v.check((given) => isVisible(given) && isSafeName(given), 'required'),
    v.check((given) => codePointCount(given) <= VIEW_NAME_MAX_LENGTH, 'too-long'),
  ),
  address,
});
export type ViewInput = v.InferOutput<typeof viewInputSchema>;

const savedViewSchema = v.object({ id: v.string(), name: v.string(), address: v.string() });
export type SavedView = v.InferOutput<typeof savedViewSchema>;
/** In the order in which they were kept. */
export const viewsSchema = v.object({ views: v.array(savedViewSchema) });

/** So many like each other are a group. */
export const LIKENESS_LEAST = 3;

const likenessSchema = v.object({
  id: v.string(),
  /** Of the first one. */
  subject: v.string(),
  province: v.nullable(v.string()),
  topic: v.nullable(v.string()),
  /** Open ones that the reader may see, and how many of them came since yesterday began. */
  open: v.number(),
  sinceYesterday: v.number(),
  firstAt: instant,
  dueOn: civilDate,
});
export type Likeness = v.InferOutput<typeof likenessSchema>;
export const likenessesSchema = v.object({ likenesses: v.array(likenessSchema) });

/** To whom an account's cases go when its owner leaves: one colleague, the pool of a unit (null: of the
 * unit in which each lies), or all colleagues by turns. */
export const handOverSchema = v.variant('to', [
  v.object({ to: v.literal('colleague'), colleagueId: v.pipe(v.string(), v.check(isUuidv7)) }),
  v.object({ to: v.literal('pool'), unitId: v.nullable(v.string()) }),
  v.object({ to: v.literal('spread') }),
]);
export type HandOver = v.InferOutput<typeof handOverSchema>;
export const handedOverSchema = v.object({ moved: v.number() });

/** GET /api/staff/transcriptions: what waits to be put into writing (transcript.ts). */
export const transcriptionsQuerySchema = v.object({
  /** Cursor of the page before; opaque. */
  after: v.optional(v.pipe(v.string(), v.maxLength(200))),
});
