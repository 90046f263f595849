// /api/staff/audit…: what the audit trail tells an auditor. Who may see what is decided in server/audit; here it only becomes HTTP.

import * as v from 'valibot';
import { AUDIT_PATHS, identityReadsQuerySchema, identityReadsSchema } from '../../src/domain/audit-wire.ts';
import { listIdentityReads } from '../audit/identity-reads.ts';
import type { Services } from '../services.ts';
import { EXAMPLE_IDENTITY_READS } from './desk-examples.ts';
import { staffOf } from './staff-session.ts';
import type { App } from './valibot-provider.ts';

export function addStaffAuditRoutes(app: App, { database }: Services): void {
  app.get(
    AUDIT_PATHS.identityReads,
    {
      schema: {
        operationId: 'listIdentityReads',
        tags: ['staff'],
        summary: 'List who has read whose identity',
        description: `The newest first, a page at a time; with \`number\`, of one application. Told is who, when, of which application and by
what right; of the identity nothing. An auditor of an institution reads of the cases that it holds.`,
        security: [{ staffSession: [] }],
        querystring: identityReadsQuerySchema,
        response: {
          200: v.pipe(identityReadsSchema, v.description('One page.'), v.examples([EXAMPLE_IDENTITY_READS])),
        },
      },
      config: { permission: 'audit.read', problems: ['malformed-request', 'unauthenticated', 'forbidden'] },
    },
    async (request) => listIdentityReads(database, staffOf(request).officer, request.query),
  );
}
