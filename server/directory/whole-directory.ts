// The directory as devices get it whole: every institution in use, with the words of its topics. Made anew when the
// directory changed, by whatever server or command; asked by its revision, one row.

import { createHash } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import type { WholeDirectory } from '../../src/domain/directory-wire.ts';
import { foldTurkish } from '../../src/domain/turkish-search/fold.ts';
import type { Database } from '../store/schema.ts';
import { readRevision } from './csv/directory-rows.ts';

/** @returns a function that gives what `prepare` made of the directory as it is now */
export function keepWholeDirectory<Prepared>(
  database: Kysely<Database>,
  prepare: (directory: WholeDirectory) => Prepared,
): () => Promise<Prepared> {
  let kept: { revision: number; prepared: Promise<Prepared> } | undefined;
  return async () => {
    const revision = await readRevision(database);
    if (kept?.revision !== revision) {
      const prepared = readWholeDirectory(database).then(prepare);
      const made = { revision, prepared };
      kept = made;
      prepared.catch(() => {
        // Asked again by whoever comes next.
        if (kept === made) kept = undefined;
      });
    }
    return kept.prepared;
  };
}

async function readWholeDirectory(database: Kysely<Database>): Promise<WholeDirectory> {
  const { rows } = await sql<{ id: string; name: string; words: string[] }>`
    select id, name, keywords || coalesce((
      select array_agg(word order by topic.id) from topic cross join lateral unnest(name || keywords) as word
      where topic.institution_id = institution.id and not topic.is_retired
    ), '{}') as words
    from institution where not is_retired order by id collate "C"`.execute(database);
  const institutions = rows.map(({ id, name, words }): [string, string, string] => [
    id,
    name,
    joinWords(words),
  ]);
  const digest = createHash('sha256').update(JSON.stringify(institutions)).digest('hex');
  return { version: digest.slice(0, 16), institutions };
}

/** Each once, however it is written. */
function joinWords(words: readonly string[]): string {
  const once = new Map(words.map((word) => [foldTurkish(word), word]));
  return [...once.values()].join('|');
}
