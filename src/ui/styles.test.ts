// What no control can break alone: the contrast of every pair of colours in every theme, and the rules that every
// style sheet keeps.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';

const FOLDER = import.meta.dirname;

function readSheets(folder: string): { path: string; css: string }[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.css'))
    .map((path) => ({ path, css: readFileSync(join(folder, path), 'utf8') }));
}

const sheets = readSheets(FOLDER);
const allSheets = readSheets(join(FOLDER, '..'));

const tokens = readFileSync(join(FOLDER, 'tokens.css'), 'utf8');

/** Custom properties of the rule whose selector ends in `selector {`. */
function readBlock(selector: string): Map<string, string> {
  const start = tokens.indexOf(`${selector} {`);
  if (start < 0) throw new Error(`tokens.css has no ${selector}`);
  const block = tokens.slice(start, tokens.indexOf('}', start));
  return new Map(
    [...block.matchAll(/--([\w-]+):\s*([^;]+);/g)].map(([, name = '', value = '']) => [name, value.trim()]),
  );
}

const light = readBlock(':root');
const darkBySystem = readBlock(':root:not([data-theme="light"])');
const darkByChoice = readBlock(':root[data-theme="dark"]');
const contrastBySystem = readBlock(':root:root:not([data-theme="light"], [data-theme="dark"])');
const contrastByChoice = readBlock(':root:root[data-theme="contrast"]');

/** Relative luminance, WCAG 2.2. */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(theme: Map<string, string>, one: string, other: string): number {
  const [low = 0, high = 0] = [one, other]
    .map((name) => {
      const value = theme.get(name) ?? '';
      if (!/^#[0-9a-f]{6}$/.test(value)) throw new Error(`--${name} is no colour of six digits: ${value}`);
      return luminance(value);
    })
    .sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

const GROUNDS = ['ground', 'surface', 'sunken'];
const TINTS = ['accent-tint', 'danger-tint', 'success-tint', 'warning-tint'];

const TEXT_PAIRS = [
  ...['text', 'muted'].flatMap((text) => [...GROUNDS, ...TINTS].map((ground) => [text, ground])),
  ...['accent', 'accent-strong', 'danger', 'success', 'warning'].flatMap((text) =>
    GROUNDS.map((ground) => [text, ground]),
  ),
  ['accent', 'accent-tint'],
  ['accent-strong', 'accent-tint'],
  ['danger', 'danger-tint'],
  ['success', 'success-tint'],
  ['warning', 'warning-tint'],
  ...['accent', 'accent-strong', 'danger', 'danger-strong'].map((ground) => ['on-accent', ground]),
] satisfies string[][];

describe.each([
  ['light', light],
  ['dark', darkBySystem],
  ['contrast', contrastBySystem],
])('the %s theme', (_name, theme) => {
  test.each(TEXT_PAIRS)('%s on %s has at least 7:1', (text = '', ground = '') => {
    expect(contrast(theme, text, ground)).toBeGreaterThanOrEqual(7);
  });

  test.each(GROUNDS)('the border of a control stands out from %s by at least 3:1', (ground) => {
    expect(contrast(theme, 'border', ground)).toBeGreaterThanOrEqual(3);
  });

  test.each([...GROUNDS, ...TINTS, 'accent', 'danger'])('one ring of the focus is seen on %s', (ground) => {
    const best = Math.max(contrast(theme, 'focus-near', ground), contrast(theme, 'focus-far', ground));
    expect(best).toBeGreaterThanOrEqual(3);
  });

  test('the two rings of the focus differ by at least 3:1', () => {
    expect(contrast(theme, 'focus-near', 'focus-far')).toBeGreaterThanOrEqual(3);
  });
});

test('dark by choice is dark by system, and so is contrast', () => {
  expect(darkByChoice).toEqual(darkBySystem);
  expect(contrastByChoice).toEqual(contrastBySystem);
});

test.each(TEXT_PAIRS)('in the contrast theme %s on %s has at least 10:1', (text = '', ground = '') => {
  expect(contrast(contrastBySystem, text, ground)).toBeGreaterThanOrEqual(10);
});

test.each(GROUNDS)('in the contrast theme lines and borders stand out from %s by at least 7:1', (ground) => {
  expect(contrast(contrastBySystem, 'border', ground)).toBeGreaterThanOrEqual(7);
  expect(contrast(contrastBySystem, 'line', ground)).toBeGreaterThanOrEqual(7);
});

test('each colour of the light theme has its dark counterpart', () => {
  const colours = [...light].filter(([, value]) => value.startsWith('#')).map(([name]) => name);
  expect([...darkBySystem.keys()].sort()).toEqual(colours.sort());
  expect([...contrastBySystem.keys()].filter((name) => name !== 'edge').sort()).toEqual(colours.sort());
});

test.each(allSheets)(
  '$path begins with the order of the layers, because bundles load in any order',
  ({ css }) => {
    const firstRule = css.replace(/\/\*[\s\S]*?\*\//g, '').trimStart();
    expect(firstRule.startsWith('@layer tokens, base, controls, page, modes;')).toBe(true);
  },
);

test.each(allSheets)('$path is logical: it turns round by itself on an Arabic page', ({ css }) => {
  const physical =
    /(?<![\w-])(?:(?:margin|padding|border|scroll-margin)-(?:left|right|top|bottom)|left|right|top|bottom|width|height|(?:min|max)-(?:width|height)|text-align:\s*(?:left|right))(?:-\w+)?\s*:/g;
  const declarations = css.replace(/@media[^{]+/g, '');
  expect(declarations.match(physical) ?? []).toEqual([]);
});

test.each(allSheets)(
  '$path sizes text in rem or em only, so that large text is large everywhere',
  ({ css }) => {
    expect(css.match(/font(?:-size)?:[^;]*\dpx/g) ?? []).toEqual([]);
  },
);

test.each(sheets.filter(({ path }) => path !== 'tokens.css'))(
  '$path takes its colours from the tokens, but for shadows',
  ({ css }) => {
    expect(css.match(/#[0-9a-f]{3,8}\b/gi) ?? []).toEqual([]);
  },
);

test('all styles together stay within 6 kB', () => {
  const all = sheets.map(({ css }) => css.replace(/\/\*[\s\S]*?\*\/|(?<=[;{}])\s+/g, '')).join('');
  expect(brotliCompressSync(all).length).toBeLessThanOrEqual(6_000);
});
