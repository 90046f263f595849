// `npm run staff:invite`: prints a link by which an officer signs in once. May run beside the server, and before its
// first start.
// Exit status: 0 done · 64 (EX_USAGE) wrong arguments or institution · 69 (EX_UNAVAILABLE) no database · 78 configuration.

import type { Kysely } from 'kysely';
import { formatInstant } from '../../src/i18n/format.ts';
import { LANGUAGE_TAGS } from '../../src/i18n/locale.ts';
import { loadConfigOrExit } from '../config.ts';
import { createInvitation } from '../identity/invitations.ts';
import { staffLink } from '../identity/staff-link.ts';
import { operatorLocale } from '../operator-locale.ts';
import type { Database } from '../store/schema.ts';
import { byAnyKey, translateFor } from '../texts.ts';
import { type InviteArguments, parseInviteArguments } from './invite-arguments.ts';
import { findNearMatches } from './near-matches.ts';
import { withOperatorDatabase } from './operator-database.ts';

const EXIT_USAGE = 64;
const EXIT_UNAVAILABLE = 69;

interface Outcome {
  status: number;
  lines: string[];
}

const locale = operatorLocale(process.env);
const translate = translateFor(locale);

process.exitCode = await run(parseInviteArguments(process.argv.slice(2)));

async function run(asked: InviteArguments): Promise<number> {
  switch (asked.kind) {
    case 'help':
      return print({ status: 0, lines: [translate('command.invite.usage')] });
    case 'wrong': {
      const sentence = translate(`command.invite.fault.${asked.code}`, asked.params);
      return print({ status: EXIT_USAGE, lines: [sentence, '', translate('command.invite.usage')] });
    }
    case 'list':
    case 'invite': {
      const config = loadConfigOrExit(byAnyKey(translate));
      const done = await withOperatorDatabase(config, translate, (database) =>
        asked.kind === 'list' ? list(database) : invite(database, asked, config.staffOrigin),
      );
      if (done.ok) return print(done.result);
      const lines = [translate('command.databaseFailed'), ...done.faults.map((fault) => `  ${fault}`)];
      return print({ status: EXIT_UNAVAILABLE, lines });
    }
  }
}

function print({ status, lines }: Outcome): number {
  const stream = status === 0 ? process.stdout : process.stderr;
  stream.write(`${lines.join('\n')}\n`);
  return status;
}

async function list(database: Kysely<Database>): Promise<Outcome> {
  const institutions = await readInstitutions(database);
  return { status: 0, lines: inColumns(institutions) };
}

async function invite(
  database: Kysely<Database>,
  { name, institutionId, role }: Extract<InviteArguments, { kind: 'invite' }>,
  staffOrigin: string,
): Promise<Outcome> {
  const institutions = await readInstitutions(database);
  const institution = institutions.find(({ id }) => id === institutionId);
  if (institutionId !== null && !institution) return unknownInstitution(institutionId, institutions);
  // An officer of the centre is one without institution; the centre named by its id is meant the same.
  const worksFor = institution && !institution.isCentre ? institution : undefined;
  const invitation = await createInvitation(
    database,
    { name, institutionId: worksFor?.id ?? null, role },
    Date.now(),
  );
  const who = { name, institution: worksFor?.name ?? translate('command.invite.centre') };
  const time = formatInstant(LANGUAGE_TAGS[locale], invitation.expiresAt.getTime());
  return {
    status: 0,
    lines: [
      translate(invitation.isNewAccount ? 'command.invite.new' : 'command.invite.renewed', who),
      translate('command.invite.role', { role: translate(`command.invite.role.${invitation.role}`) }),
      '',
      `  ${staffLink(staffOrigin, invitation.token)}`,
      '',
      translate('command.invite.until', { time }),
    ],
  };
}

interface KnownInstitution {
  id: string;
  name: string;
  isCentre: boolean;
}

async function readInstitutions(database: Kysely<Database>): Promise<KnownInstitution[]> {
  const rows = await database
    .selectFrom('institution')
    .select(['id', 'name', 'is_centre as isCentre'])
    .where('is_retired', '=', false)
    .execute();
  return rows.toSorted((a, b) => a.name.localeCompare(b.name, 'tr'));
}

function unknownInstitution(id: string, institutions: readonly KnownInstitution[]): Outcome {
  const near = findNearMatches(id, institutions);
  return {
    status: EXIT_USAGE,
    lines: [
      translate('command.invite.unknownInstitution', { id }),
      ...(near.length > 0 ? ['', translate('command.invite.nearMatches'), ...inColumns(near)] : []),
      '',
      translate('command.invite.seeList'),
    ],
  };
}

function inColumns(institutions: readonly KnownInstitution[]): string[] {
  const width = Math.max(...institutions.map(({ id }) => id.length));
  return institutions.map(({ id, name, isCentre }) => {
    const label = isCentre ? translate('command.invite.centreMark', { name }) : name;
    return `  ${id.padEnd(width)}  ${label}`;
  });
}
