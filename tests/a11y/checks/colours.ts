// Colours as they are computed: text against its ground, edges of controls against what is around them, and meaning
// that hangs on colour alone. What lies on a picture or a gradient cannot be computed and is said so.

import type { Page } from 'playwright-core';
import type { Problem } from '../finding.ts';
import { contrastOf } from '../pixels.ts';
import type { Check } from './check.ts';

type Colour = [red: number, green: number, blue: number, alpha: number];

interface Painted {
  where: string;
  /** What is looked at: the colour of text, or of an edge or a filling. */
  colours: Colour[];
  /** Grounds from the nearest outwards, down to the page. */
  grounds: Colour[];
  isOnPicture: boolean;
}

const PLAIN_LOOKS = ['light', 'dark', 'contrast'] as const;

export const textContrast: Check = {
  id: 'text-contrast',
  layer: 3,
  about: 'text of 7:1 on its ground',
  modes: PLAIN_LOOKS,
  run: async ({ page }) => judgeText(await readPainted(page, 'text')),
};

export const borderContrast: Check = {
  id: 'border-contrast',
  layer: 3,
  about: 'edges of controls of 3:1',
  modes: PLAIN_LOOKS,
  run: async ({ page }) => judgeEdges(await readPainted(page, 'edge')),
};

function judgeText(painted: readonly Painted[]): Problem[] {
  return painted.flatMap(({ colours, grounds, isOnPicture, where }) => {
    if (isOnPicture)
      return [{ what: 'Text on a picture or a gradient: its contrast cannot be known', where }];
    const ground = flatten(grounds);
    const [colour] = colours;
    if (!colour) return [];
    const contrast = contrastOf(over(colour, ground), ground);
    return contrast < 7 ? [{ what: `Text of ${contrast.toFixed(2)}:1`, where }] : [];
  });
}

/** Edge or filling: one of them must tell the control from its surroundings (WCAG 1.4.11). */
function judgeEdges(painted: readonly Painted[]): Problem[] {
  return painted.flatMap(({ colours, grounds, where }) => {
    const ground = flatten(grounds);
    const best = Math.max(...colours.map((colour) => contrastOf(over(colour, ground), ground)));
    return best < 3 ? [{ what: `Neither edge nor filling has 3:1 (${best.toFixed(2)}:1)`, where }] : [];
  });
}

function flatten(grounds: readonly Colour[]): [number, number, number] {
  return grounds
    .toReversed()
    .reduce<[number, number, number]>((below, ground) => over(ground, below), [255, 255, 255]);
}

function over([red, green, blue, alpha]: Colour, below: readonly number[]): [number, number, number] {
  const mix = (value: number, index: number) => value * alpha + (below[index] ?? 0) * (1 - alpha);
  return [mix(red, 0), mix(green, 1), mix(blue, 2)];
}

async function readPainted(page: Page, kind: 'text' | 'edge'): Promise<Painted[]> {
  return await page.evaluate((wanted) => {
    const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
    const known = new Map<string, Colour>();
    const parse = (css: string): Colour => {
      const earlier = known.get(css);
      if (earlier) return earlier;
      const numbers = /^rgba?\(([^)]+)\)$/
        .exec(css)?.[1]
        ?.split(/[\s,/]+/)
        .map(Number);
      let colour: Colour = [numbers?.[0] ?? 0, numbers?.[1] ?? 0, numbers?.[2] ?? 0, numbers?.[3] ?? 1];
      if (!numbers && canvas) {
        canvas.clearRect(0, 0, 1, 1);
        canvas.fillStyle = css;
        canvas.fillRect(0, 0, 1, 1);
        const [red = 0, green = 0, blue = 0, alpha = 0] = canvas.getImageData(0, 0, 1, 1).data;
        colour = [red, green, blue, alpha / 255];
      }
      known.set(css, colour);
      return colour;
    };
    const groundsOf = (start: Element | null): Pick<Painted, 'grounds' | 'isOnPicture'> => {
      const grounds: Colour[] = [];
      for (let at = start; at; at = at.parentElement) {
        const { backgroundColor, backgroundImage } = getComputedStyle(at);
        const colour = parse(backgroundColor);
        if (colour[3] > 0) grounds.push(colour);
        if (backgroundImage !== 'none')
          return { grounds, isOnPicture: colour[3] < 1 || backgroundImage !== 'none' };
        if (colour[3] === 1) break;
        if (at.localName === 'dialog') break;
      }
      return { grounds, isOnPicture: false };
    };
    if (wanted === 'text') {
      const done = new Set<Element>();
      return kopruProbe.texts().flatMap(({ element }) => {
        if (done.has(element) || element.closest(':disabled, [aria-disabled=true]')) return [];
        done.add(element);
        const style = getComputedStyle(element);
        return [
          { where: kopruProbe.describe(element), colours: [parse(style.color)], ...groundsOf(element) },
        ];
      });
    }
    const CONTROLS = 'input:not([type=hidden], [type=file]), select, textarea, button';
    return [...document.querySelectorAll<HTMLElement>(CONTROLS)].flatMap((element) => {
      if (!kopruProbe.isSeen(element) || element.matches(':disabled')) return [];
      const style = getComputedStyle(element);
      // Drawn by the browser itself, or a button that looks like a link and is told by its words.
      if (style.appearance !== 'none' && /radio|checkbox/.test(element.getAttribute('type') ?? '')) return [];
      const edges = (['Top', 'Right', 'Bottom', 'Left'] as const)
        .filter(
          (side) =>
            Number.parseFloat(style[`border${side}Width`]) > 0 && style[`border${side}Style`] !== 'none',
        )
        .map((side) => parse(style[`border${side}Color`]));
      const filling = parse(style.backgroundColor);
      const isBare = edges.every(([, , , alpha]) => alpha === 0) && filling[3] === 0;
      if (element.localName === 'button' && isBare && element.textContent?.trim()) return [];
      const { grounds } = groundsOf(element.parentElement);
      return [
        { where: kopruProbe.describe(element), colours: [...edges, filling], grounds, isOnPicture: false },
      ];
    });
  }, kind);
}

export const colourOnly: Check = {
  id: 'colour-only',
  layer: 3,
  about: 'links in text underlined, states told by words or form',
  modes: ['light'],
  run: ({ page }) =>
    page.evaluate(() => {
      const problems: Problem[] = [];
      for (const link of document.querySelectorAll<HTMLElement>('p a, li a, dd a, td a')) {
        const block = link.closest('p, li, dd, td');
        const rest = (block?.textContent ?? '').replace(link.textContent ?? '', '').trim();
        const style = getComputedStyle(link);
        const isMarked =
          style.textDecorationLine.includes('underline') || Number.parseFloat(style.borderBottomWidth) > 0;
        if (rest && !isMarked && kopruProbe.isSeen(link))
          problems.push({
            what: 'A link within text differs by its colour only',
            where: kopruProbe.describe(link),
          });
      }
      const STATES =
        '[class*=error], [class*=danger], [class*=success], [class*=warning], [class*=problem], .tag';
      for (const element of document.querySelectorAll(STATES)) {
        const isPart = element.matches('svg, svg *, body, html, main, form, :is(input, select, textarea)');
        if (isPart || !kopruProbe.isSeen(element) || element.querySelector('input, select, textarea'))
          continue;
        if (!element.textContent?.trim() && !element.querySelector('svg, img'))
          problems.push({ what: 'A state is told by colour only', where: kopruProbe.describe(element) });
      }
      for (const field of document.querySelectorAll<HTMLElement>('[aria-invalid=true]')) {
        // A group holds its words in itself, for each field in it; they describe the first, so that they are heard once.
        const group = field.closest('fieldset, [role=group], [role=radiogroup]') ?? field;
        const holds = group.querySelector('[id$="-error"]')?.textContent?.trim();
        const said =
          holds ||
          (field.getAttribute('aria-describedby') ?? '')
            .split(/\s+/)
            .some((id) => document.getElementById(id)?.textContent?.trim());
        if (!said)
          problems.push({
            what: 'That it is wrong is told by colour only',
            where: kopruProbe.describe(field),
          });
      }
      return problems;
    }),
};
