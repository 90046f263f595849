// The groups of like applications that the clock would have made of the open cases, and how long it takes for new ones.
// As in life, most of what belongs together is of one matter, one province and one fortnight.

import type { Kysely } from 'kysely';
import { groupCases } from '../../../server/casework/likeness/group-cases.ts';
import type { Database } from '../../../server/store/schema.ts';
import { LIKENESS_DAYS } from '../../../src/domain/likeness.ts';

/** Every so many open cases are in no group yet. */
const UNGROUPED = 20;
const BATCHES = 3;

/** Of the cases in `drawn`, after they were written (generate.ts). */
export const GROUP = [
  `create temp table gathered on commit drop as
     select id, received_at, province, topic, first_value(id) over wave as likeness_id, count(*) over whole as size,
       first_value(received_at) over wave as begun_at
     from moment, drawn
     where state in ('received', 'assigned', 'information-asked', 'drafted', 'objected') and nth % ${UNGROUPED} <> 0
     window whole as (partition by topic, province,
         floor(extract(epoch from moment.now - received_at) / 86400 / ${LIKENESS_DAYS})),
       wave as (whole order by received_at, id)`,
  `insert into likeness (id, province, topic_id, begun_at, size, document)
   select id, province, piece.topic_id, begun_at, size, case_search.document
   from gathered
   join piece on piece.sort = 'topics' and piece.nth = gathered.topic
   join case_search on case_search.application_id = gathered.id
   where id = likeness_id order by id`,
  'insert into case_likeness (application_id, likeness_id) select id, likeness_id from gathered order by id',
];

export interface GroupingCost {
  'new cases grouped': number;
  'ms a case': number;
}

/** Puts new ones into groups, batch by batch, as the clock's task does. */
export async function measureGrouping(system: Kysely<Database>, nowMs: number): Promise<GroupingCost> {
  let batches = 0;
  const startedAt = performance.now();
  const grouped = await groupCases(system, nowMs, () => (batches++ < BATCHES ? 0 : Number.POSITIVE_INFINITY));
  const took = performance.now() - startedAt;
  return { 'new cases grouped': grouped, 'ms a case': Number((took / grouped).toPrecision(3)) };
}
