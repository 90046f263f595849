// How many pictures a second the films have that the server has made: single ones are stepped through by it. Of those that
// were made before, players measure it.

import { type Kysely, sql } from 'kysely';

export const pictureRates = { number: 24, name: 'picture-rates', up };

async function up(database: Kysely<unknown>): Promise<void> {
  await sql`alter table rendition add column frame_rate real check (frame_rate > 0)`.execute(database);
}
