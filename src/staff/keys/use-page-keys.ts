// Listens for the single keys, while they are on, on every page of a signed-in officer. A key does what its button or link does, so that
// nothing is reached by keys alone; it is dead while something is typed, chosen or asked.

import { useLayoutEffect } from 'preact/hooks';
import { STAFF_ACTION_KINDS } from '../../domain/staff-action.ts';
import type { Translate } from '../../i18n/translate.ts';
import { useAnnounce } from '../../ui/live-region/live-region.tsx';
import { useTexts } from '../shell/texts.tsx';
import { KEY_NAMES, type KeyName, nameOfKey } from './key-choice.ts';
import { useKeyChoice } from './use-key-choice.ts';

/** The parts of the page to which a key goes, and the links and buttons that it presses; every other one is an action's button. */
const PLACES = {
  reply: '#reply',
  text: '#case-text',
  life: '#life',
  list: 'main .link-back',
  help: '#page-keys',
  send: '#reply-send',
  // After an answer the case is named.
  next: '.case-next a, #case-to-next',
  search: '#case-search',
  nextPage: '.pagination [rel="next"]',
  previousPage: '.pagination [rel="prev"]',
  desk: '#list-of-me',
  unit: '#list-of-unit',
  all: '#list-of-all',
  views: '#saved-views a, #keep-view summary',
  // The form, once it is open.
  chosen: '#bulk, #bulk-open',
  template: '#reply-template',
  suggestion: '.case-suggestions button',
} as const;

export function usePageKeys(): void {
  const { t } = useTexts();
  const announce = useAnnounce();
  const [{ isOn, keys }] = useKeyChoice();
  // As soon as the page is seen: a key that is pressed at once is not lost.
  useLayoutEffect(() => {
    if (!isOn) return undefined;
    const press = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.repeat || isTaken(event)) return;
      const name = nameOfKey(event, keys);
      if (name === undefined) return;
      event.preventDefault();
      // Only now is it so: it waits behind nothing, and behind what the next key does not at all.
      const isDone = go(name);
      const words = isDone ? '' : t('staff.keys.notNow', { what: keyInWords(name, t) });
      announce(words, { assertive: true, matter: 'keys' });
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, [isOn, keys, announce, t]);
}

function isTaken({ ctrlKey, altKey, metaKey, target }: KeyboardEvent): boolean {
  if (ctrlKey || altKey || metaKey || document.querySelector('dialog[open]')) return true;
  const field = 'input:not([type="checkbox"]), textarea, select, [contenteditable]';
  return target instanceof Element && target.closest(field) !== null;
}

/** What a key does, in the words of what it presses. */
export function keyInWords(name: KeyName, t: Translate): string {
  return isPart(name) || isOfRow(name) ? t(`staff.keys.${name}`) : t(`staff.action.${name}`);
}

function isPart(name: KeyName): name is keyof typeof PLACES {
  return name in PLACES;
}

function isOfRow(name: KeyName): name is 'row' | 'previousRow' | 'choose' {
  return name === 'row' || name === 'previousRow' || name === 'choose';
}

/** @returns whether the page has it */
function go(name: KeyName): boolean {
  const place = isOfRow(name)
    ? inRows(name)
    : document.querySelector<HTMLElement>(isPart(name) ? PLACES[name] : `#action-${name}`);
  if (!place || place.getAttribute('aria-disabled') === 'true') return false;
  place.scrollIntoView?.({ block: 'nearest' });
  place.focus();
  const isPressed = place instanceof HTMLButtonElement || place instanceof HTMLAnchorElement;
  if (name === 'choose' || (isPressed && !isOfRow(name))) place.click();
  return true;
}

/** The link of the row after or before the one in which the focus is, or the box that chooses that one; in no row: the first. */
function inRows(name: 'row' | 'previousRow' | 'choose'): HTMLElement | null {
  const rows = [...document.querySelectorAll('.cases-table tbody tr')];
  const here = rows.findIndex((row) => row.contains(document.activeElement));
  if (name === 'choose') return rows[here]?.querySelector<HTMLElement>('input[type="checkbox"]') ?? null;
  const step = name === 'row' ? 1 : -1;
  const to = here < 0 ? 0 : here + step;
  return rows[to]?.querySelector<HTMLElement>('a') ?? null;
}

/** The order in which the keys are listed: where one goes, then what one does. */
export const LISTED_KEYS: readonly KeyName[] = [
  ...KEY_NAMES.slice(STAFF_ACTION_KINDS.length),
  ...STAFF_ACTION_KINDS,
];
