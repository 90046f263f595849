// Looks at pages: what runs calls `__hit`, what a policy stops is reported by the browser, what goes anywhere else is seen as a request,
// and what of the payloads stands there as a text is counted, by field and place.

import type { BrowserContext, Page } from 'playwright-core';
import type { Field } from './fields.ts';
import type { Life } from './lives.ts';

interface Found {
  /** Payloads that ran, by place. */
  hits: string[];
  /** What a policy has stopped, by place. */
  violations: string[];
  /** Addresses of other hosts that were asked for. */
  requests: string[];
}

/** Where the walk stands, and what it has seen: payloads' numbers by field, by place. */
export interface Walk extends Found {
  place: string;
  pages: number;
  seen: Map<string, Map<Field, Set<number>>>;
}

export function newWalk(): Walk {
  return { place: 'start', pages: 0, seen: new Map(), hits: [], violations: [], requests: [] };
}

/** Watches a context from its first page on. */
export async function watch(context: BrowserContext, origin: string, walk: Walk): Promise<void> {
  await context.exposeBinding('__report', (_, kind: 'hits' | 'violations', what: string) => {
    walk[kind].push(`${walk.place}: ${what}`);
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
      walk.requests.push(`${walk.place}: ${request.url()}`);
  });
  context.on('dialog', (dialog) => {
    walk.hits.push(`${walk.place}: a dialog`);
    void dialog.dismiss();
  });
}

const PATIENCE_MS = 20_000;

/**
 * Waits until the fields of a place stand on the page, as they were written, and counts whatever of the lives stands there.
 * @param lives whose payloads may be there
 * @param fields that the place shows
 */
export async function look(
  page: Page,
  walk: Walk,
  lives: readonly Life[],
  fields: readonly Field[] = [],
): Promise<void> {
  const texts = lives.flatMap(({ words, numbers }) =>
    (Object.entries(words) as [Field, string | undefined][]).flatMap(([field, text]) =>
      text === undefined
        ? []
        : [{ field, number: numbers[field], text: flat(text), isDue: fields.includes(field) }],
    ),
  );
  const isThere = await page.evaluate(stands, { texts, patienceMs: PATIENCE_MS });
  const seen = walk.seen.get(walk.place) ?? new Map<Field, Set<number>>();
  walk.seen.set(walk.place, seen);
  for (const [at, { field, number }] of texts.entries())
    if (isThere[at]) seen.set(field, (seen.get(field) ?? new Set()).add(number));
  walk.pages++;
}

const flat = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** Runs in the page: which texts stand there, in words, in fields, in names and in the title, when all that are due do, or patience ends. */
async function stands({
  texts,
  patienceMs,
}: {
  texts: { text: string; isDue: boolean }[];
  patienceMs: number;
}): Promise<boolean[]> {
  const read = (): string => {
    const said = [document.title, document.body.textContent];
    for (const element of document.querySelectorAll<HTMLElement>(
      'input, textarea, [aria-label], [title], [alt], [href]',
    )) {
      if ('value' in element) said.push(String(element.value));
      for (const name of ['aria-label', 'title', 'alt', 'href']) said.push(element.getAttribute(name) ?? '');
    }
    return said.join('\n').replace(/\s+/g, ' ');
  };
  const until = performance.now() + patienceMs;
  let whole = read();
  while (texts.some(({ text, isDue }) => isDue && !whole.includes(text)) && performance.now() < until) {
    await new Promise((resolve) => setTimeout(resolve, 10));
    whole = read();
  }
  // What waits for a pointer or the focus gets both, and what waits to be opened is.
  for (const element of document.querySelectorAll<HTMLElement>('main *')) {
    element.dispatchEvent(new PointerEvent('pointerenter'));
    element.focus?.({ preventScroll: true });
  }
  return texts.map(({ text }) => whole.includes(text));
}
