// A page without its words: every element with its attributes and whether it is shown; of words, addresses and languages
// only that there are some. Two languages of a surface with the same skeleton have the same roles, the same nesting, the
// same references, and names at the same places: a rule that asks for nothing else says the same about both.

import { createHash } from 'node:crypto';
import type { Page } from 'playwright-core';
import { nameOf } from '../surfaces/surface.ts';
import type { View } from './check.ts';

const known = new WeakMap<object, Set<string>>();

/** @returns whether that check met the surface with the same skeleton in another mode of this run; it is noted as looked at */
export async function hasKnownSkeleton(
  { page, surface, ledger, visit }: View,
  check: string,
): Promise<boolean> {
  const skeletons = known.get(ledger) ?? new Set<string>();
  known.set(ledger, skeletons);
  const reading = read.get(visit) ?? digest(page);
  read.set(visit, reading);
  const key = `${check} ${nameOf(surface)} ${await reading}`;
  const isKnown = skeletons.has(key);
  skeletons.add(key);
  return isKnown;
}

/** Of a page as it stands in one mode: who asks next asks of the same. */
const read = new WeakMap<object, Promise<string>>();

async function digest(page: Page): Promise<string> {
  return createHash('sha256')
    .update(await page.evaluate(readSkeleton))
    .digest('base64');
}

/** Runs in the page; so it may use nothing from outside itself. */
function readSkeleton(): string {
  const WORDS =
    /^(aria-(label|description|valuetext|placeholder)|title|alt|placeholder|label|summary|value|lang|dir|hreflang|srclang)$/;
  const LOOKS = /^data-(theme|text|turned|motion|locale)$/;
  /** Words that a name can be made of; anything else stands as it is. */
  const wordsOf = (text: string): string => (/[\p{L}\p{N}]/u.test(text) ? 'words' : text.trim());
  const attributeOf = (element: Element, { name, value }: Attr): string => {
    if (element === document.documentElement && LOOKS.test(name)) return '';
    if (WORDS.test(name)) return `${name}=${wordsOf(value)}`;
    if (name === 'content' && element.getAttribute('name') === 'description')
      return `${name}=${wordsOf(value)}`;
    // A part of the page stays one; of other addresses an own rule asks (identical-links-same-purpose).
    if (/^(href|src|action)$/.test(name) && !value.startsWith('#')) return name;
    return `${name}=${value.replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'id')}`;
  };
  const bones = (node: Node): string => {
    if (node.nodeType === Node.TEXT_NODE) return wordsOf(node.nodeValue ?? '');
    if (!(node instanceof Element)) return '';
    const attributes = [...node.attributes].map((attribute) => attributeOf(node, attribute)).sort();
    const { checked = '', disabled = '', value = '' } = node as Partial<HTMLInputElement>;
    const shown = `${node.checkVisibility()}${node.checkVisibility({ checkVisibilityCSS: true })}`;
    const state = [checked, disabled, wordsOf(String(value)), shown].join();
    const inner = /^(script|style)$/.test(node.localName) ? '' : [...node.childNodes].map(bones).join('');
    return `<${node.localName} ${attributes.join(' ')} ${state}>${inner}</>`;
  };
  return bones(document.documentElement);
}
