// All that is held about an application as one file that people read and programs too (Law 6698 art. 11): an HTML document with
// its language, headings and lists, and within it the same as JSON. Made here, of what this device has and what the server last
// told it. Pure: texts in, a text out.
//
// X1  Whatever anybody wrote stays text, in the markup and in the JSON.
// X2  The tracking code and the key are no part of it: the file may be given to others.

import { thaw } from '../../../domain/freeze.ts';
import { readThreadAttachments } from '../../../domain/thread-attachment.ts';
import type { Life, LifeEvent } from '../../../domain/thread-life.ts';
import { readTranscript, textOfTranscript } from '../../../domain/transcript.ts';
import type { Thread } from '../../../domain/wire.ts';
import { formatInstant } from '../../../i18n/format.ts';
import type { OutboxEntry } from '../../../offline/outbox.ts';
import { reviewRows } from '../../pages/flow/review-rows.ts';
import type { Texts } from '../../shell/texts.tsx';
import { eventWords } from '../life-history.tsx';
import { scoreWords } from '../score.ts';

export interface Exported {
  thread: Thread;
  life: Life;
  /** Of an application that was written on this device. */
  entry: OutboxEntry | undefined;
  /** When the server told the thread, ISO 8601. */
  refreshedAt: string;
}

export type ExportTexts = Pick<Texts, 't' | 'tag'> & { dir: 'ltr' | 'rtl' };

export function exportDocument(exported: Exported, texts: ExportTexts): { fileName: string; html: string } {
  const { thread } = exported;
  const { tag, dir, t } = texts;
  const title = `${t('thread.title')} ${thread.number}`;
  const html = `<!doctype html>
<html lang="${escaped(tag)}" dir="${dir}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escaped(title)}</title>
<style>body{font:1.125rem/1.6 sans-serif;max-width:42rem;margin:2rem auto;padding:0 1rem}dt{font-weight:bold}dd{margin:0 0 .75rem}.text{white-space:pre-wrap}</style>
</head>
<body>
<main>
<h1>${escaped(title)}</h1>
<p>${escaped(t('life.export.fresh', { when: formatInstant(tag, exported.refreshedAt) }))}</p>
${written(exported, texts)}
${answers(exported, texts)}
${attachments(exported, texts)}
${history(exported, texts)}
</main>
<script type="application/json" id="kopru">${inert(dataOf(exported))}</script>
</body>
</html>
`;
  return { fileName: `kopru-${thread.number}.html`, html };
}

function written({ entry, thread }: Exported, { t, tag }: ExportTexts): string {
  const rows: [string, string][] = entry
    ? reviewRows(thaw(entry.application), t).flatMap(({ name, value }): [string, string][] =>
        value === undefined ? [] : [[t(`flow.review.row.${name}`), value]],
      )
    : [
        [t('flow.review.row.subject'), thread.subject],
        [t('flow.review.row.description'), thread.description],
      ];
  const items = rows
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `<dt>${escaped(name)}</dt>\n<dd class="text" dir="auto">${escaped(value)}</dd>`);
  return section(t('life.export.written'), [
    paragraph(t('applications.written', { when: formatInstant(tag, thread.writtenAt) })),
    `<dl>\n${items.join('\n')}\n</dl>`,
    paragraph(t('life.export.identity')),
  ]);
}

function answers({ thread }: Exported, { t, tag }: ExportTexts): string {
  if (thread.replies.length === 0) return '';
  const each = thread.replies.map(({ institution, at, text, summary }) =>
    [
      `<h3>${escaped(institution)}, ${escaped(formatInstant(tag, at))}</h3>`,
      words(text, 'tr'),
      ...(typeof summary === 'string' ? [words(summary, 'tr')] : []),
    ].join('\n'),
  );
  return section(t('life.export.answers'), each);
}

function attachments({ thread }: Exported, { t }: ExportTexts): string {
  const files = readThreadAttachments(thread.attachments);
  if (files.length === 0) return '';
  const items = files.map(({ kind, byteLength, transcript }) => {
    const size = Math.ceil(byteLength / 1_024);
    const name = t('life.export.attachment', { kind: t(`attachment.${kind}`), size });
    const read = readTranscript(transcript);
    const text = read && textOfTranscript(read);
    const said = text ? `\n<p>${escaped(t('life.export.transcript'))}</p>\n${words(text, 'tr')}` : '';
    return `<li>${escaped(name)}${said}</li>`;
  });
  return section(t('life.export.attachments'), [`<ul>\n${items.join('\n')}\n</ul>`]);
}

/** What an officer wrote; behind the explanation of a refusal, why it is not in the form that was asked for. */
function textOf(event: LifeEvent, t: Texts['t']): string | undefined {
  if (event.kind === 'not-examined' && event.override)
    return `${event.text}\n\n${t('life.notInKind')}\n${event.override}`;
  return 'text' in event ? event.text : undefined;
}

function history({ life }: Exported, texts: ExportTexts): string {
  const { t, tag } = texts;
  const happened = [
    ...life.events.map((event) => ({
      at: event.at,
      told: eventWords(event, texts),
      text: textOf(event, t),
    })),
    ...life.acts.map(({ at, kind, score, text }) => ({
      at,
      told:
        kind === 'rating' ? t('life.done.rating', { score: scoreWords(score, t) }) : t(`life.done.${kind}`),
      text,
    })),
    ...(life.erasures ?? []).map(({ at, text }) => ({ at, told: t('life.done.erasure'), text })),
  ].sort((one, other) => Date.parse(one.at) - Date.parse(other.at));
  const items = happened.map(
    ({ at, told, text }) =>
      `<li>${paragraph(`${formatInstant(tag, at)}: ${told}`)}${text ? words(text) : ''}</li>`,
  );
  return section(t('thread.historyHeading'), [`<ol>\n${items.join('\n')}\n</ol>`]);
}

/** As the server told it, and what was written here: without the code and the key (X2). */
function dataOf({ thread, entry, refreshedAt }: Exported): unknown {
  const { trackingKey: _, ...application } = { trackingKey: '', ...entry?.application };
  return { format: 'kopru-export-1', refreshedAt, thread, ...(entry && { application }) };
}

function section(heading: string, parts: readonly string[]): string {
  return `<section>\n<h2>${escaped(heading)}</h2>\n${parts.join('\n')}\n</section>`;
}

function paragraph(text: string): string {
  return `<p>${escaped(text)}</p>`;
}

/** @param language of what somebody wrote, where it is known */
function words(text: string, language = ''): string {
  return `<p class="text" dir="auto" lang="${language}">${escaped(text)}</p>`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

/** JSON that ends no element and begins none. */
function inert(data: unknown): string {
  return JSON.stringify(data, null, 1).replace(/[<>&\u2028\u2029]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}
