// What a notice says: that there is news, where it is read, and how to hear no more. Never what, or of which application.

import { directionOf, LANGUAGE_TAGS, type Locale } from '../../src/i18n/locale.ts';
import { translateFor } from '../texts.ts';

export interface Links {
  /** The app's start. */
  start: string;
  stop: string;
}

export interface MailWords {
  /** The sender's name. */
  name: string;
  subject: string;
  text: string;
  html: string;
}

/** The page behind `stop`: short, for a short message. @param origin without a slash at the end */
export function linksOf(origin: string, stopToken: string): Links {
  return { start: `${origin}/`, stop: `${origin}/api/n/${stopToken}` };
}

export function mailWords(locale: Locale, { start, stop }: Links): MailWords {
  const t = translateFor(locale);
  const subject = t('server.notice.news');
  const [open, safety, stopHere] = [
    t('server.notice.open'),
    t('server.notice.safety'),
    t('server.notice.stopHere'),
  ];
  return {
    name: t('app.name'),
    subject,
    text: [subject, `${open}\n${start}`, safety, `${stopHere}\n${stop}`, ''].join('\n\n'),
    html: htmlPage(locale, subject, [
      `<p>${escapeHtml(open)}<br><a href="${escapeHtml(start)}">${escapeHtml(start)}</a></p>`,
      `<p>${escapeHtml(safety)}</p>`,
      `<hr><p><a href="${escapeHtml(stop)}">${escapeHtml(stopHere)}</a></p>`,
    ]),
  };
}

export function smsWords(locale: Locale, links: Links): string {
  return translateFor(locale)('server.notice.sms', { start: links.start, stop: links.stop });
}

/** A page with its language and direction (WCAG 3.1.1), a title and one heading; it takes the reader's own fonts and colours. */
export function htmlPage(locale: Locale, heading: string, content: readonly string[], style = ''): string {
  return `<!doctype html>
<html lang="${LANGUAGE_TAGS[locale]}" dir="${directionOf(locale)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(heading)}</title>${style && `\n<style>${style}</style>`}
</head>
<body>
<main>
<h1>${escapeHtml(heading)}</h1>
${content.join('\n')}
</main>
</body>
</html>
`;
}

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
