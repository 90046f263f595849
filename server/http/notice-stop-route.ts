// /api/n/:token: where the link of a notice leads. GET asks, for programs that look at every link of a letter follow this
// one, too; POST stops, whether a person pressed the button or a mail program did it for them (RFC 8058 § 3.1: no cookie, no
// redirect, whatever body). The page is whole without a script or the app: it is opened by whoever has the letter.
//
// The token can do nothing else: it names no application and opens no thread (server/notify/notice-secrets.ts).

import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import * as v from 'valibot';
import { NOTICE_STOP_PATH } from '../../src/domain/notice.ts';
import { isLocale, type Locale } from '../../src/i18n/locale.ts';
import { readSubscription, stopNotices } from '../notify/choices.ts';
import { escapeHtml, htmlPage } from '../notify/notice-words.ts';
import type { Services } from '../services.ts';
import { SYSTEM, withAccess } from '../store/access.ts';
import { translateFor } from '../texts.ts';
import { readerLocale } from './reader-locale.ts';
import type { ApiPlugin } from './valibot-provider.ts';

const BODY_MAX_BYTES = 4 * 1024;

const STYLE =
  'body{max-width:40rem;margin:auto;padding:1rem;font:1.125rem/1.6 system-ui,sans-serif}' +
  'button{min-height:3rem;padding:0 1.5rem;font:inherit}';

const POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

const paramsSchema = v.object({
  token: v.pipe(
    v.string(),
    v.description('From the link of a notice.'),
    v.examples(['AZmjwHseeyOtUj8cWn6bEJ2W8Xk0d5q1rT7uYw']),
  ),
});

export function noticeStopRoute({ database, notices }: Services): ApiPlugin {
  const subscriptionOf = async (request: FastifyRequest<{ Params: { token: string } }>) => {
    const id = notices.secrets.readStopToken(request.params.token);
    const found =
      id === undefined ? undefined : await withAccess(SYSTEM, () => readSubscription(database, id));
    const locale = isLocale(found?.locale) ? found.locale : readerLocale(request.headers['accept-language']);
    return { id, isThere: found !== undefined, locale };
  };
  return async (scope) => {
    // Whatever a mail program sends along says nothing that the address does not.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: BODY_MAX_BYTES }, async () => undefined);
    const documented = { tags: ['citizen'], params: paramsSchema };
    scope.get(
      NOTICE_STOP_PATH,
      {
        schema: {
          ...documented,
          operationId: 'askToStopNotices',
          summary: 'Ask whether notices shall stop',
          description: 'A page for people, with one button. Changes nothing.',
        },
        config: { answersPage: true },
      },
      async (request, reply) => {
        const { id, isThere, locale } = await subscriptionOf(request);
        return send(reply, locale, id === undefined ? 'unknown' : isThere ? 'ask' : 'done');
      },
    );
    scope.post(
      NOTICE_STOP_PATH,
      {
        schema: {
          ...documented,
          operationId: 'stopNotices',
          summary: 'Stop the notices to an address',
          description: `One-click unsubscription (RFC 8058): ends all notices to the e-mail address or telephone that this one went
to. Safe to repeat.`,
        },
        config: {
          answersPage: true,
          documentedBytes: 'application/x-www-form-urlencoded',
          problems: ['body-too-large'],
        },
      },
      async (request, reply) => {
        const { id, locale } = await subscriptionOf(request);
        if (id === undefined) return send(reply, locale, 'unknown');
        await withAccess(SYSTEM, () => stopNotices(database, id));
        return send(reply, locale, 'done');
      },
    );
  };
}

function send(reply: FastifyReply, locale: Locale, page: 'ask' | 'done' | 'unknown') {
  const t = translateFor(locale);
  const start = `<p><a href="/">${escapeHtml(t('server.notice.toStart'))}</a></p>`;
  const content = {
    ask: [
      `<p>${escapeHtml(t('server.notice.askBody'))}</p>`,
      `<form method="post"><button>${escapeHtml(t('server.notice.askButton'))}</button></form>`,
    ],
    done: [`<p>${escapeHtml(t('server.notice.doneBody'))}</p>`, start],
    unknown: [`<p>${escapeHtml(t('server.notice.unknownBody'))}</p>`, start],
  }[page];
  return reply
    .code(page === 'unknown' ? 404 : 200)
    .type('text/html; charset=utf-8')
    .header('content-security-policy', POLICY)
    .send(htmlPage(locale, t(`server.notice.${page}Heading`), content, STYLE));
}
