// Listens for the single keys of the case page, while they are on. A key does what its button or link does, so that nothing is
// reached by keys alone; it is dead while something is typed, chosen or asked.

import { useEffect } from 'preact/hooks';
import { STAFF_ACTION_KINDS } from '../../../../domain/staff-action.ts';
import type { Translate } from '../../../../i18n/translate.ts';
import { useAnnounce } from '../../../../ui/live-region/live-region.tsx';
import { KEY_NAMES, type KeyName, nameOfKey } from '../../../keys/key-choice.ts';
import { useKeyChoice } from '../../../keys/use-key-choice.ts';
import { useTexts } from '../../../shell/texts.tsx';

/** The parts of the page to which a key goes, and the links that it presses; every other one is an action's button. */
const PLACES = {
  reply: '#reply',
  text: '#case-text',
  life: '#life',
  list: '.case-top .link-back',
  help: '#case-keys',
} as const;

export function useCaseKeys(): void {
  const { t } = useTexts();
  const announce = useAnnounce();
  const [{ isOn, keys }] = useKeyChoice();
  useEffect(() => {
    if (!isOn) return undefined;
    const press = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.repeat || isTaken(event)) return;
      const name = nameOfKey(event, keys);
      if (name === undefined) return;
      event.preventDefault();
      if (!go(name)) announce(t('staff.keys.notNow', { what: keyInWords(name, t) }));
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, [isOn, keys, announce, t]);
}

function isTaken({ ctrlKey, altKey, metaKey, target }: KeyboardEvent): boolean {
  if (ctrlKey || altKey || metaKey || document.querySelector('dialog[open]')) return true;
  return target instanceof Element && target.closest('input, textarea, select, [contenteditable]') !== null;
}

/** What a key does, in the words of what it presses. */
export function keyInWords(name: KeyName, t: Translate): string {
  return isPart(name) ? t(`staff.keys.${name}`) : t(`staff.action.${name}`);
}

function isPart(name: KeyName): name is keyof typeof PLACES {
  return name in PLACES;
}

/** @returns whether the page has it */
function go(name: KeyName): boolean {
  const place = document.querySelector<HTMLElement>(isPart(name) ? PLACES[name] : `#action-${name}`);
  if (!place) return false;
  place.scrollIntoView?.({ block: 'nearest' });
  place.focus();
  if (place instanceof HTMLButtonElement || place instanceof HTMLAnchorElement) place.click();
  return true;
}

/** The order in which the keys are listed: where one goes, then what one does. */
export const LISTED_KEYS: readonly KeyName[] = [
  ...KEY_NAMES.slice(STAFF_ACTION_KINDS.length),
  ...STAFF_ACTION_KINDS,
];
