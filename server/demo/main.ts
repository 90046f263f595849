// `npm run demo`: the whole system on a folder that is thrown away, filled with fictional applications, and the ways
// in: one-time links for officers, tracking codes for the citizen's page.
//
//   temporary folder ─▶ fill through the real parts ─▶ npm start's own way: build what is missing, listen ─▶ ways in
//
// The environment is set for that start, because the demo is nothing but a start with other settings. DATABASE_URL is
// never used: what the demo deletes at its end must be its own.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Kysely } from 'kysely';
import { groupTrackingCode } from '../../src/domain/tracking-code.ts';
import { type Config, loadConfigOrExit } from '../config.ts';
import { createInvitation } from '../identity/invitations.ts';
import { staffLink } from '../identity/staff-link.ts';
import { createLog } from '../logging.ts';
import { operatorLocale } from '../operator-locale.ts';
import { renderStoreFault } from '../store/fault.ts';
import { openDatabase } from '../store/open-database.ts';
import type { Database } from '../store/schema.ts';
import { byAnyKey, translateFor } from '../texts.ts';
import { busiestInstitutions, DEMO_CONTENT, DEMO_OFFICERS } from './content.ts';
import { type DemoSystem, fillDemo, type TrackedApplication } from './fill.ts';
import { openDemoSystem } from './system.ts';

const EXIT_CANNOT_START = 78;
/** 128 + SIGINT, as shells count. */
const EXIT_INTERRUPTED = 130;
const LINKED_INSTITUTIONS = 2;

const translate = translateFor(operatorLocale(process.env));
const say = (line: string) => process.stdout.write(`${line}\n`);

// Until the server stands and stops in order: leaving runs what is registered for 'exit', a signal alone does not.
const leave = () => process.exit(EXIT_INTERRUPTED);
process.once('SIGINT', leave).once('SIGTERM', leave);
const config = loadConfigOrExit(byAnyKey(translate), prepareEnvironment());
const ways = await fill(config);
await import('../start.ts');
process.off('SIGINT', leave).off('SIGTERM', leave);
sayWaysIn(ways);

/** A folder of its own that goes with the process, whatever ends it but a kill -9. */
function prepareEnvironment(): NodeJS.ProcessEnv {
  const dataDir = mkdtempSync(join(tmpdir(), 'kopru-demo-'));
  process.on('exit', () => rmSync(dataDir, { recursive: true, force: true, maxRetries: 20 }));
  for (const name of [
    'DATABASE_URL',
    'DATABASE_OWNER_URL',
    'TRACKING_SECRET_FILE',
    'RECEIPT_KEY_FILE',
    'IDENTITY_KEYS_FILE',
    'ACCEPTANCE_KEYS_FILE',
    'DIRECTORY_FILE',
  ]) {
    delete process.env[name];
  }
  process.env.DATA_DIR = dataDir;
  process.env.DISASTER_OPEN = 'true';
  process.env.LOG_LEVEL ||= 'warn';
  return process.env;
}

interface WaysIn {
  links: { name: string; worksFor: string; url: string }[];
  tracked: TrackedApplication[];
}

async function fill(config: Config): Promise<WaysIn> {
  const log = createLog(config.logLevel);
  const opened = await openDatabase(config, log);
  if (!opened.ok) {
    process.stderr.write(`${renderStoreFault(opened.fault, byAnyKey(translate))}\n`);
    process.exit(EXIT_CANNOT_START);
  }
  const startedAt = performance.now();
  say(translate('demo.filling', { count: DEMO_CONTENT.applications.length }));
  const nowMs = Date.now();
  const system = await openDemoSystem(opened.database, config, log, nowMs);
  const tracked = await fillDemo(system, DEMO_CONTENT, DEMO_OFFICERS, nowMs);
  const links = await inviteOfficers(system, config.staffOrigin);
  await system.close();
  await opened.database.close();
  say(translate('demo.filled', { seconds: Math.round((performance.now() - startedAt) / 1000) }));
  return { links, tracked };
}

/** A coordinator and an interpreter of the centre, and a coordinator of each institution that has the most to do. */
async function inviteOfficers(
  { database, institutionNames }: DemoSystem,
  staffOrigin: string,
): Promise<WaysIn['links']> {
  const centre = translate('command.invite.centre');
  const links = [
    await inviteOfficer(database, staffOrigin, null, centre),
    await inviteInterpreter(database, staffOrigin, centre),
  ];
  for (const id of busiestInstitutions(DEMO_CONTENT, LINKED_INSTITUTIONS)) {
    links.push(await inviteOfficer(database, staffOrigin, id, institutionNames.get(id) ?? id));
  }
  return links;
}

/** @param institutionId null for the centre */
async function inviteOfficer(
  database: Kysely<Database>,
  staffOrigin: string,
  institutionId: string | null,
  worksFor: string,
): Promise<WaysIn['links'][number]> {
  // Whoever answered there in the story.
  const known = await database
    .selectFrom('staff_account')
    .select('name')
    .where('institution_id', 'is not distinct from', institutionId)
    .executeTakeFirst();
  const name = known?.name ?? DEMO_OFFICERS.at(-1) ?? '';
  const { token } = await createInvitation(database, { name, institutionId }, Date.now());
  return { name, worksFor, url: staffLink(staffOrigin, token) };
}

async function inviteInterpreter(
  database: Kysely<Database>,
  staffOrigin: string,
  centre: string,
): Promise<WaysIn['links'][number]> {
  const name = DEMO_OFFICERS.at(-2) ?? '';
  const { token, role } = await createInvitation(
    database,
    { name, institutionId: null, role: 'interpreter' },
    Date.now(),
  );
  const worksFor = `${centre}, ${translate(`command.invite.role.${role}`)}`;
  return { name, worksFor, url: staffLink(staffOrigin, token) };
}

function sayWaysIn({ links, tracked }: WaysIn): void {
  say('');
  say(translate('demo.heading', { address: config.publicOrigin }));
  say('');
  say(translate('demo.links'));
  for (const { name, worksFor, url } of links) say(`  ${name} (${worksFor})\n    ${url}`);
  say('');
  say(translate('demo.codes'));
  for (const { subject, code, outcome } of tracked) {
    say(`  ${translate(`demo.code.${outcome}`, { code: groupTrackingCode(code).join(' '), subject })}`);
  }
  say('');
  say(translate('demo.end'));
}
