// Finds the answered applications that are most like one. PostgreSQL picks the candidates by shared rare terms, the domain
// measures how alike they are (src/domain/turkish-search/similarity.ts).
//
// The terms of the found ones are those that their documents keep: to take forty texts apart anew takes longer than all the
// rest (`npm run bench -- casework`).
//
// How rare a term is, PostgreSQL knows already: it keeps the frequencies of the commonest terms for its planner. Only so
// many terms are asked for that about CANDIDATES rows answer, so a million cases take no longer than a thousand. Where the
// statistics are not there yet (a new table), or may not be read, every term counts as rare.

import { type Kysely, sql } from 'kysely';
import type { Neighbour } from '../../src/domain/assignment.ts';
import { termsOf } from '../../src/domain/turkish-search/search.ts';
import { shapeOf, similarity, trigramsOf } from '../../src/domain/turkish-search/similarity.ts';
import type { Database } from '../store/schema.ts';
import { quote } from './case-search.ts';

const CANDIDATES = 1_000;
/** Of the candidates, these share the most terms and are compared as texts. */
const COMPARED = 40;
/** Of a description, so many characters are compared. */
const COMPARED_LENGTH = 1_000;
const TERMS_MAX = 30;
const TERM_MIN_LETTERS = 3;
/** A term that every tenth application has says nothing. */
const COMMON = 0.1;

export interface ComparedText {
  id: string;
  subject: string;
  description: string;
}

/** @param database within a transaction that reaches all cases: what is alike may be anybody's, and only its holder is told */
export async function findNeighbours(
  database: Kysely<Database>,
  { id, subject, description }: ComparedText,
): Promise<Neighbour[]> {
  const text = `${subject} ${description.slice(0, COMPARED_LENGTH)}`;
  const terms = await chooseTerms(
    database,
    termsOf(text).filter((term) => term.length >= TERM_MIN_LETTERS),
  );
  if (terms.length === 0) return [];
  const query = terms.map(quote).join(' | ');
  const { rows } = await sql<{ text: string; terms: string[]; institution_id: string }>`
    with candidate as materialized (
      select application_id, document from case_search
      where document @@ ${query}::tsquery and not is_open limit ${CANDIDATES}
    ), nearest as materialized (
      select candidate.application_id, candidate.document, answer.institution_id
      from candidate
      cross join lateral (
        select institution_id from reply where reply.application_id = candidate.application_id
        order by written_at desc limit 1
      ) as answer
      where candidate.application_id <> ${id}
      order by ts_rank(candidate.document, ${query}::tsquery) desc, candidate.application_id desc
      limit ${COMPARED}
    )
    select application.subject || ' ' || left(application.description, ${COMPARED_LENGTH}) as text,
      tsvector_to_array(nearest.document) as terms, nearest.institution_id
    from nearest join application on application.id = nearest.application_id`.execute(database);
  const shape = shapeOf(text);
  return rows.map(({ text: found, terms: kept, institution_id }) => ({
    institutionId: institution_id,
    similarity: similarity(shape, { terms: new Set(kept), trigrams: trigramsOf(found) }),
  }));
}

/** The rarest, until about as many rows have them as may be candidates. */
export async function chooseTerms(database: Kysely<Database>, terms: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ term: string; share: number; rows: number }>`
    select term, share, total as rows from case_term_shares(${terms}::text[])`.execute(database);
  const shares = new Map(rows.map(({ term, share }) => [term, share]));
  const total = rows[0]?.rows ?? 0;
  const shareOf = (term: string): number => shares.get(term) ?? 0;
  const rarest = terms
    .filter((term) => shareOf(term) < COMMON)
    .toSorted((a, b) => shareOf(a) - shareOf(b) || b.length - a.length);
  const chosen: string[] = [];
  let expected = 0;
  for (const term of rarest.slice(0, TERMS_MAX)) {
    expected += shareOf(term) * total;
    if (expected > CANDIDATES && chosen.length > 0) break;
    chosen.push(term);
  }
  return chosen;
}
