import { describe, expect, test } from 'vitest';
import { moveActive, type PressedKey, readKey } from './combobox-keys.ts';

const CLOSED = { isOpen: false, hasActive: false, hasText: true };
const OPEN = { isOpen: true, hasActive: false, hasText: true };
const ACTIVE = { isOpen: true, hasActive: true, hasText: true };

function pressed(key: string, modifiers: Partial<PressedKey> = {}): PressedKey {
  return {
    key,
    altKey: false,
    ctrlKey: false,
    metaKey: false,
    shiftKey: false,
    isComposing: false,
    ...modifiers,
  };
}

describe('the keys of the Authoring Practices', () => {
  test.each([
    ['Down moves on', pressed('ArrowDown'), CLOSED, 'next'],
    ['Up moves back', pressed('ArrowUp'), OPEN, 'previous'],
    ['Alt+Down only opens', pressed('ArrowDown', { altKey: true }), CLOSED, 'open'],
    ['Alt+Up closes', pressed('ArrowUp', { altKey: true }), ACTIVE, 'close'],
    ['Enter takes the active option', pressed('Enter'), ACTIVE, 'take'],
    ['Enter without an active option sends the form', pressed('Enter'), OPEN, undefined],
    ['Enter on a closed list sends the form', pressed('Enter'), CLOSED, undefined],
    ['Escape closes an open list', pressed('Escape'), ACTIVE, 'close'],
    ['Escape on a closed list empties', pressed('Escape'), CLOSED, 'clear'],
    ['Escape with nothing to do is the page’s', pressed('Escape'), { ...CLOSED, hasText: false }, undefined],
    ['Home moves the caret', pressed('Home'), ACTIVE, undefined],
    ['Tab leaves', pressed('Tab'), ACTIVE, undefined],
    ['Shift+Down selects text', pressed('ArrowDown', { shiftKey: true }), OPEN, undefined],
    [
      'a key of an input method is the input method’s',
      pressed('Enter', { isComposing: true }),
      ACTIVE,
      undefined,
    ],
  ])('%s', (_name, key, state, expected) => {
    expect(readKey(key, state)).toBe(expected);
  });
});

describe('the active option', () => {
  test.each([
    ['next', undefined, 3, 0],
    ['next', 0, 3, 1],
    ['next', 2, 3, 0],
    ['previous', undefined, 3, 2],
    ['previous', 0, 3, 2],
    ['next', undefined, 0, undefined],
    ['next', 1, 0, undefined],
  ] as const)('%s of %s among %s is %s', (key, activeIndex, count, expected) => {
    expect(moveActive(key, activeIndex, count)).toBe(expected);
  });
});
