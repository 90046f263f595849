// axe-core, laid ready in each document of a page: half a megabyte that goes to the browser once, is compiled once, and
// runs where a check asks for it.

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

const source = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

declare global {
  /** Puts `axe` on the window. */
  var kopruBringAxe: () => void;
}

/** For `addInitScript`. */
export const AXE_AT_HAND = { content: `window.kopruBringAxe = () => {${source}\n};` };
