// Where a case can lie, who else is in it, views that are kept, and groups of applications that are like each other. What is
// allowed and counted is decided in server/casework; here it only becomes HTTP.

import * as v from 'valibot';
import {
  DESK_PATHS,
  likenessesSchema,
  placesSchema,
  presenceSchema,
  topicsSchema,
  viewInputSchema,
  viewsSchema,
} from '../../src/domain/desk-wire.ts';
import { readTopics } from '../casework/case-topics.ts';
import { listLikenesses } from '../casework/likeness/likenesses.ts';
import { readCasePlaces, readPlaces } from '../casework/places.ts';
import { endPresence, showPresence } from '../casework/presence.ts';
import { dropView, keepView, listViews } from '../casework/saved-views.ts';
import type { Services } from '../services.ts';
import {
  EXAMPLE_LIKENESS,
  EXAMPLE_PLACES,
  EXAMPLE_PRESENCE,
  EXAMPLE_TOPIC,
  EXAMPLE_VIEW,
  EXAMPLE_VIEW_ID,
} from './desk-examples.ts';
import { EXAMPLE_ID } from './examples.ts';
import { sendProblem } from './problem-reply.ts';
import { uuidv7Param } from './route-schemas.ts';
import { staffOf } from './staff-session.ts';
import type { App } from './valibot-provider.ts';

const security = [{ staffSession: [] }];
const caseParams = v.object({ id: uuidv7Param('The application’s id.', EXAMPLE_ID) });
const viewParams = v.object({
  viewId: uuidv7Param('A UUIDv7 in lower case, made by the officer’s device.', EXAMPLE_VIEW_ID),
});

export function addStaffDeskRoutes(app: App, services: Services): void {
  addPlaces(app, services);
  addPresence(app, services);
  addViews(app, services);
  addLikenesses(app, services);
  addTopics(app, services);
}

function addPlaces(app: App, { database }: Services): void {
  const places = v.pipe(placesSchema, v.description('Units and colleagues.'), v.examples([EXAMPLE_PLACES]));
  app.get(
    DESK_PATHS.places,
    {
      schema: {
        operationId: 'listPlaces',
        tags: ['staff'],
        summary: 'List the units and colleagues of one’s institution',
        description:
          'With whom a case can be laid. Who assigns nothing finds only themselves among the colleagues.',
        security,
        response: { 200: places },
      },
      config: { permission: 'case.answer', problems: ['unauthenticated', 'forbidden'] },
    },
    async (request) => readPlaces(database, staffOf(request).officer),
  );
  app.get(
    DESK_PATHS.casePlaces,
    {
      schema: {
        operationId: 'listCasePlaces',
        tags: ['staff'],
        summary: 'List the units and colleagues of a case’s holder',
        description:
          'As `/api/staff/places`; the centre may lay a case within whatever institution holds it.',
        security,
        params: caseParams,
        response: { 200: places },
      },
      config: {
        permission: 'case.answer',
        problems: ['malformed-id', 'unauthenticated', 'forbidden', 'not-found'],
      },
    },
    async (request, reply) => {
      const found = await readCasePlaces(database, staffOf(request).officer, request.params.id);
      return found ?? sendProblem(request, reply, 'not-found');
    },
  );
}

function addPresence(app: App, { database, now }: Services): void {
  app.put(
    DESK_PATHS.presence,
    {
      schema: {
        operationId: 'showPresence',
        tags: ['staff'],
        summary: 'Say that one is in a case',
        description: `Whoever else is in it learns it, and is told here. Holds for a minute; a page that can be seen renews it. \`changes\` grows
with whatever happens to the case, so that nobody need read it, and the identity in it, to learn that.`,
        security,
        params: caseParams,
        response: {
          200: v.pipe(presenceSchema, v.description('Who else is in it.'), v.examples([EXAMPLE_PRESENCE])),
        },
      },
      config: {
        permission: 'answer.prepare',
        problems: ['malformed-id', 'unauthenticated', 'forbidden', 'not-found'],
      },
    },
    async (request, reply) => {
      const { officer } = staffOf(request);
      const shown = await showPresence(database, officer, request.params.id, now());
      return shown ?? sendProblem(request, reply, 'not-found');
    },
  );
  app.delete(
    DESK_PATHS.presence,
    {
      schema: {
        operationId: 'endPresence',
        tags: ['staff'],
        summary: 'Leave a case',
        description: 'What would end by itself within a minute ends at once.',
        security,
        params: caseParams,
        response: { 204: v.pipe(v.null(), v.description('Left.')) },
      },
      config: { permission: 'answer.prepare', problems: ['malformed-id', 'unauthenticated', 'forbidden'] },
    },
    async (request, reply) => {
      await endPresence(database, staffOf(request).officer, request.params.id);
      return reply.code(204).send(null);
    },
  );
}

function addViews(app: App, { database, now }: Services): void {
  const views = v.pipe(
    viewsSchema,
    v.description('In the order in which they were kept.'),
    v.examples([{ views: [EXAMPLE_VIEW] }]),
  );
  app.get(
    DESK_PATHS.views,
    {
      schema: {
        operationId: 'listViews',
        tags: ['staff'],
        summary: 'List one’s saved views',
        description: 'Lists that the officer has narrowed and named; nobody else’s.',
        security,
        response: { 200: views },
      },
      config: { permission: 'case.read', problems: ['unauthenticated', 'forbidden'] },
    },
    async (request) => ({ views: await listViews(database, staffOf(request).officer) }),
  );
  const { id: _id, ...input } = EXAMPLE_VIEW;
  app.put(
    DESK_PATHS.view,
    {
      schema: {
        operationId: 'keepView',
        tags: ['staff'],
        summary: 'Keep a view, or change one',
        description: 'The same id again is the same view, under its newest name.',
        security,
        params: viewParams,
        body: v.pipe(viewInputSchema, v.examples([input])),
        response: { 200: views, 201: views },
      },
      config: {
        permission: 'case.read',
        takesBody: true,
        problems: [
          'malformed-id',
          'malformed-request',
          'unauthenticated',
          'forbidden',
          'not-found',
          'too-many-views',
        ],
      },
    },
    async (request, reply) => {
      const { officer } = staffOf(request);
      const kept = await keepView(database, officer, { ...request.params, ...request.body }, now());
      if (!kept.ok) return sendProblem(request, reply, kept.code);
      return reply.code(kept.isNew ? 201 : 200).send({ views: await listViews(database, officer) });
    },
  );
  app.delete(
    DESK_PATHS.view,
    {
      schema: {
        operationId: 'dropView',
        tags: ['staff'],
        summary: 'Delete a view',
        description: 'The cases in it are untouched.',
        security,
        params: viewParams,
        response: { 204: v.pipe(v.null(), v.description('Deleted.')) },
      },
      config: {
        permission: 'case.read',
        problems: ['malformed-id', 'unauthenticated', 'forbidden', 'not-found'],
      },
    },
    async (request, reply) => {
      const wasThere = await dropView(database, staffOf(request).officer, request.params.viewId);
      return wasThere ? reply.code(204).send(null) : sendProblem(request, reply, 'not-found');
    },
  );
}

function addLikenesses(app: App, { database, now }: Services): void {
  app.get(
    DESK_PATHS.likenesses,
    {
      schema: {
        operationId: 'listLikenesses',
        tags: ['staff'],
        summary: 'List groups of open applications that are like each other',
        description: `Those of one province and topic whose texts are alike, from three on; the most since yesterday first. Counted and told by
the cases that the reader’s institution holds. Their cases: \`/api/staff/cases?likeness=…\`.`,
        security,
        response: {
          200: v.pipe(
            likenessesSchema,
            v.description('The groups.'),
            v.examples([{ likenesses: [EXAMPLE_LIKENESS] }]),
          ),
        },
      },
      config: { permission: 'case.read', problems: ['unauthenticated', 'forbidden'] },
    },
    async (request) => ({ likenesses: await listLikenesses(database, staffOf(request).officer, now()) }),
  );
}

function addTopics(app: App, { database }: Services): void {
  app.get(
    DESK_PATHS.topics,
    {
      schema: {
        operationId: 'listTopics',
        tags: ['staff'],
        summary: 'List the topics of the directory',
        description:
          'By which a list of cases can be narrowed; those out of use too, because older cases have them.',
        security,
        response: {
          200: v.pipe(
            topicsSchema,
            v.description('In the order of their names.'),
            v.examples([{ topics: [EXAMPLE_TOPIC] }]),
          ),
        },
      },
      config: { permission: 'case.read', problems: ['unauthenticated', 'forbidden'] },
    },
    async () => ({ topics: await readTopics(database) }),
  );
}
