// What every check is: where it looks, in which modes, and what it says.

import type { Page } from 'playwright-core';
import type { Problem } from '../finding.ts';
import type { Mode, ModeId } from '../modes.ts';
import type { ReasonLedger } from '../reasons.ts';
import type { Surface, Visit } from '../surfaces/surface.ts';

export interface View {
  page: Page;
  surface: Surface;
  mode: Mode;
  visit: Visit;
  /** Which reasons of incomplete.ts were needed. */
  ledger: ReasonLedger;
}

export interface Check {
  id: string;
  layer: 1 | 2 | 3 | 4;
  /** What it makes sure of, for the reader of the table. */
  about: string;
  modes: readonly ModeId[];
  /**
   * It moves the focus; or presses and types, and then the surface is brought about anew for whatever comes next. What
   * changes the look puts it back itself.
   */
  acts?: 'focus' | 'page';
  /** It gives the page sizes of its own (`resize`) and leaves it in the last of them. */
  resizes?: true;
  /** Whatever was pressed and typed before on this page, it can look. */
  takesAsLeft?: true;
  /** It asks where the page itself has put the focus. */
  asksForFocus?: true;
  /** Whether it has anything to do on this surface. */
  concerns?: (surface: Surface) => boolean;
  run: (view: View) => Promise<Problem[]>;
}
