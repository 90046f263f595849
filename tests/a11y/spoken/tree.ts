// What the accessibility tree of a page exposes, by the browser's own reckoning: the measure of what was heard.

import type { Page } from 'playwright-core';

export interface Exposed {
  role: string;
  name: string;
  /** It is written into, and nothing is written there. */
  isEmptyField?: true;
}

/**
 * Roles whose names are for ears. `StaticText` is the text itself. The names of regions are not among them: Orca speaks them
 * by Tab, and passes over them when it reads on.
 */
const SPOKEN_ROLES = new Set([
  'StaticText',
  'heading',
  'link',
  'button',
  'textbox',
  'searchbox',
  'combobox',
  'checkbox',
  'radio',
  'slider',
  'spinbutton',
  'image',
  'DisclosureTriangle',
  'group',
  'radiogroup',
  'navigation',
  'form',
  'list',
  'table',
  'dialog',
  'alertdialog',
]);

interface Node {
  nodeId: string;
  parentId?: string;
  ignored: boolean;
  role?: { value?: unknown };
  name?: { value?: unknown };
  value?: { value?: unknown };
  properties?: readonly { name: string; value: { value?: unknown } }[];
}

/** In the order of the page, without what has no name. */
export async function readTree(page: Page): Promise<Exposed[]> {
  const session = await page.context().newCDPSession(page);
  try {
    const { nodes } = await session.send('Accessibility.getFullAXTree');
    return namesOf(nodes);
  } finally {
    await session.detach();
  }
}

export function namesOf(nodes: readonly Node[]): Exposed[] {
  const byId = new Map(nodes.map((node) => [node.nodeId, node]));
  return nodes
    .filter(({ ignored, role }) => !ignored && SPOKEN_ROLES.has(String(role?.value)))
    .filter((node) => !isWithin(node, byId, isChooser) && !isWithin(node, byId, isLive))
    .map(({ role, name, value }) => ({
      role: String(role?.value),
      name: String(name?.value ?? '').trim(),
      ...(isField(role?.value) && !value?.value ? { isEmptyField: true as const } : {}),
    }))
    .filter(({ name }) => name !== '');
}

function isField(role: unknown): boolean {
  return role === 'textbox' || role === 'searchbox' || role === 'combobox';
}

function isWithin(node: Node, byId: ReadonlyMap<string, Node>, isIt: (ancestor: Node) => boolean): boolean {
  for (let at = node.parentId; at !== undefined; at = byId.get(at)?.parentId) {
    const ancestor = byId.get(at);
    if (ancestor && isIt(ancestor)) return true;
  }
  return false;
}

/** What a closed list could be set to, and what stands in a field, is not read with the page. */
function isChooser({ role }: Node): boolean {
  return /^(option|combobox|textbox|searchbox|MenuListPopup|slider)$/.test(String(role?.value));
}

/** What is announced is for the moment: it is gone before anybody reads as far. */
function isLive({ properties = [] }: Node): boolean {
  return properties.some(({ name, value }) => name === 'live' && value.value !== 'off');
}
