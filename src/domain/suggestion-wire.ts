// GET /api/staff/cases/:id/suggestions: to whom a case could go, each with its reason. A person decides.

import * as v from 'valibot';

/** `rule`: of the directory, with the topic that it is about. `similar`: "5 of 7 similar applications". */
const reasonSchema = v.variant('kind', [
  v.object({ kind: v.literal('rule'), topic: v.nullable(v.string()) }),
  v.object({ kind: v.literal('similar'), count: v.number(), of: v.number() }),
]);

const suggestionSchema = v.object({
  institutionId: v.string(),
  institution: v.string(),
  unitId: v.nullable(v.string()),
  unit: v.nullable(v.string()),
  reasons: v.pipe(v.array(reasonSchema), v.minLength(1)),
});
export type CaseSuggestion = v.InferOutput<typeof suggestionSchema>;

/** Best first. */
export const suggestionsSchema = v.object({ suggestions: v.array(suggestionSchema) });
export type CaseSuggestions = v.InferOutput<typeof suggestionsSchema>;
