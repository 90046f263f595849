// Who gets a case. First whom the citizen chose; else whom the rules of competence name; else the pool of the centre,
// where a person decides, helped by what similar applications were decided to.
//
//     chosen ──▶ rule ──▶ pool ◀── suggestions, each with its reason
//
// 1. Of the rules that fit, the most specific wins: topic before district, district before province, province before kind;
//    among equals the higher priority.
// 2. Where equals name different institutions nothing is decided: an ambiguous directory must not send a petition astray
//    (Law 3071 art. 5: the wrong authority has to forward it, and the citizen waits).
// 3. A unit is the rule's, else the only one of the institution that stands for the place; else the institution decides.
// 4. A suggestion decides nothing.

import type { ApplicationKind } from './kinds.ts';

/** null says "any". */
export interface CompetenceRule {
  id: string;
  kind: ApplicationKind | null;
  topicId: string | null;
  province: string | null;
  district: string | null;
  institutionId: string;
  unitId: string | null;
  priority: number;
}

/** What of an application decides. */
export interface AssignmentFacts {
  kind: ApplicationKind;
  /** Recognised (topic.ts); several where it is about each as clearly. */
  topicIds: readonly string[];
  province: string | null;
  district: string | null;
  /** null for "I do not know, you forward it". */
  addressedTo: string | null;
}

export type Assignment =
  | { by: 'choice'; institutionId: string; unitId: string | null }
  | { by: 'rule'; institutionId: string; unitId: string | null; ruleId: string }
  | { by: 'pool'; institutionId: string; unitId: null };

export interface AssignmentDirectory {
  /** A device's directory may be older than ours and name one that we do not know, or no longer use. */
  isInUse: (institutionId: string) => boolean;
  rules: readonly CompetenceRule[];
  /** In use. */
  units: readonly LocalUnit[];
  centreId: string;
}

export interface LocalUnit {
  id: string;
  institutionId: string;
  province: string | null;
  district: string | null;
}

export function assign(
  facts: AssignmentFacts,
  { isInUse, rules, units, centreId }: AssignmentDirectory,
): Assignment {
  const { addressedTo } = facts;
  if (addressedTo !== null && isInUse(addressedTo)) {
    return { by: 'choice', institutionId: addressedTo, unitId: findUnit(addressedTo, facts, units) };
  }
  const rule = findRule(
    facts,
    rules.filter(({ institutionId }) => isInUse(institutionId)),
  );
  if (!rule) return { by: 'pool', institutionId: centreId, unitId: null };
  const { id: ruleId, institutionId } = rule;
  // A rule may name a unit that has gone to another institution: the case would be in no list of its holder's units.
  const isOwn = units.some((unit) => unit.id === rule.unitId && unit.institutionId === institutionId);
  const unitId = isOwn ? rule.unitId : findUnit(institutionId, facts, units);
  return { by: 'rule', institutionId, unitId, ruleId };
}

/** The institution's unit for the place: the district's before the province's. @returns null where there is not just one */
export function findUnit(
  institutionId: string,
  { province, district }: Pick<AssignmentFacts, 'province' | 'district'>,
  units: readonly LocalUnit[],
): string | null {
  if (province === null) return null;
  const ofProvince = units.filter(
    (unit) => unit.institutionId === institutionId && unit.province === province,
  );
  const ofDistrict = district === null ? [] : ofProvince.filter((unit) => unit.district === district);
  const [first, ...others] =
    ofDistrict.length > 0 ? ofDistrict : ofProvince.filter((unit) => unit.district === null);
  return first && others.length === 0 ? first.id : null;
}

/** @returns undefined where none fits, or the best do not agree */
export function findRule(
  facts: Omit<AssignmentFacts, 'addressedTo'>,
  rules: readonly CompetenceRule[],
): CompetenceRule | undefined {
  const fitting = rules.filter((rule) => fits(rule, facts)).sort(compareRules);
  const [best] = fitting;
  if (!best) return undefined;
  const equals = fitting.filter((rule) => weigh(rule) === weigh(best) && rule.priority === best.priority);
  if (equals.some(({ institutionId }) => institutionId !== best.institutionId)) return undefined;
  const doUnitsAgree = equals.every(({ unitId }) => unitId === best.unitId);
  return doUnitsAgree ? best : { ...best, unitId: null };
}

function fits(rule: CompetenceRule, facts: Omit<AssignmentFacts, 'addressedTo'>): boolean {
  return (
    (rule.kind === null || rule.kind === facts.kind) &&
    (rule.topicId === null || facts.topicIds.includes(rule.topicId)) &&
    (rule.province === null || rule.province === facts.province) &&
    (rule.district === null || rule.district === facts.district)
  );
}

function weigh({ topicId, district, province, kind }: CompetenceRule): number {
  return (
    (topicId === null ? 0 : 8) +
    (district === null ? 0 : 4) +
    (province === null ? 0 : 2) +
    (kind === null ? 0 : 1)
  );
}

function compareRules(a: CompetenceRule, b: CompetenceRule): number {
  return weigh(b) - weigh(a) || b.priority - a.priority || (a.id < b.id ? -1 : 1);
}

/** An application that is like another one, and who answered it. */
export interface Neighbour {
  institutionId: string;
  /** 0 to 1. */
  similarity: number;
}

export interface Suggestion {
  institutionId: string;
  /** "5 of 7 similar applications": how many of them it answered, and of how many. */
  count: number;
  of: number;
}

/** This many of the nearest are asked, as long as they are near enough to be called similar. */
export const NEIGHBOURS = 7;
export const LEAST_SIMILARITY = 0.15;
/** One similar application is an anecdote. */
const LEAST_COUNT = 2;

/** Whom the nearest were answered by, most first; empty where too few are similar. */
export function suggest(neighbours: readonly Neighbour[]): Suggestion[] {
  const nearest = neighbours
    .filter(({ similarity }) => similarity >= LEAST_SIMILARITY)
    .toSorted((a, b) => b.similarity - a.similarity)
    .slice(0, NEIGHBOURS);
  const counts = Map.groupBy(nearest, ({ institutionId }) => institutionId);
  return [...counts]
    .map(([institutionId, those]) => ({ institutionId, count: those.length, of: nearest.length }))
    .filter(({ count }) => count >= LEAST_COUNT)
    .sort((a, b) => b.count - a.count || (a.institutionId < b.institutionId ? -1 : 1));
}
