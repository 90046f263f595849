// The HTTP server: options, hooks that concern every request, and the routes, each in a file of its own.
//
// Limits are set for the slowest phone that we serve. How long a body may take is request-time.ts's; headers may not take so
// long: they are a few hundred bytes.

import fastifyCookie from '@fastify/cookie';
import fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
  type RawServerDefault,
} from 'fastify';
import type { TrustProxy } from '../config.ts';
import type { Services } from '../services.ts';
import { type Access, ANYONE, withAccess } from '../store/access.ts';
import { actRoute } from './act-route.ts';
import { applicationRoute } from './application-route.ts';
import { attachmentReaders } from './attachment-readers.ts';
import { addAttachmentRoute } from './attachment-route.ts';
import { addBackPressure, type PressureLimits } from './back-pressure.ts';
import { answerForNode, clientErrorHandler, refuseUnmet } from './client-error.ts';
import { createDeskShare, type DeskShare } from './desk-share.ts';
import { handleError, MalformedJsonError } from './error-handler.ts';
import { forwardClock } from './forward-clock.ts';
import { createGate } from './gate.ts';
import { addHealthRoutes } from './health-routes.ts';
import { keepApart } from './hosts.ts';
import { parseJson } from './json-body.ts';
import { addKnockRoute } from './knock-route.ts';
import { addMethodNotAllowed, collectMethods } from './method-not-allowed.ts';
import { noticeStopRoute } from './notice-stop-route.ts';
import { addOpenapi, addOpenapiRoute } from './openapi.ts';
import { addOperatorRoutes } from './operator-routes.ts';
import { addOrderlyEnd } from './orderly-end.ts';
import { sendProblem } from './problem-reply.ts';
import { addReplyTemplateRoute } from './reply-template-route.ts';
import { addRequestTimes } from './request-time.ts';
import { sealedRoutes } from './sealed-routes.ts';
import {
  addSecurityHeaders,
  inlineHashes,
  type SecurityHeaders,
  securityHeaders,
} from './security-headers.ts';
import { addSignClipRoutes } from './sign-clip-routes.ts';
import { addStaffAccountRoutes } from './staff-account-routes.ts';
import { addStaffActionRoute } from './staff-action-route.ts';
import { staffAnswerMediaRoutes } from './staff-answer-media-routes.ts';
import { addStaffAuditRoutes } from './staff-audit-routes.ts';
import { addStaffCaseRoutes } from './staff-case-routes.ts';
import { addStaffDeskRoutes } from './staff-desk-routes.ts';
import { staffDirectoryRoutes } from './staff-directory-routes.ts';
import { addStaffFigureRoutes } from './staff-figure-routes.ts';
import { addStaffHandOverRoute } from './staff-hand-over-route.ts';
import { addStaffHolidayRoutes } from './staff-holiday-routes.ts';
import { addStaffKeepingRoutes } from './staff-keeping-routes.ts';
import { addStaffOidcRoutes } from './staff-oidc-routes.ts';
import { addStaffOwnSessionRoutes } from './staff-own-session-routes.ts';
import { addStaffPasskeyRoutes } from './staff-passkey-routes.ts';
import { addStaffProofRoutes } from './staff-proof-routes.ts';
import { addStaffReplyDraftRoutes } from './staff-reply-draft-routes.ts';
import { guardStaffRoutes, refuseForgery } from './staff-session.ts';
import { addStaffSessionRoutes } from './staff-session-routes.ts';
import { staffSignClipRoutes } from './staff-sign-clip-routes.ts';
import { addStaffSuggestionRoute } from './staff-suggestion-route.ts';
import { addStaticFiles, notFoundHandler, readStaticSite } from './static-files.ts';
import { createTakeBody } from './take-body.ts';
import { addThreadsRoute } from './threads-route.ts';
import { addTranscriptRoutes } from './transcript-routes.ts';
import { uploadRoutes } from './upload-routes.ts';
import { type ApiPlugin, type App, compileValidator, type ValibotTypeProvider } from './valibot-provider.ts';

const HEADERS_TIMEOUT_MS = 20_000;
/** Of a connection on which nothing moves, in either direction. */
const SILENCE_TIMEOUT_MS = 120_000;
const KEEP_ALIVE_MS = 30_000;
const BODY_LIMIT_BYTES = 16 * 1024;
/** Longer than any id, so that a wrong id meets its schema and not the router. */
const MAX_PARAM_LENGTH = 1_000;

/** @param pressure when the load is too much; absent: as for a crowd of devices */
export async function buildApp(services: Services, pressure?: PressureLimits): Promise<App> {
  const { staticRoot } = services;
  const site = staticRoot === undefined ? undefined : await readStaticSite(staticRoot);
  const headers = securityHeaders(services.config.publicOrigin, inlineHashes(site?.pages ?? []));
  const app = createServer(services, headers);
  app.setValidatorCompiler(compileValidator);
  app.setSerializerCompiler(() => JSON.stringify);
  app.setErrorHandler(handleError);
  app.setNotFoundHandler(notFoundHandler(site));
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, async (_: unknown, body: Buffer) => {
    const json = parseJson(body);
    if (!json.ok) throw new MalformedJsonError();
    return json.value;
  });
  addOrderlyEnd(app);
  addRequestTimes(app);
  addRequestHooks(app, services);
  await app.register(fastifyCookie);
  addSecurityHeaders(app, headers);
  answerForNode(app, headers);
  // After the headers, which what is not served here has as well.
  app.addHook('onRequest', refuseUnmet);
  app.addHook('onRequest', keepApart(services.config));
  await addOpenapi(app);
  const methods = collectMethods(app);
  addHealthRoutes(app, services);
  await app.register(apiRoutes(services, pressure));
  addMethodNotAllowed(app, methods);
  if (site) await addStaticFiles(app, site);
  return app;
}

/** Behind the back-pressure, which the health of the process must not depend on. */
function apiRoutes(services: Services, pressure?: PressureLimits): ApiPlugin {
  return async (api) => {
    const share = createDeskShare(forwardClock(services.now));
    await addBackPressure(api, share, pressure);
    api.addHook('onRequest', refuseEncoding);
    const gate = createGate(services);
    addKnockRoute(api, gate);
    const takeBody = createTakeBody(services);
    await api.register(applicationRoute(services, gate, takeBody));
    await api.register(sealedRoutes(services, gate, takeBody));
    await api.register(actRoute(services));
    addThreadsRoute(api, services);
    await api.register(noticeStopRoute(services));
    addAttachmentRoute(api, attachmentReaders(services));
    await api.register(uploadRoutes(services));
    addOperatorRoutes(api, services);
    addSignClipRoutes(api, services);
    addOpenapiRoute(api);
    // Whatever a citizen does waits for other connections.
    await api.register(staffRoutes({ ...services, database: services.desk }, share));
  };
}

/** Nothing here unpacks a body: packed bytes would be kept as they are, or blow up when they are unpacked. */
async function refuseEncoding(
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply | undefined> {
  const { 'content-encoding': encoding = 'identity' } = request.headers;
  return encoding === 'identity' ? undefined : sendProblem(request, reply, 'media-type-not-supported');
}

function staffRoutes(services: Services, share: DeskShare): ApiPlugin {
  return async (staff) => {
    staff.addHook('onRequest', refuseForgery(services));
    guardStaffRoutes(staff, services, share);
    addStaffSessionRoutes(staff, services);
    addStaffPasskeyRoutes(staff, services);
    addStaffProofRoutes(staff, services);
    addStaffOwnSessionRoutes(staff, services);
    addStaffOidcRoutes(staff, services);
    addStaffAccountRoutes(staff, services);
    addStaffCaseRoutes(staff, services);
    addStaffSuggestionRoute(staff, services);
    addReplyTemplateRoute(staff, services);
    addStaffFigureRoutes(staff, services);
    addStaffAuditRoutes(staff, services);
    await staff.register(staffDirectoryRoutes(services));
    addStaffActionRoute(staff, services);
    addStaffDeskRoutes(staff, services);
    addStaffReplyDraftRoutes(staff, services);
    addStaffHandOverRoute(staff, services);
    addStaffKeepingRoutes(staff, services);
    addStaffHolidayRoutes(staff, services);
    await staff.register(staffSignClipRoutes(services));
    await staff.register(staffAnswerMediaRoutes(services));
    addTranscriptRoutes(staff, services);
  };
}

function createServer({ config, log }: Services, headers: SecurityHeaders): App {
  const loggerInstance: FastifyBaseLogger = log;
  const server: FastifyInstance<RawServerDefault> = fastify({
    loggerInstance,
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: toTrust(config.trustProxy),
    // Of bodies: request-time.ts.
    requestTimeout: 0,
    connectionTimeout: SILENCE_TIMEOUT_MS,
    keepAliveTimeout: KEEP_ALIVE_MS,
    // A missing Host is refused as everything is (client-error.ts).
    http: {
      headersTimeout: HEADERS_TIMEOUT_MS,
      connectionsCheckingInterval: 5_000,
      requireHostHeader: false,
    },
    bodyLimit: BODY_LIMIT_BYTES,
    return503OnClosing: false,
    routerOptions: { maxParamLength: MAX_PARAM_LENGTH },
    clientErrorHandler: clientErrorHandler(headers),
    frameworkErrors: (_, request, reply) => {
      sendProblem(request, reply.headers(headers), 'malformed-request');
    },
  });
  return server.withTypeProvider<ValibotTypeProvider>();
}

/** A number trusts the nearest n hops; Fastify asks for each, the nearest is hop 0. */
function toTrust(trust: TrustProxy): boolean | string[] | ((address: string, hop: number) => boolean) {
  if (typeof trust === 'number') return (_, hop) => hop < trust;
  return trust === false ? false : [...trust];
}

/** For whom a request works on the database. */
function accessOf({ staff }: FastifyRequest): Access {
  return staff === null ? ANYONE : { kind: 'staff', ...staff.officer };
}

function addRequestHooks(app: App, { log }: Services): void {
  app.decorateRequest('problemCode', null);
  app.decorateRequest('staff', null);
  // After the body was read, or its bytes' events would belong to nobody. Routes of a citizen name the key themselves.
  app.addHook('preHandler', (request, _, done) => withAccess(accessOf(request), done));
  app.addHook('onSend', async (request, reply) => {
    if (request.url.startsWith('/api/') && !reply.hasHeader('cache-control')) {
      reply.header('cache-control', 'no-store');
    }
  });
  app.addHook('onResponse', async (request, reply) => {
    const fields = {
      method: request.method,
      route: request.routeOptions.url ?? 'none',
      status: reply.statusCode,
      durationMs: Math.round(reply.elapsedTime),
      problem: request.problemCode,
    };
    if (reply.statusCode >= 500) log.warn(fields, 'Request answered');
    else request.log.info(fields, 'Request answered');
  });
}
