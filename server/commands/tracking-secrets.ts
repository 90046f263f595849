// `npm run keys:tracking`: of each tracking secret in the file, how many applications stand under it; and which lines may go. Changes
// nothing: an application moves under the first secret when its thread is next opened (server/intake/move-to-newest.ts).
// Exit status: 0 said · 64 (EX_USAGE) arguments · 69 (EX_UNAVAILABLE) no database or keys · 78 configuration.

import { type Kysely, sql } from 'kysely';
import { loadConfigOrExit } from '../config.ts';
import { keyPaths, loadTrackingSecrets } from '../intake/keys.ts';
import { shortId, type TrackingSecrets } from '../intake/tracking-secrets.ts';
import { operatorLocale } from '../operator-locale.ts';
import { renderKeyFault } from '../start-files.ts';
import type { Database } from '../store/schema.ts';
import { byAnyKey, translateFor } from '../texts.ts';
import { withOperatorDatabase } from './operator-database.ts';

const EXIT_USAGE = 64;
const EXIT_UNAVAILABLE = 69;

const translate = translateFor(operatorLocale(process.env));

process.exitCode = await run(process.argv.slice(2));

async function run(wanted: readonly string[]): Promise<number> {
  if (wanted.length > 0) return print(EXIT_USAGE, [translate('command.tracking.usage')]);
  const config = loadConfigOrExit(byAnyKey(translate));
  const loaded = await loadTrackingSecrets(config, { mayMake: false });
  if (!loaded.ok) return print(EXIT_UNAVAILABLE, [renderKeyFault(loaded.fault, config, translate)]);
  const counted = await withOperatorDatabase(config, translate, countUnder);
  if (!counted.ok) {
    const lines = [translate('command.databaseFailed'), ...counted.faults.map((fault) => `  ${fault}`)];
    return print(EXIT_UNAVAILABLE, lines);
  }
  return print(0, [
    translate('command.tracking.heading', { path: keyPaths(config).trackingSecret }),
    ...describe(loaded.value, counted.result).map((line) => `  ${line}`),
  ]);
}

/** By the secret's id; '' of those that are from before they were told apart, under whichever. */
async function countUnder(database: Kysely<Database>): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ id: string; count: string }>`
    select coalesce(tracking_secret, '') as id, count(*) as count from application group by 1`.execute(
    database,
  );
  return new Map(rows.map(({ id, count }) => [id, Number(count)]));
}

function describe({ newest, all }: TrackingSecrets, counts: ReadonlyMap<string, number>): string[] {
  const unknown = counts.get('') ?? 0;
  const lines = all.map(({ id }) => {
    const params = { id: shortId(id), count: counts.get(id) ?? 0 };
    if (id === newest.id) return translate('command.tracking.newest', params);
    return params.count > 0 || unknown > 0
      ? translate('command.tracking.inUse', params)
      : translate('command.tracking.empty', params);
  });
  return unknown > 0 ? [...lines, translate('command.tracking.unknown', { count: unknown })] : lines;
}

function print(status: number, lines: readonly string[]): number {
  const stream = status === 0 ? process.stdout : process.stderr;
  stream.write(`${lines.join('\n')}\n`);
  return status;
}
