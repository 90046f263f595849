// A defect planted into a page that is right otherwise, and the check that must find it. A check that has never failed
// has proved nothing.

import type { Check } from '../checks/check.ts';
import type { Problem } from '../finding.ts';
import { INCOMPLETE } from '../incomplete.ts';
import { applyLook, type ModeId, modeOf } from '../modes.ts';
import { openLedger } from '../reasons.ts';
import { inTime } from '../stage/in-time.ts';
import type { Stage } from '../stage/stage.ts';
import { SURFACES } from '../surfaces/all.ts';
import { nameOf, type Surface, type Visit } from '../surfaces/surface.ts';
import { leaveForGood } from '../surfaces/ways.ts';

export interface Defect {
  /** The kind of defect, as a person meets it. */
  name: string;
  check: Check;
  /** A surface's name. */
  on: string;
  /** Default: light. */
  mode?: ModeId;
  /** The check has looked at the page in this run before the defect came. */
  isSeenBefore?: true;
  /** Part of what the check must say. */
  says: string;
  plant: (at: Visit) => Promise<unknown>;
}

/** @returns what the check said about the defect; undefined when it did not find it */
export function findDefect(stage: Stage, defect: Defect): Promise<Problem | undefined> {
  return inTime(`“${defect.name}”`, plantAndLook(stage, defect));
}

async function plantAndLook(stage: Stage, defect: Defect): Promise<Problem | undefined> {
  const surface = surfaceOf(defect.on);
  const mode = modeOf(defect.mode ?? 'light');
  const visit = await stage.visit(surface, mode.locale);
  // The document in which one was planted is used for nothing else.
  await leaveForGood(visit);
  await surface.open(visit);
  await applyLook(visit.page, mode);
  const view = { page: visit.page, surface, mode, visit, ledger: openLedger(INCOMPLETE) };
  if (defect.isSeenBefore) await defect.check.run(view);
  await defect.plant(visit);
  // Another look, as the runner's are: what was read for the one before says nothing of this one (skeleton.ts).
  const problems = await defect.check.run({ ...view, visit: { ...visit } });
  await leaveForGood(visit);
  return problems.find(({ what }) => what.includes(defect.says));
}

function surfaceOf(name: string): Surface {
  const surface = SURFACES.find((one) => nameOf(one) === name);
  if (!surface) throw new Error(`No such surface: ${name}`);
  return surface;
}

/** A rule of style as the defect of a sheet. */
export function style(css: string): Defect['plant'] {
  return ({ page }) =>
    page.evaluate((text) => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(text);
      document.adoptedStyleSheets = [sheet];
    }, css);
}

/** An element more, made without markup: the pages enforce Trusted Types. */
export function append(
  parent: string,
  tag: string,
  attributes: Readonly<Record<string, string>>,
  text = '',
): Defect['plant'] {
  return ({ page }) =>
    page.evaluate(
      ([into, name, given, content]) => {
        const element = document.createElement(name);
        for (const [attribute, value] of Object.entries(given)) element.setAttribute(attribute, value);
        element.textContent = content;
        document.querySelector(into)?.append(element);
      },
      [parent, tag, attributes, text] as const,
    );
}
