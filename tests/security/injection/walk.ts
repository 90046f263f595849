// Puts payloads into every field that a citizen fills in, into officers' answers and transcripts, and into what citizens say to
// these, of real applications on a real server, and looks at every page of both apps that shows them, in a real browser. What would run calls `__hit`; what the policies stop is
// reported by the browser; what goes anywhere else is seen as a request.

import type { BrowserContext, Page } from 'playwright-core';
import { makeTracking } from '../../../server/demo/tracking.ts';
import { isSafeLine, isSafeName, isSafeText, isVisible } from '../../../src/domain/text.ts';
import { TEXT_LIMITS } from '../../../src/domain/text-limits.ts';
import { ACT_TEXT_LIMITS } from '../../../src/domain/thread-act.ts';
import { anApplication, freshId } from '../../contracts/http-app.ts';
import { describeAttachment, OFFSET_TYPE, tusClient } from '../../contracts/tus-client.ts';
import { untilPlayable } from '../../e2e/office.ts';
import type { ServerProcess } from '../../e2e/server-process.ts';
import type { Payload } from './payloads.ts';

export interface Found {
  /** Payloads that ran, by place. */
  hits: string[];
  /** What a policy has stopped, by place. */
  violations: string[];
  /** Addresses of other hosts that were asked for. */
  requests: string[];
}

export interface Walked extends Found {
  pages: number;
  /** Payloads that stood on a page as a text, at least once. */
  shown: Set<number>;
}

/** Watches a context from its first page on. */
export async function watch(
  context: BrowserContext,
  origin: string,
): Promise<Found & { at: { place: string } }> {
  const found = { hits: [] as string[], violations: [] as string[], requests: [] as string[] };
  const at = { place: 'start' };
  await context.exposeBinding('__report', (_, kind: 'hits' | 'violations', what: string) => {
    found[kind].push(`${at.place}: ${what}`);
  });
  await context.addInitScript(() => {
    const report = (kind: string, what: unknown): void =>
      void (globalThis as never as { __report: (...said: string[]) => void }).__report(kind, String(what));
    Object.assign(globalThis, { __hit: (number: unknown) => report('hits', number) });
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI, sample }) =>
      report('violations', `${effectiveDirective} ${blockedURI} ${sample}`),
    );
  });
  context.on('request', (request) => {
    if (!/^(data|blob|about):/.test(request.url()) && new URL(request.url()).origin !== origin)
      found.requests.push(`${at.place}: ${request.url()}`);
  });
  context.on('dialog', (dialog) => {
    found.hits.push(`${at.place}: a dialog`);
    void dialog.dismiss();
  });
  return { ...found, at };
}

const fits =
  (max: number, isFit: (text: string) => boolean) => (payload: Payload | undefined, otherwise: string) =>
    payload && isFit(payload.text) && [...payload.text].length <= max && payload.text.trim() !== ''
      ? payload.text
      : otherwise;
const asLine = (max: number) => fits(max, isSafeLine);
const asText = fits(TEXT_LIMITS.placeDetail, isSafeText);
const asName = (payload: Payload | undefined): string => `Ad ${fits(90, isSafeName)(payload, 'Soyad')} Soyad`;

/** Payloads of one text field stand under each other. */
const PER_TEXT = 25;

export interface Sent {
  id: string;
  trackingKey: string;
  payloads: readonly Payload[];
  /** An attachment's id; it is as long as there are pieces of a text. */
  recording: string | undefined;
}

/** As many as show all that becomes of a text: the one is corrected, the other only offered. */
export const FEW_RECORDINGS = 2;

const PIECE_MS = 100;

/** Silence, in the simplest of containers (RIFF WAVE, 8 kHz, 8 bits). */
function silence(durationMs: number): Buffer {
  const samples = durationMs * 8;
  const header = Buffer.from('RIFF0000WAVEfmt 00000000000000000000data0000');
  header.writeUInt32LE(36 + samples, 4);
  for (const [at, value] of [16, 0x1_0001, 8_000, 8_000, 0x8_0001].entries())
    header.writeUInt32LE(value, 16 + at * 4);
  header.writeUInt32LE(samples, 40);
  return Buffer.concat([header, Buffer.alloc(samples, 128)]);
}

const safe = (payloads: readonly Payload[]): string[] =>
  payloads.map(({ text }) => text).filter((text) => isSafeText(text) && isVisible(text));

/** @param recordings at most; each is made playable first, which takes a while @returns the applications, all under one code */
export async function sendAll(
  origin: string,
  payloads: readonly Payload[],
  recordings = Number.POSITIVE_INFINITY,
): Promise<{ code: string; sent: Sent[] }> {
  const { code, key } = await makeTracking();
  const sent: Sent[] = [];
  for (let from = 0; from < payloads.length; from += PER_TEXT) {
    const own = payloads.slice(from, from + PER_TEXT);
    const whole = safe(own).join('\n');
    const isRecorded = sent.length < recordings;
    const bytes = silence(PER_TEXT * PIECE_MS);
    const recording = describeAttachment({ bytes, changes: { kind: 'audio', mediaType: 'audio/wav' } });
    const pick = (index: number): Payload | undefined => own[index % own.length];
    const id = freshId();
    const application = anApplication({
      trackingKey: key,
      subject: asLine(TEXT_LIMITS.subject)(pick(from / PER_TEXT), 'Konu'),
      description: whole,
      placeDetail: asText(pick(1), 'Yer'),
      addressText: asText(pick(2), 'Adres'),
      fullName: asName(pick(3)),
      formats: ['text'],
      ...(isRecorded && { attachments: [recording] }),
    });
    await send(origin, 'PUT', `/api/applications/${id}`, application);
    const upload = { origin, applicationId: id, trackingKey: key, attachments: [recording] };
    if (isRecorded) await tusClient(upload).create({ 'content-type': OFFSET_TYPE }, bytes);
    const one = { id, trackingKey: key, payloads: own, recording: isRecorded ? recording.id : undefined };
    await act(origin, one, { kind: 'addition', text: whole });
    sent.push(one);
  }
  return { code, sent };
}

async function transcribe(
  server: ServerProcess,
  origin: string,
  cookie: string,
  one: Sent,
  isCorrected: boolean,
): Promise<void> {
  const { recording: attachmentId = '' } = one;
  const transcriptId = freshId();
  const texts = safe(one.payloads);
  const cues = texts.map((text, at) => ({ startMs: at * PIECE_MS, endMs: (at + 1) * PIECE_MS, text }));
  await untilPlayable(server, attachmentId);
  const path = `/api/staff/attachments/${attachmentId}/transcripts/${transcriptId}`;
  await send(origin, 'PUT', path, { kind: 'transcript', language: 'tr', cues }, { cookie, origin });
  const verdict = { kind: 'transcript-verdict', attachmentId, transcriptId, verdict: 'corrected' };
  if (isCorrected) await act(origin, one, { ...verdict, text: texts.join('\n') });
}

async function act(origin: string, { id, trackingKey }: Sent, said: object): Promise<void> {
  const headers = { authorization: `Bearer ${trackingKey}` };
  const body = { ...said, locale: 'tr', writtenAt: '2026-11-23T08:00:00.000Z' };
  await send(origin, 'PUT', `/api/applications/${id}/acts/${freshId()}`, body, headers);
}

/**
 * As an officer of the centre: the payloads as pieces of transcripts, and as the answer's words, with marks. Then as the citizen, who
 * corrects a transcript, and rates and objects to the answer in the same words.
 */
export async function answerAll(
  server: ServerProcess,
  origin: string,
  cookie: string,
  sent: readonly Sent[],
): Promise<void> {
  for (const [index, one] of sent.entries()) {
    const texts = safe(one.payloads);
    const text = texts.join('\n');
    // Every other text of a recording stays as it was offered.
    if (one.recording !== undefined) await transcribe(server, origin, cookie, one, index % 2 === 0);
    const replyId = freshId();
    const reply = { text: texts.join('\n\n') };
    await send(origin, 'PUT', `/api/staff/cases/${one.id}/replies/${replyId}`, reply, { cookie, origin });
    await act(origin, one, {
      kind: 'rating',
      replyId,
      score: 1,
      reason: [...text].slice(0, ACT_TEXT_LIMITS.reason).join(''),
    });
    await act(origin, one, { kind: 'objection', replyId, text });
  }
}

async function send(
  origin: string,
  method: string,
  path: string,
  body: unknown,
  headers = {},
): Promise<void> {
  const answer = await fetch(origin + path, {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
}

/** Looks at one page: whatever is on it stands there as a text. */
async function look(page: Page, payloads: readonly Payload[], shown: Set<number>): Promise<void> {
  const text = await page.evaluate(() => document.body.textContent.replace(/\s+/g, ' '));
  for (const { number, text: payload } of payloads)
    if (text.includes(payload.replace(/\s+/g, ' ').trim())) shown.add(number);
  // What waits for a pointer or the focus gets both.
  await page.evaluate(() => {
    for (const element of document.querySelectorAll<HTMLElement>('main *')) {
      element.dispatchEvent(new PointerEvent('pointerenter'));
      element.focus?.({ preventScroll: true });
    }
  });
}

/** Every page of the citizen's app that shows them. @param code of `sendAll` */
export async function walkCitizen(
  page: Page,
  origin: string,
  code: string,
  sent: readonly Sent[],
  walked: Walked & { at: { place: string } },
): Promise<void> {
  walked.at.place = 'citizen: tracking';
  await page.goto(`${origin}/takip/`);
  await page.locator('#tracking-code, main input').first().fill(code);
  await page.locator('main form button[type=submit]').click();
  await page.waitForURL((url) => url.pathname.startsWith('/basvurularim/'), { timeout: 60_000 });
  await page.locator('main h1').waitFor();
  for (const { id, payloads } of [{ id: '', payloads: sent.flatMap((one) => one.payloads) }, ...sent]) {
    walked.at.place = id ? 'citizen: thread' : 'citizen: list';
    await page.goto(`${origin}/basvurularim/${id ? `${id}/` : ''}`);
    await page
      .locator(id ? '.life-history' : 'main li a')
      .first()
      .waitFor();
    await look(page, payloads, walked.shown);
    walked.pages++;
  }
}

/** Every page of the console that shows them. The context has an officer's cookie. */
export async function walkConsole(
  page: Page,
  origin: string,
  sent: readonly Sent[],
  walked: Walked & { at: { place: string } },
): Promise<void> {
  for (const { id, payloads } of [{ id: '', payloads: [] }, ...sent]) {
    walked.at.place = id ? 'console: case' : 'console: list';
    await page.goto(`${origin}/robots.txt`);
    await page.goto(`${origin}/staff.html#/basvurular${id ? `/${id}` : ''}`);
    await page
      .locator(id ? '.case-actions' : 'main table')
      .first()
      .waitFor();
    await look(page, payloads, walked.shown);
    walked.pages++;
  }
  walked.at.place = 'console: search';
  for (const { payloads } of sent.slice(0, 10)) {
    const query = encodeURIComponent((payloads[0]?.text ?? '').slice(0, 150));
    await page.goto(`${origin}/robots.txt`);
    await page.goto(`${origin}/staff.html#/basvurular?ara=${query}`);
    await page.locator('main h1').waitFor();
    await look(page, [], walked.shown);
    walked.pages++;
  }
}
