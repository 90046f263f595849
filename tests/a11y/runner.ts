// Looks at surfaces in every mode with every check. Pure bookkeeping around what stage, surfaces and checks do.

import type { Page } from 'playwright-core';
import { type Locale, SOURCE_LOCALE } from '../../src/i18n/locale.ts';
import { CHECKS } from './checks/all.ts';
import type { Check, View } from './checks/check.ts';
import type { Finding } from './finding.ts';
import { applyLook, BOOK_MODES, MODES, type Mode, resize, takeLookAway, VIEWPORT } from './modes.ts';
import type { ReasonLedger } from './reasons.ts';
import { Hanging, inTime } from './stage/in-time.ts';
import type { Stage } from './stage/stage.ts';
import { nameOf, type Surface, type Visit } from './surfaces/surface.ts';
import { changeLanguage, leaveForGood } from './surfaces/ways.ts';
import { TRANSLATE } from './words.ts';

export interface Tally {
  findings: Finding[];
  /** Checks that have looked, and milliseconds that each has taken. */
  looks: number;
  tookMs: Map<string, number>;
}

export interface Scope {
  checks?: readonly Check[];
  modes?: readonly Mode[];
}

export function newTally(): Tally {
  return { findings: [], looks: 0, tookMs: new Map() };
}

export function addTally(whole: Tally, part: Tally): void {
  whole.findings.push(...part.findings);
  whole.looks += part.looks;
  for (const [name, ms] of part.tookMs) whole.tookMs.set(name, (whole.tookMs.get(name) ?? 0) + ms);
}

/** One surface in all its modes; a surface that cannot be brought about is a finding itself. */
export async function inspect(
  stage: Stage,
  surface: Surface,
  ledger: ReasonLedger,
  tally: Tally,
  { checks = CHECKS, modes = modesOf(surface) }: Scope = {},
): Promise<void> {
  for (const { locale, modes: mine } of byDocument(surface, modes)) {
    try {
      await inspectIn(stage, surface, locale, mine, checks, ledger, tally);
    } catch (error) {
      // What hangs may go on yet, and would press keys and move the focus of the next surface.
      if (error instanceof Hanging) await stage.forget(surface, locale);
      const what = `It cannot be brought about: ${error instanceof Error ? error.message : String(error)}`;
      tally.findings.push({
        check: 'surface',
        surface: nameOf(surface),
        mode: mine[0]?.id ?? '',
        what,
        where: locale,
      });
    } finally {
      if (surface.locksDevice) await stage.forget(surface, locale);
    }
  }
}

/**
 * What is looked at in one document. The console changes its language around whatever stands there, so it is brought
 * about once. The citizen's app is in each language a page of its own.
 */
function byDocument(surface: Surface, modes: readonly Mode[]): { locale: Locale; modes: readonly Mode[] }[] {
  if (surface.app === 'console') return [{ locale: SOURCE_LOCALE, modes }];
  const locales = [...new Set(modes.map(({ locale }) => locale))];
  return locales.map((locale) => ({ locale, modes: modes.filter((mode) => mode.locale === locale) }));
}

async function inspectIn(
  stage: Stage,
  surface: Surface,
  locale: Locale,
  modes: readonly Mode[],
  checks: readonly Check[],
  ledger: ReasonLedger,
  tally: Tally,
): Promise<void> {
  const visit = await timed(tally, 'open', async () => {
    const opened = await stage.visit(surface, locale);
    await bringAbout(surface, opened);
    return opened;
  });
  /** What the page is known to show; undefined where it has just been brought about. */
  let shown: Mode | undefined;
  let spoken = locale;
  /** Another one for each mode and each time that it is brought about (skeleton.ts). */
  let read = visit;
  let isTouched = false;
  let isFocusMoved = false;
  for (const { check, mode } of inOrder(surface, modes, checks)) {
    if ((isTouched && !check.takesAsLeft) || (check.asksForFocus && isFocusMoved)) {
      await timed(tally, 'open', async () => {
        if (surface.leavesTraces) await leaveForGood(visit);
        await resize(visit.page, VIEWPORT);
        await bringAbout(surface, visit);
      });
      isTouched = false;
      isFocusMoved = false;
      shown = undefined;
      spoken = locale;
    }
    if (spoken !== mode.locale) {
      await timed(tally, 'look', () => changeLanguage(visit.page, mode.locale));
      spoken = mode.locale;
    }
    if (shown !== mode) {
      await timed(tally, 'look', () => applyLook(visit.page, mode));
      shown = mode;
      read = { ...visit, locale: mode.locale, t: TRANSLATE[mode.locale] };
    }
    if (!check.resizes) await timed(tally, 'look', () => resize(visit.page, VIEWPORT));
    await look(check, { page: visit.page, surface, mode, visit: read, ledger }, tally);
    if (check.acts === 'focus') {
      await leaveAlone(visit.page);
      isFocusMoved = true;
    }
    isTouched = check.acts === 'page' || (check.acts === 'focus' && surface.isFleeting === true);
  }
  if (surface.leavesTraces) await leaveForGood(visit);
}

/** The mouse goes out of the way: what it had pressed would look as what lies under a mouse does. */
async function bringAbout(surface: Surface, visit: Visit): Promise<void> {
  await takeLookAway(visit.page);
  await surface.open(visit);
  await visit.page.mouse.move(0, 0);
}

interface Look {
  check: Check;
  mode: Mode;
}

/**
 * Look by look; first what asks where the page has put the focus, and leaves it there; last what presses and types, because
 * after it the page is needed anew. In each mode what needs another size stands together: a page that gets one is laid out
 * and painted as a whole.
 */
function inOrder(surface: Surface, modes: readonly Mode[], checks: readonly Check[]): Look[] {
  const bySize = [
    ...checks.filter(({ acts, resizes }) => !acts && !resizes),
    ...checks.filter(({ resizes }) => resizes),
    ...checks.filter(({ acts, resizes }) => acts && !resizes),
  ];
  const looks = modes.flatMap((mode) =>
    bySize
      .filter((check) => check.modes.includes(mode.id) && (check.concerns?.(surface) ?? true))
      .map((check) => ({ check, mode })),
  );
  const isFirst = ({ check }: Look): boolean => check.asksForFocus === true && check.acts === undefined;
  return [
    ...looks.filter(isFirst),
    ...looks.filter((look) => look.check.acts !== 'page' && !isFirst(look)),
    ...looks.filter(({ check }) => check.acts === 'page'),
  ];
}

/** Nothing has the focus, and the page is at its top: a skip link that is still shown would lie upon the header. */
async function leaveAlone(page: Page): Promise<void> {
  await page.evaluate(() => {
    (document.activeElement as HTMLElement | null)?.blur();
    scrollTo(0, 0);
  });
}

async function look(check: Check, view: View, tally: Tally): Promise<void> {
  const problems = await timed(tally, check.id, () => inTime(check.id, check.run(view)));
  tally.looks++;
  for (const problem of problems)
    tally.findings.push({ check: check.id, surface: nameOf(view.surface), mode: view.mode.id, ...problem });
}

async function timed<T>(tally: Tally, name: string, work: () => Promise<T>): Promise<T> {
  const from = performance.now();
  try {
    return await work();
  } finally {
    tally.tookMs.set(name, (tally.tookMs.get(name) ?? 0) + performance.now() - from);
  }
}

/** The pattern book has one language and none of the apps' words. */
export function modesOf({ isOneLanguage }: Surface): readonly Mode[] {
  return isOneLanguage ? BOOK_MODES : MODES;
}
