// Texts by the segments of their keys, as they cross the wire: `flow.text.heading` stands under flow, then text. A
// phone carries each segment once instead of once for every key. A key that others begin with (`format.audio` beside
// `format.audio.hint`) stands under the empty segment.

import type { Messages } from './translate.ts';

export interface MessageTree {
  readonly [segment: string]: string | MessageTree;
}

/** The texts by their whole keys. */
export function flatten(tree: MessageTree, prefix = ''): Messages {
  const messages: Record<string, string> = {};
  for (const [segment, below] of Object.entries(tree)) {
    const key = segment && prefix ? `${prefix}.${segment}` : prefix + segment;
    if (typeof below === 'string') messages[key] = below;
    else Object.assign(messages, flatten(below, key));
  }
  return messages;
}

/** The way back, for the build. */
export function grow(messages: Messages): MessageTree {
  type Growing = { [segment: string]: string | Growing };
  const tree: Growing = {};
  for (const [key, text] of Object.entries(messages)) {
    const segments = key.split('.');
    const last = segments.pop() ?? '';
    let place = tree;
    for (const segment of segments) {
      const found = place[segment];
      const below: Growing = typeof found === 'object' ? found : found === undefined ? {} : { '': found };
      place[segment] = below;
      place = below;
    }
    const there = place[last];
    if (typeof there === 'object') there[''] = text;
    else place[last] = text;
  }
  return tree;
}
