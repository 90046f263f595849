// Joins the route of attachments (attachment-route.ts) with the session, the tracking secrets and the tables.

import { may } from '../../src/domain/role.ts';
import { findForCitizen, findForOfficer } from '../attachments/servable.ts';
import { readSession } from '../identity/sessions.ts';
import { trackingMacs } from '../intake/tracking-mac.ts';
import type { Services } from '../services.ts';
import { withAccess } from '../store/access.ts';
import type { AttachmentReaders } from './attachment-route.ts';
import { createGuessBrake } from './guess-brake.ts';
import { SESSION_COOKIE } from './staff-session.ts';

export function attachmentReaders({
  database,
  desk,
  trackingSecrets,
  keyLimits,
  now,
  blobs,
}: Pick<
  Services,
  'database' | 'desk' | 'trackingSecrets' | 'keyLimits' | 'now' | 'blobs'
>): AttachmentReaders {
  return {
    blobs,
    brakeFor: (app) => createGuessBrake(app, { database, trackingSecrets, now }),
    keyLimits,
    now,
    forOfficer: async (request, wanted) => {
      const token = request.cookies[SESSION_COOKIE];
      const session = token === undefined ? undefined : await readSession(desk, token, now());
      if (session === undefined || !may(session.officer.role, 'case.read')) return undefined;
      const { officer } = session;
      const found = await withAccess({ kind: 'staff', ...officer }, () =>
        findForOfficer(desk, officer, wanted),
      );
      return found ?? null;
    },
    forCitizen: (trackingKey, wanted) => {
      const macs = trackingMacs(trackingSecrets, trackingKey);
      return withAccess({ kind: 'citizen', trackingMacs: macs }, () =>
        findForCitizen(database, macs, wanted),
      );
    },
  };
}
