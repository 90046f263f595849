// To whom a case could go: what the rules of the directory say, and whom similar applications were answered by. Nothing
// of those other applications leaves the server but how many there were.

import type { Kysely } from 'kysely';
import { findRule, findUnit, suggest } from '../../src/domain/assignment.ts';
import type { CaseSuggestion, CaseSuggestions } from '../../src/domain/suggestion-wire.ts';
import { isUuidv7 } from '../../src/domain/uuid.ts';
import type { Officer } from '../identity/officer.ts';
import { reachingAll } from '../store/reaching-all.ts';
import type { Database } from '../store/schema.ts';
import { readCompetence } from './competence.ts';
import { findNeighbours } from './similar-cases.ts';
import { inSnapshot } from './thread-rows.ts';
import { visibleTo } from './visibility.ts';

/** @returns undefined when there is no such case, or it is not theirs */
export async function suggestHolders(
  database: Kysely<Database>,
  officer: Officer,
  applicationId: string,
): Promise<CaseSuggestions | undefined> {
  if (!isUuidv7(applicationId)) return undefined;
  return inSnapshot(database, async (snapshot) => {
    const found = await snapshot
      .selectFrom('application')
      .innerJoin('case_file', 'case_file.application_id', 'application.id')
      .select([
        'application.id',
        'application.kind',
        'application.subject',
        'application.description',
        'application.province',
        'application.district',
        'case_file.institution_id as holder',
      ])
      .where('application.id', '=', applicationId)
      .where(visibleTo(officer))
      .executeTakeFirst();
    if (!found) return undefined;
    const competence = await readCompetence(snapshot);
    const topicIds = competence.findTopics(found.subject, found.description);
    const inUse = ({ institutionId }: { institutionId: string }): boolean =>
      competence.isInUse(institutionId) && institutionId !== found.holder;
    const best = findRule({ ...found, topicIds }, competence.rules.filter(inUse));
    const rule = best && {
      ...best,
      unitId: best.unitId ?? findUnit(best.institutionId, found, competence.units),
    };
    const neighbours = await reachingAll(snapshot, () => findNeighbours(snapshot, found));
    const similar = suggest(neighbours).filter(inUse);
    return { suggestions: await describe(snapshot, rule, similar) };
  });
}

type Rule = NonNullable<ReturnType<typeof findRule>>;

/** Of one institution there is one suggestion, with both reasons. */
async function describe(
  database: Kysely<Database>,
  rule: Rule | undefined,
  similar: ReturnType<typeof suggest>,
): Promise<CaseSuggestion[]> {
  const ids = new Set([
    ...(rule ? [rule.institutionId] : []),
    ...similar.map(({ institutionId }) => institutionId),
  ]);
  if (ids.size === 0) return [];
  const institutions = await database
    .selectFrom('institution')
    .select(['id', 'name'])
    .where('id', 'in', [...ids])
    .execute();
  const nameOf = new Map(institutions.map(({ id, name }) => [id, name]));
  const ofRule = rule ? await readRuleNames(database, rule) : { topic: null, unit: null };
  return [...ids].map((institutionId): CaseSuggestion => {
    const isByRule = institutionId === rule?.institutionId;
    const counted = similar.find((one) => one.institutionId === institutionId);
    return {
      institutionId,
      institution: nameOf.get(institutionId) ?? institutionId,
      unitId: isByRule ? rule.unitId : null,
      unit: isByRule ? ofRule.unit : null,
      reasons: [
        ...(isByRule ? [{ kind: 'rule' as const, topic: ofRule.topic }] : []),
        ...(counted ? [{ kind: 'similar' as const, count: counted.count, of: counted.of }] : []),
      ],
    };
  });
}

async function readRuleNames(
  database: Kysely<Database>,
  { topicId, unitId }: Rule,
): Promise<{ topic: string | null; unit: string | null }> {
  const topic = topicId === null ? undefined : await readName(database, 'topic', topicId);
  const unit = unitId === null ? undefined : await readName(database, 'unit', unitId);
  return { topic: topic ?? null, unit: unit ?? null };
}

async function readName(
  database: Kysely<Database>,
  table: 'topic' | 'unit',
  id: string,
): Promise<string | undefined> {
  return (await database.selectFrom(table).select('name').where('id', '=', id).executeTakeFirst())?.name;
}
