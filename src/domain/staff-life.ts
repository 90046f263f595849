// The life of a case as officers read it: all that the citizen is told, and what stays between those who work on it.

import * as v from 'valibot';
import { answerTextSchema } from './answer-text.ts';
import { GROUNDS } from './case-ground.ts';
import { STAFF_ACTION_KINDS } from './staff-action.ts';
import { threadAnswerSchema } from './thread-answer.ts';
import { lifeSchema } from './thread-life.ts';
import { instant } from './wire.ts';

/** `by`: the officer's name; `holder`: the institution for which they did it. */
const done = { id: v.string(), at: instant, by: v.nullable(v.string()) };

const internalEventSchema = v.variant('kind', [
  v.object({ kind: v.literal('noted'), ...done, text: v.string() }),
  v.object({
    kind: v.literal('opinion-asked'),
    ...done,
    holder: v.string(),
    askedOf: v.string(),
    text: v.string(),
  }),
  v.object({
    kind: v.literal('opinion-given'),
    ...done,
    holder: v.string(),
    opinionId: v.string(),
    text: v.string(),
  }),
  /** Names; null is the pool. */
  v.object({
    kind: v.literal('placed'),
    ...done,
    unit: v.nullable(v.string()),
    colleague: v.nullable(v.string()),
  }),
  /** `ground`, `text`, `override`: of one that refuses. */
  v.object({
    kind: v.literal('drafted'),
    ...done,
    holder: v.string(),
    replyId: v.string(),
    ground: v.optional(v.picklist(GROUNDS)),
    text: v.optional(v.string()),
    override: v.optional(v.string()),
  }),
  v.object({
    kind: v.literal('draft-returned'),
    ...done,
    holder: v.string(),
    replyId: v.string(),
    text: v.string(),
  }),
]);
export type InternalEvent = v.InferOutput<typeof internalEventSchema>;

export const staffLifeSchema = v.object({
  ...lifeSchema.entries,
  internal: v.array(internalEventSchema),
  /** The answer that waits for its approval. */
  draft: v.optional(
    v.object({
      replyId: v.string(),
      text: v.string(),
      /** Where it refuses: the text explains it, and approved the case ends unexamined. */
      ground: v.optional(v.picklist(GROUNDS)),
      /** Where the text has marks. */
      blocks: v.optional(answerTextSchema),
      /** What goes with it: whoever approves it sees and hears what the citizen will. */
      ...threadAnswerSchema.entries,
      by: v.string(),
      at: instant,
    }),
  ),
  /** The newest draft, where it was sent back and nothing was written since: whoever goes on does not begin anew. */
  returned: v.optional(
    v.object({
      replyId: v.string(),
      /** As it was written. */
      text: v.string(),
      summary: v.optional(v.string()),
      reason: v.string(),
      by: v.nullable(v.string()),
      at: instant,
    }),
  ),
  /** Four eyes: an answer that is written now waits for another officer's approval. */
  needsApproval: v.optional(v.boolean()),
  /** Where it lies within its holder. */
  place: v.optional(
    v.object({
      unitId: v.nullable(v.string()),
      unit: v.nullable(v.string()),
      colleagueId: v.nullable(v.string()),
      colleague: v.nullable(v.string()),
    }),
  ),
  /** What the reader can do now. */
  actions: v.array(v.picklist(STAFF_ACTION_KINDS)),
  /** Since when it is known that the answer is due soon, and that it is overdue. */
  dueSoonAt: v.optional(instant),
  escalatedAt: v.optional(instant),
});
export type StaffLife = v.InferOutput<typeof staffLifeSchema>;
