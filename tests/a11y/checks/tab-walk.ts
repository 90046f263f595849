// A walk by Tab through the whole page: everything is reached, in the order in which it is read, nothing holds on, and
// at each stop the focus is on the screen, free of what sticks to the edges.

import type { Page } from 'playwright-core';
import type { Problem } from '../finding.ts';
import { resize } from '../modes.ts';
import type { Check } from './check.ts';
import { LITTLE_FOR_LARGE_TEXT } from './room.ts';

interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

export interface Stop {
  /** Place among what Tab should reach; -1: somewhere else. */
  index: number;
  /** On the page, not on the screen; in what scrolls, where it would be without that. */
  box: Box;
  /** The landmark in which it stands: order is judged within each. */
  landmark: string;
  isRightToLeft: boolean;
  isScroller: boolean;
  isOnScreen: boolean;
  coveredBy: string | undefined;
  where: string;
}

interface Walk {
  expected: string[];
  stops: Stop[];
}

export const tabWalk: Check = {
  id: 'tab-walk',
  layer: 3,
  about: 'Tab reaches everything, in order, and is held nowhere',
  modes: ['light', 'rtl'],
  acts: 'focus',
  // The same document answers to the same keys: in the other direction only the places differ.
  run: async ({ page, mode }) => judgeWalk(await (mode.id === 'light' ? walk(page) : visitAll(page))),
};

export const focusObscured: Check = {
  id: 'focus-obscured',
  layer: 3,
  about: 'what has the focus is whole on the screen',
  modes: ['light', 'text-200'],
  acts: 'focus',
  resizes: true,
  run: async ({ page, mode }) => {
    // Little height, as with a keyboard on the screen: there bars that stick are in the way.
    await resize(page, mode.text ? LITTLE_FOR_LARGE_TEXT : { width: 400, height: 500 });
    return judgeSight((await visitAll(page)).stops);
  },
};

const MOST_STOPS = 400;

async function walk(page: Page): Promise<Walk> {
  const expected = await page.evaluate(() => {
    const elements = kopruProbe.tabbable();
    (window as unknown as { kopruStops: HTMLElement[] }).kopruStops = elements;
    (document.activeElement as HTMLElement | null)?.blur();
    getSelection()?.removeAllRanges();
    scrollTo(0, 0);
    return elements.map((element) => kopruProbe.describe(element));
  });
  await startAtTop(page);
  const stops: Stop[] = [];
  const most = Math.min(expected.length * 2 + 12, MOST_STOPS);
  // First as often as there is something to reach, then, where that was not all, one by one.
  let presses = Math.min(expected.length + 1, most);
  for (let count = 0; count < most; count += presses, presses = 1) {
    await watchFocus(page);
    await Promise.all(Array.from({ length: presses }, () => page.keyboard.press('Tab')));
    for (const stop of await page.evaluate(() => window.kopruSeen.end())) {
      if (!stop || (stops.length > 0 && stop.index >= 0 && stop.index === stops[0]?.index))
        return { expected, stops };
      stops.push(stop);
    }
  }
  return { expected, stops };
}

/**
 * The same stops without a key, where it is asked how they lie and not what Tab does: the focus is put on each, which brings
 * it into view as Tab does.
 */
async function visitAll(page: Page): Promise<Walk> {
  return await page.evaluate<Walk>(`(async () => {
    const look = ${lookAtFocus};
    const elements = kopruProbe.tabbable();
    window.kopruStops = elements;
    document.activeElement?.blur();
    scrollTo(0, 0);
    const stops = [];
    const { port1, port2 } = new MessageChannel();
    // By a message first: what timers wait for in a row the browser puts off, and draws each stop meanwhile.
    const turn = () =>
      new Promise((resolve) => {
        port1.onmessage = () => setTimeout(resolve);
        port2.postMessage(0);
      });
    for (const element of elements) {
      element.focus();
      // What closes when the focus leaves it does so now.
      await turn();
      if (document.activeElement === element) stops.push(look());
    }
    return { expected: elements.map((element) => kopruProbe.describe(element)), stops };
  })()`);
}

declare global {
  interface Window {
    /** The walk that is under way. */
    kopruSeen: { end: () => (Stop | undefined)[] };
  }
}

/** The page itself looks where the focus is, each time before Tab takes it further: asking from here takes far longer. */
async function watchFocus(page: Page): Promise<void> {
  await page.evaluate(`{
    const look = ${lookAtFocus};
    const seen = [];
    let presses = 0;
    const before = (event) => {
      if (event.key === 'Tab' && presses++ > 0) seen.push(look());
    };
    addEventListener('keydown', before, true);
    window.kopruSeen = {
      end() {
        removeEventListener('keydown', before, true);
        seen.push(look());
        return seen;
      },
    };
  }`);
}

/** Tab goes on from where the focus was last; so it is put before everything, without a trace. */
async function startAtTop(page: Page): Promise<void> {
  await page.evaluate(() => {
    const start = document.querySelector<HTMLElement>('dialog:modal') ?? document.body;
    const marker = document.createElement('span');
    marker.tabIndex = -1;
    start.prepend(marker);
    marker.focus({ preventScroll: true });
    marker.remove();
  });
}

function lookAtFocus(): Stop | undefined {
  const element = document.activeElement;
  if (!(element instanceof HTMLElement) || element === document.body) return undefined;
  const { kopruStops } = window as unknown as { kopruStops: HTMLElement[] };
  // A box that is drawn by its label is seen where the label is.
  const isDrawnElsewhere = element instanceof HTMLInputElement && getComputedStyle(element).opacity === '0';
  const drawn = isDrawnElsewhere ? (element.labels?.[0] ?? element) : element;
  const box = drawn.getBoundingClientRect();
  const inset = 2;
  const points: [number, number][] = [
    [box.left + box.width / 2, box.top + box.height / 2],
    [box.left + inset, box.top + inset],
    [box.right - inset, box.top + inset],
    [box.left + inset, box.bottom - inset],
    [box.right - inset, box.bottom - inset],
  ];
  // The browser itself brings the focus into view; of a large field it shows the line that is written.
  const shown = Math.min(box.bottom, innerHeight) - Math.max(box.top, 0);
  const isOnScreen = box.left >= -1 && box.right <= innerWidth + 1 && shown >= Math.min(box.height - 2, 60);
  let cover: Element | undefined;
  for (const [x, y] of points) {
    const top = document.elementFromPoint(x, y);
    if (!top || top.contains(drawn) || drawn.contains(top) || top.contains(element) || element.contains(top))
      continue;
    const labels = element instanceof HTMLInputElement ? [...(element.labels ?? [])] : [];
    if (labels.some((label) => label.contains(top) || top.contains(label))) continue;
    if (
      /fixed|sticky|absolute/.test(
        [top, ...ancestors(top)].map((at) => getComputedStyle(at).position).join(' '),
      )
    )
      cover = top;
  }
  function ancestors(of: Element): Element[] {
    const list: Element[] = [];
    for (let at = of.parentElement; at && !at.contains(drawn); at = at.parentElement) list.push(at);
    return list;
  }
  // What it stands in may be scrolled, too, and is scrolled further by the next stop.
  const scrolled = { left: 0, top: 0 };
  for (let at = element.parentElement; at; at = at.parentElement) {
    scrolled.left += at.scrollLeft;
    scrolled.top += at.scrollTop;
  }
  const { overflowX, overflowY } = getComputedStyle(element);
  return {
    index: kopruStops.indexOf(element),
    box: {
      left: box.left + scrolled.left,
      right: box.right + scrolled.left,
      top: box.top + scrolled.top,
      bottom: box.bottom + scrolled.top,
    },
    landmark: element.closest('dialog, header, main, footer, aside')?.localName ?? 'page',
    // An input may have a direction of its own; the line it stands in is its parent's.
    isRightToLeft: getComputedStyle(element.parentElement ?? element).direction === 'rtl',
    isScroller:
      /auto|scroll/.test(`${overflowX} ${overflowY}`) && !element.matches('textarea, select, input'),
    isOnScreen,
    coveredBy: cover && kopruProbe.describe(cover),
    where: kopruProbe.describe(element),
  };
}

export function judgeWalk({ expected, stops }: Walk): Problem[] {
  const problems: Problem[] = [];
  const reached = new Set(stops.map(({ index }) => index));
  const isHeld = stops.some(
    (stop, at) =>
      at > 0 && stops[at - 1]?.where === stop.where && stops[at - 1]?.index === stop.index && stop.index >= 0,
  );
  if (isHeld)
    problems.push({
      what: 'Tab is held: it stays on the same element',
      where: stops.at(-1)?.where ?? 'the page',
    });
  const seen = new Set<number>();
  for (const { index, where } of stops) {
    if (index >= 0 && seen.has(index)) {
      problems.push({ what: 'Tab is held: it comes back here before it has been everywhere', where });
      break;
    }
    seen.add(index);
  }
  for (const [index, where] of expected.entries())
    if (!reached.has(index)) problems.push({ what: 'Tab does not reach it', where });
  for (const stop of stops)
    if (stop.index < 0 && !stop.isScroller)
      problems.push({ what: 'Tab stops at what is no control', where: stop.where });
  return [...problems, ...judgeOrder(stops)];
}

function judgeOrder(stops: readonly Stop[]): Problem[] {
  const problems: Problem[] = [];
  for (const [at, stop] of stops.entries()) {
    const before = stops[at - 1];
    if (!before || before.landmark !== stop.landmark) continue;
    if (stop.index >= 0 && before.index >= 0 && stop.index < before.index)
      problems.push({ what: `Tab goes back in the document after ${before.where}`, where: stop.where });
    const a = before.box;
    const b = stop.box;
    const isBeside = b.left >= a.right - 1 || b.right <= a.left + 1;
    const shared = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
    const isSameLine = shared > 0.5 * Math.min(a.bottom - a.top, b.bottom - b.top);
    if (!isBeside && b.bottom <= a.top + 1)
      problems.push({ what: `Tab jumps up, after ${before.where}`, where: stop.where });
    const isBackwards = stop.isRightToLeft ? b.left >= a.right - 1 : b.right <= a.left + 1;
    if (isSameLine && isBackwards)
      problems.push({ what: `Tab jumps back in the line, after ${before.where}`, where: stop.where });
  }
  return problems;
}

export function judgeSight(stops: readonly Stop[]): Problem[] {
  return stops.flatMap(({ isOnScreen, coveredBy, where }) => {
    if (coveredBy) return [{ what: `With the focus on it, it lies under ${coveredBy}`, where }];
    return isOnScreen ? [] : [{ what: 'With the focus on it, it is not whole on the screen', where }];
  });
}
