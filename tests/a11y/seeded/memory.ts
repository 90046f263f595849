// Defects of one place on a page that was looked at before, in the same run, while it was right: what a check remembers
// of it (first-time.ts, ring-drawing.ts, skeleton.ts) must not hide them.

import { axe } from '../checks/axe.ts';
import { focusRing } from '../checks/focus-ring.ts';
import { hover } from '../checks/hover.ts';
import { validHtml } from '../checks/valid-html.ts';
import { type Defect, style } from './defect.ts';

const HELP = 'citizen/help: as it is';
const KIND = 'citizen/question kind: empty';
const IDENTITY = 'citizen/question identity: empty';

/** The button has another box around it, and is drawn by the same rules. */
const boxed = (style: string, over: string): Defect['plant'] => {
  return ({ page }) =>
    page.evaluate(
      ([ofBox, ofCover]) => {
        const button = document.querySelector('main button[type=submit]');
        const box = document.createElement('div');
        box.style.cssText = ofBox;
        button?.replaceWith(box);
        if (button) box.append(button);
        if (!ofCover) return;
        const cover = document.createElement('div');
        cover.style.cssText = ofCover;
        box.append(cover);
      },
      [style, over] as const,
    );
};

export const MEMORY_DEFECTS: readonly Defect[] = [
  {
    name: 'a ring that is cut off at one place',
    check: focusRing,
    on: KIND,
    isSeenBefore: true,
    says: 'The focus',
    plant: boxed('overflow: hidden; inline-size: fit-content; line-height: 0', ''),
  },
  {
    name: 'a ring that something lies upon at one place',
    check: focusRing,
    on: KIND,
    isSeenBefore: true,
    says: 'The focus',
    plant: boxed('position: relative', 'position: absolute; inset: -20px; background: grey'),
  },
  {
    name: 'one link without a ring',
    check: focusRing,
    on: KIND,
    isSeenBefore: true,
    says: 'not seen at all',
    plant: ({ page }) =>
      page.evaluate(() => {
        const link = document.createElement('a');
        link.className = 'kopru-bare';
        link.href = '#main';
        link.textContent = 'Yukarı';
        const line = document.createElement('p');
        line.append(link);
        document.querySelector('main')?.append(line);
        const sheet = new CSSStyleSheet();
        sheet.replaceSync(
          'a.kopru-bare, a.kopru-bare:focus-visible { all: unset !important; outline: none !important }',
        );
        document.adoptedStyleSheets = [sheet];
      }),
  },
  {
    name: 'words that code brings under the mouse at one place',
    check: hover,
    on: HELP,
    isSeenBefore: true,
    says: 'while the mouse is on it',
    plant: ({ page }) =>
      page.evaluate(() => {
        const link = document.querySelector<HTMLElement>('header a');
        const more = document.createElement('span');
        more.textContent = 'Daha fazla bilgi burada';
        link?.addEventListener('mouseenter', () => link.after(more));
        link?.addEventListener('mouseleave', () => more.remove());
      }),
  },
  {
    name: 'one paragraph of too little contrast',
    check: axe,
    on: HELP,
    isSeenBefore: true,
    says: 'color-contrast-enhanced',
    plant: ({ page }) =>
      page.evaluate(() => {
        const text = document.querySelector<HTMLElement>('main p');
        if (text) text.style.color = '#6b6b6b';
      }),
  },
  {
    name: 'one box whose ground takes the contrast',
    check: axe,
    on: HELP,
    isSeenBefore: true,
    says: 'color-contrast-enhanced',
    plant: style('main section:first-of-type { background-color: #8a8a8a }'),
  },
  {
    name: 'a scrolled box that Tab does not reach, with large text',
    check: axe,
    on: HELP,
    mode: 'text-200',
    isSeenBefore: true,
    says: 'scrollable-region-focusable',
    plant: ({ page }) =>
      page.evaluate(() => {
        const box = document.createElement('div');
        box.style.cssText = 'overflow: auto; block-size: 4rem; inline-size: 8rem';
        box.textContent = 'Yardım alabileceğiniz yerler. '.repeat(20);
        document.querySelector('main')?.append(box);
      }),
  },
  {
    name: 'a field without a label in one language',
    check: axe,
    on: IDENTITY,
    mode: 'english',
    isSeenBefore: true,
    says: 'label',
    plant: ({ page }) => page.evaluate(() => document.querySelector('main label')?.remove()),
  },
  {
    name: 'HTML that is no HTML in one language',
    check: validHtml,
    on: HELP,
    mode: 'english',
    isSeenBefore: true,
    says: 'element-permitted-content',
    plant: ({ page }) =>
      page.evaluate(() => document.querySelector('main ul')?.append(document.createElement('div'))),
  },
  {
    name: 'a telephone number that breaks in one language',
    check: validHtml,
    on: HELP,
    mode: 'english',
    isSeenBefore: true,
    says: 'tel-non-breaking',
    plant: ({ page }) =>
      page.evaluate(() => {
        const link = document.querySelector('header nav a[href]');
        link?.setAttribute('href', 'tel:+903125550000');
        if (link) link.textContent = '0312 555 00 00';
      }),
  },
  {
    name: 'two links of one name in one language',
    check: axe,
    on: HELP,
    mode: 'english',
    isSeenBefore: true,
    says: 'identical-links-same-purpose',
    plant: ({ page }) =>
      page.evaluate(() => {
        const [one, other] = document.querySelectorAll('header nav a[href]');
        if (one && other) other.textContent = one.textContent;
      }),
  },
];
