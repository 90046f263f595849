// /api/staff/accounts…: the accounts, as an administrator keeps them. What is refused and why is decided in
// server/identity/accounts.ts.

import * as v from 'valibot';
import {
  ACCESS_PATHS,
  accountChangeSchema,
  accountSchema,
  accountsSchema,
  type Invited,
  invitedSchema,
  newAccountSchema,
} from '../../src/domain/wire-access.ts';
import { changeAccount, inviteNew, listAccounts, recoverAccount } from '../identity/accounts.ts';
import { staffLink } from '../identity/staff-link.ts';
import type { Services } from '../services.ts';
import {
  EXAMPLE_ACCOUNT,
  EXAMPLE_ACCOUNT_CHANGE,
  EXAMPLE_ACCOUNT_ID,
  EXAMPLE_INVITED,
  EXAMPLE_NEW_ACCOUNT,
} from './access-examples.ts';
import { sendProblem } from './problem-reply.ts';
import { uuidv7Param } from './route-schemas.ts';
import { staffOf } from './staff-session.ts';
import type { App } from './valibot-provider.ts';

const security = [{ staffSession: [] }];
const accountParams = v.object({ accountId: uuidv7Param('The account’s id.', EXAMPLE_ACCOUNT_ID) });
const invitedAnswer = (description: string) =>
  v.pipe(invitedSchema, v.description(description), v.examples([EXAMPLE_INVITED]));

export function addStaffAccountRoutes(app: App, services: Services): void {
  addInviting(app, services);
  addKeeping(app, services);
}

interface NewLink {
  accountId: string;
  token: string;
  expiresAt: Date;
}

function toInvited({ config }: Services, { accountId, token, expiresAt }: NewLink): Invited {
  const link = staffLink(config.staffOrigin, token);
  return { accountId, link, expiresAt: expiresAt.toISOString() };
}

function addInviting(app: App, services: Services): void {
  const { database, now } = services;
  app.get(
    ACCESS_PATHS.accounts,
    {
      schema: {
        operationId: 'listAccounts',
        tags: ['staff'],
        summary: 'List the accounts',
        description:
          'All of them, closed ones too, by name; and the institutions and units that an account may belong to.',
        security,
        response: {
          200: v.pipe(
            accountsSchema,
            v.description('The accounts.'),
            v.examples([
              {
                accounts: [EXAMPLE_ACCOUNT],
                institutions: [{ id: 'ornek-belediyesi', name: 'Örnek Belediyesi' }],
                units: [{ id: 'ornek-fen', name: 'Fen İşleri', institutionId: 'ornek-belediyesi' }],
              },
            ]),
          ),
        },
      },
      config: { permission: 'account.manage' },
    },
    async (request) => listAccounts(database, staffOf(request).officer),
  );
  app.post(
    ACCESS_PATHS.accounts,
    {
      schema: {
        operationId: 'inviteAccount',
        tags: ['staff'],
        summary: 'Invite somebody',
        description:
          'Makes an account and a link that opens it once. The link is in this answer and nowhere else.',
        security,
        body: v.pipe(newAccountSchema, v.examples([EXAMPLE_NEW_ACCOUNT])),
        response: { 201: invitedAnswer('Invited.') },
      },
      config: {
        permission: 'account.manage',
        proof: 'fresh',
        takesBody: true,
        problems: [
          'malformed-request',
          'institution-unknown',
          'institution-retired',
          'unit-unknown',
          'account-exists',
        ],
      },
    },
    async (request, reply) => {
      const invited = await inviteNew(database, staffOf(request).officer, request.body, now());
      if (!invited.ok) return sendProblem(request, reply, invited.code);
      return reply.code(201).send(toInvited(services, invited));
    },
  );
}

function addKeeping(app: App, services: Services): void {
  const { database, now } = services;
  app.put(
    ACCESS_PATHS.account,
    {
      schema: {
        operationId: 'changeAccount',
        tags: ['staff'],
        summary: 'Change, close or open an account',
        description: `Counts at the account’s next request; a closed one has no session, and what lay on its desk goes to the pool. Not one’s own, and never so that no administrator
is left.`,
        security,
        params: accountParams,
        body: v.pipe(accountChangeSchema, v.examples([EXAMPLE_ACCOUNT_CHANGE])),
        response: {
          200: v.pipe(
            accountSchema,
            v.description('The account as it is now.'),
            v.examples([EXAMPLE_ACCOUNT]),
          ),
        },
      },
      config: {
        permission: 'account.manage',
        proof: 'fresh',
        takesBody: true,
        problems: [
          'malformed-id',
          'malformed-request',
          'not-found',
          'institution-unknown',
          'institution-retired',
          'unit-unknown',
          'own-account',
          'last-administrator',
        ],
      },
    },
    async (request, reply) => {
      const change = { ...request.params, ...request.body };
      const changed = await changeAccount(database, staffOf(request).officer, change, now());
      return changed.ok ? changed.account : sendProblem(request, reply, changed.code);
    },
  );
  app.post(
    ACCESS_PATHS.recovery,
    {
      schema: {
        operationId: 'recoverAccount',
        tags: ['staff'],
        summary: 'Let somebody in again who lost their passkeys',
        description: `Ends the account’s passkeys and sessions, and makes a link that opens it once. Not one’s own account: it takes a
second person.`,
        security,
        params: accountParams,
        response: { 201: invitedAnswer('The way in again.') },
      },
      config: {
        permission: 'account.manage',
        proof: 'fresh',
        problems: ['malformed-id', 'not-found', 'own-account'],
      },
    },
    async (request, reply) => {
      const { accountId } = request.params;
      const recovered = await recoverAccount(database, staffOf(request).officer, accountId, now());
      if (!recovered.ok) return sendProblem(request, reply, recovered.code);
      return reply.code(201).send(toInvited(services, recovered));
    },
  );
}
