// Puts payloads into every field that a citizen fills in, and into officers' answers, of real applications on a real server, and
// looks at every page of both apps that shows them, in a real browser. What would run calls `__hit`; what the policies stop is
// reported by the browser; what goes anywhere else is seen as a request.

import type { BrowserContext, Page } from 'playwright-core';
import { makeTracking } from '../../../server/demo/tracking.ts';
import { isSafeLine, isSafeName, isSafeText } from '../../../src/domain/text.ts';
import { TEXT_LIMITS } from '../../../src/domain/text-limits.ts';
import { anApplication, freshId } from '../../contracts/http-app.ts';
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
  payloads: readonly Payload[];
}

/** @returns the applications, all under one code */
export async function sendAll(
  origin: string,
  payloads: readonly Payload[],
): Promise<{ code: string; sent: Sent[] }> {
  const { code, key } = await makeTracking();
  const sent: Sent[] = [];
  for (let from = 0; from < payloads.length; from += PER_TEXT) {
    const own = payloads.slice(from, from + PER_TEXT);
    const whole = own
      .filter(({ text }) => isSafeText(text))
      .map(({ text }) => text)
      .join('\n');
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
    });
    await send(origin, 'PUT', `/api/applications/${id}`, application);
    await send(
      origin,
      'PUT',
      `/api/applications/${id}/acts/${freshId()}`,
      { kind: 'addition', text: whole, locale: 'tr', writtenAt: '2026-11-23T08:00:00.000Z' },
      { authorization: `Bearer ${key}` },
    );
    sent.push({ id, payloads: own });
  }
  return { code, sent };
}

/** As an officer of the centre: the payloads as the answer's words, with marks. */
export async function answerAll(origin: string, cookie: string, sent: readonly Sent[]): Promise<void> {
  for (const { id, payloads } of sent) {
    const text = payloads
      .filter((one) => isSafeText(one.text))
      .map((one) => one.text)
      .join('\n\n');
    await send(origin, 'PUT', `/api/staff/cases/${id}/replies/${freshId()}`, { text }, { cookie, origin });
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
