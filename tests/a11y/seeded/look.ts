// Defects of what is seen: colours, room, movement, rings.

import { borderContrast, colourOnly, textContrast } from '../checks/colours.ts';
import { focusRing } from '../checks/focus-ring.ts';
import { hover } from '../checks/hover.ts';
import { motion } from '../checks/motion.ts';
import { largeReflow, largeText, reflow, targetSize, textSpacing } from '../checks/room.ts';
import { states } from '../checks/states.ts';
import { append, type Defect, style } from './defect.ts';

const HELP = 'citizen/help: as it is';
const KIND = 'citizen/question kind: empty';
const IDENTITY = 'citizen/question identity: empty';

export const LOOK_DEFECTS: readonly Defect[] = [
  {
    name: 'text of too little contrast',
    check: textContrast,
    on: HELP,
    says: 'Text of',
    plant: style('main p { color: #6b6b6b }'),
  },
  {
    name: 'text of too little contrast in the dark',
    check: textContrast,
    on: HELP,
    mode: 'dark',
    says: 'Text of',
    plant: style('main p { color: #888 }'),
  },
  {
    name: 'text on a picture',
    check: textContrast,
    on: HELP,
    says: 'on a picture',
    plant: style('main { background: linear-gradient(white, black) }'),
  },
  {
    name: 'an edge of too little contrast',
    check: borderContrast,
    on: IDENTITY,
    says: 'Neither edge nor filling',
    plant: style('main input { border-color: #ddd !important; background: white !important }'),
  },
  {
    name: 'a link within text that differs by colour only',
    check: colourOnly,
    on: 'citizen/start: later visit',
    says: 'differs by its colour only',
    plant: style('a { text-decoration: none !important; border: 0 !important }'),
  },
  {
    name: 'a state told by colour only',
    check: colourOnly,
    on: 'citizen/application: waiting',
    says: 'told by colour only',
    plant: append('main', 'span', {
      class: 'tag-success',
      style: 'display:block;width:20px;height:20px;background:green',
    }),
  },
  {
    name: 'no ring around the focus',
    check: focusRing,
    on: KIND,
    says: 'not seen at all',
    plant: style(
      '* { outline: none !important; box-shadow: none !important } :focus-visible { border-color: inherit }',
    ),
  },
  {
    name: 'a ring of too little contrast',
    check: focusRing,
    on: KIND,
    says: 'by 3:1',
    plant: style(
      'main button:focus-visible { outline: 2px solid #e8e0d0 !important; box-shadow: none !important }',
    ),
  },
  {
    name: 'a ring that forced colours take away',
    check: focusRing,
    on: KIND,
    mode: 'forced',
    says: 'not seen at all',
    plant: style(
      'main button:focus-visible { outline: none !important; box-shadow: 0 0 0 3px black !important }',
    ),
  },
  {
    name: 'the current page that forced colours hide',
    check: states,
    on: 'citizen/apply: no draft',
    mode: 'forced',
    says: 'nobody sees it',
    plant: style(
      '.shell-header a { border: 0 !important; outline: 0 !important; box-shadow: none !important; background: none !important; text-decoration: none !important; font-weight: 400 !important }',
    ),
  },
  {
    name: 'an error that high contrast hides',
    check: states,
    on: 'citizen/track: mistyped',
    mode: 'contrast',
    says: 'That it is wrong is not seen',
    plant: style('[id$=-error] { visibility: hidden }'),
  },
  {
    name: 'a page that does not flow at 320 px',
    check: reflow,
    on: HELP,
    says: 'scrolls sideways',
    plant: style('main { min-width: 30rem }'),
  },
  {
    name: 'text that sticks out at 320 px',
    check: reflow,
    on: HELP,
    says: 'sticks out of 320 px',
    plant: style('main p { white-space: nowrap }'),
  },
  {
    name: 'wider text is cut off',
    check: textSpacing,
    on: KIND,
    says: 'is cut off',
    plant: style(
      'main button { height: 1.6em; min-height: 0 !important; width: 6em; overflow: hidden; padding: 0 !important }',
    ),
  },
  {
    name: 'wider text lies upon other text',
    check: textSpacing,
    on: HELP,
    says: 'lies upon',
    plant: style('main p { height: 1.2em; margin: 0 !important }'),
  },
  {
    name: 'text of 200 % that does not grow',
    check: largeText,
    on: HELP,
    mode: 'text-200',
    says: 'Text of 200 %',
    plant: style('html { font-size: 18px !important }'),
  },
  {
    name: 'large text is cut off',
    check: largeText,
    on: HELP,
    mode: 'text-200',
    says: 'is cut off',
    plant: style('main h1 { height: 1.5rem; max-height: 20px; overflow: hidden }'),
  },
  {
    name: 'large text that makes the page scroll sideways',
    check: largeReflow,
    on: HELP,
    mode: 'text-200',
    says: 'scrolls sideways',
    plant: style('main { min-width: 25em }'),
  },
  {
    name: 'a target that is too small',
    check: targetSize,
    on: KIND,
    says: 'Its target is',
    plant: style(
      'main button { min-height: 0 !important; min-block-size: 0 !important; height: 24px; padding-block: 0 !important }',
    ),
  },
  {
    name: 'a target that is too small in one language',
    check: targetSize,
    on: KIND,
    mode: 'english',
    says: 'Its target is 40',
    plant: style(
      ':lang(en) header nav a { inline-size: 40px !important; min-inline-size: 0 !important; padding-inline: 0 !important }',
    ),
  },
  {
    name: 'movement in spite of stillness',
    check: motion,
    on: HELP,
    says: 'It moves in spite of',
    plant: style(
      '@keyframes kopru-turn { to { rotate: 1turn } } main h1 { animation: kopru-turn 2s infinite !important }',
    ),
  },
  {
    name: 'a transition in spite of stillness',
    check: motion,
    on: HELP,
    says: 'It would move',
    plant: style('main h1 { transition: color 1s !important }'),
  },
  {
    name: 'words that only the mouse brings',
    check: hover,
    on: HELP,
    says: 'while the mouse is on it',
    plant: ({ page }) =>
      page.evaluate(() => {
        const [sheet] = document.styleSheets;
        sheet?.insertRule('.planted { position: absolute; visibility: hidden; pointer-events: none }');
        // The focus shows it by the same rule, which the sheets' own look so takes for right.
        sheet?.insertRule('a:is(:hover, :focus-within) + .planted { visibility: visible }');
        for (const link of document.querySelectorAll('header a, main a')) {
          const words = document.createElement('span');
          words.className = 'planted';
          words.textContent = 'Yalnızca fareyle';
          link.after(words);
        }
      }),
  },
  {
    name: 'a rule that shows on hover only',
    check: hover,
    on: HELP,
    says: 'A rule shows something on hover',
    plant: ({ page }) =>
      page.evaluate(() => {
        const [sheet] = document.styleSheets;
        sheet?.insertRule('main li:hover .more { display: block }');
      }),
  },
  {
    name: 'words in a title that only the mouse shows',
    check: hover,
    on: HELP,
    says: 'Only the mouse shows',
    plant: ({ page }) =>
      page.evaluate(() => document.querySelector('main p')?.setAttribute('title', 'Önemli bilgi')),
  },
];
