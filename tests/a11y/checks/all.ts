// Every check, in the order in which they look at a surface: those that only look come first, then those that ask where
// the focus is, then those that move it.

import { axe } from './axe.ts';
import type { Check } from './check.ts';
import { borderContrast, colourOnly, textContrast } from './colours.ts';
import { autofocus, fontUnits, hiddenFocus, orientation, tabIndex, timeLimit, zoom } from './document.ts';
import { errors } from './errors.ts';
import { personalFields } from './fields.ts';
import { focusRing } from './focus-ring.ts';
import { hover } from './hover.ts';
import { languages } from './languages.ts';
import { motion } from './motion.ts';
import { choosing, dialogs, routeChange } from './moves.ts';
import { clickable, images, names } from './names.ts';
import { largeReflow, largeText, reflow, targetSize, textSpacing } from './room.ts';
import { snapshot } from './snapshot.ts';
import { liveRegions, messages, skipLink } from './speaking.ts';
import { states } from './states.ts';
import { groups, headings, ids, landmarks, tables } from './structure.ts';
import { focusObscured, tabWalk } from './tab-walk.ts';
import { validHtml } from './valid-html.ts';

export const CHECKS: readonly Check[] = [
  axe,
  validHtml,
  snapshot,
  headings,
  landmarks,
  ids,
  groups,
  tables,
  names,
  images,
  clickable,
  zoom,
  timeLimit,
  tabIndex,
  autofocus,
  hiddenFocus,
  fontUnits,
  orientation,
  languages,
  personalFields,
  textContrast,
  borderContrast,
  colourOnly,
  liveRegions,
  motion,
  largeText,
  targetSize,
  textSpacing,
  reflow,
  largeReflow,
  errors,
  dialogs,
  states,
  focusRing,
  tabWalk,
  focusObscured,
  hover,
  skipLink,
  messages,
  choosing,
  routeChange,
];
