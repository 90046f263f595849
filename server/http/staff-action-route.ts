// PUT /api/staff/cases/:id/actions/:actionId: what an officer does in a case beside answering it.

import * as v from 'valibot';
import { OVERRIDE_REASON_LENGTH } from '../../src/domain/answer-limits.ts';
import {
  ACTION_TEXT_MAX_LENGTH,
  STAFF_ACTION_PATH,
  staffActionSchema,
} from '../../src/domain/staff-action.ts';
import { takeAction } from '../casework/actions/take-action.ts';
import type { Services } from '../services.ts';
import { EXAMPLE_ACTION, EXAMPLE_ACTION_ID, EXAMPLE_ID, EXAMPLE_STAFF_CASE } from './examples.ts';
import { sendProblem } from './problem-reply.ts';
import { uuidv7Param } from './route-schemas.ts';
import { toStaffCase } from './staff-case-answer.ts';
import { staffOf } from './staff-session.ts';
import { documentedCase } from './thread-documents.ts';
import type { App } from './valibot-provider.ts';

const paramsSchema = v.object({
  id: uuidv7Param('The application’s id.', EXAMPLE_ID),
  actionId: uuidv7Param('A UUIDv7 in lower case, made by the officer’s device.', EXAMPLE_ACTION_ID),
});

/** The longest text in four-byte characters, escaped or not, fits. */
const ACTION_MAX_BYTES = 128 * 1024;

const answer = (description: string) =>
  v.pipe(
    v.object({ case: v.nullable(documentedCase) }),
    v.description(description),
    v.examples([{ case: EXAMPLE_STAFF_CASE }]),
  );

export function addStaffActionRoute(app: App, services: Services): void {
  const { database, calendar, now } = services;
  app.put(
    STAFF_ACTION_PATH,
    {
      bodyLimit: ACTION_MAX_BYTES,
      schema: {
        operationId: 'takeAction',
        tags: ['staff'],
        summary: 'Do something in a case',
        description: DESCRIPTION,
        security: [{ staffSession: [] }],
        params: paramsSchema,
        body: v.pipe(staffActionSchema, v.examples([EXAMPLE_ACTION])),
        response: {
          201: answer('Done; the case as it is now, or null where it is not theirs any more.'),
          200: answer('Done before by this very action.'),
        },
      },
      // The least that an action needs; what its kind needs is judged with the case (server/casework/actions).
      config: {
        permission: 'case.note',
        takesBody: true,
        invalidBody: {
          code: 'action-not-valid',
          maxLength: {
            ...Object.fromEntries(TEXTS.map((field) => [field, ACTION_TEXT_MAX_LENGTH])),
            override: OVERRIDE_REASON_LENGTH.max,
          },
        },
        problems: [
          'malformed-id',
          'unauthenticated',
          'forbidden',
          'override-not-allowed',
          'own-draft',
          'not-found',
          'action-conflict',
          'action-not-possible',
          'institution-retired',
          'action-not-valid',
          'answer-not-in-kind',
        ],
      },
    },
    async (request, reply) => {
      const { id: applicationId, actionId } = request.params;
      const { officer } = staffOf(request);
      const incoming = { applicationId, actionId, action: request.body };
      const taken = await takeAction(database, officer, incoming, { nowMs: now(), calendar });
      if (taken.ok) {
        const seen = taken.case && toStaffCase(services, taken.case);
        return reply.code(taken.isNew ? 201 : 200).send({ case: seen });
      }
      const violations = 'violations' in taken ? taken.violations : undefined;
      const details = 'missing' in taken ? { missing: taken.missing } : undefined;
      return sendProblem(request, reply, taken.code, violations, details);
    },
  );
}

const TEXTS = ['reason', 'question', 'text', 'explanation'];

const DESCRIPTION = `What can be done now is in the case's \`life.actions\`. The same action under the same id changes nothing
(200); another one under that id is 409 \`action-conflict\`. What does not fit the case as it stands is 409
\`action-not-possible\`, what the role may not is 403 \`forbidden\`.

\`transfer\`: to the institution to which it belongs; the citizen reads from whom, to whom and why (Law 3071 art. 5), and the
clock of an information request starts anew (Law 4982 art. 11). \`assign\`: the centre's. \`ask-information\`: of the citizen; no
clock stops. \`ask-fee\`: what access to information costs; the clock stands still until the citizen's answer (Law 4982 art. 10, 11).
\`ask-opinion\`, \`give-opinion\`: of another institution, which reads the case while it is open, or of a unit of the holder. \`extend\`: once,
before the last day; the citizen reads why. \`approve\`, \`send-back\`: a draft, where the institution wants four eyes. \`close\`:
an answered case. \`not-examined\`: only with a ground of the law that applies, and an explanation in plain words; where
the institution wants four eyes, it is a draft. Where the citizen asked for sign language or sound, it is 422
\`answer-not-in-kind\` without the \`override\` of a coordinator, whose reason the citizen reads. \`note\`: between officers.`;
