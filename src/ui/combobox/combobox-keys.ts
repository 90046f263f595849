// What a key means in a combobox. Pure, so that the table of the Authoring Practices can be read and tested as one.

export type ListKey = 'open' | 'close' | 'clear' | 'take' | 'next' | 'previous';

export interface ListState {
  isOpen: boolean;
  hasActive: boolean;
  hasText: boolean;
}

export type PressedKey = Pick<
  KeyboardEvent,
  'key' | 'altKey' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'isComposing'
>;

/** Undefined: the key keeps its own meaning (typing, moving the caret, sending the form). */
export function readKey(pressed: PressedKey, { isOpen, hasActive, hasText }: ListState): ListKey | undefined {
  if (pressed.ctrlKey || pressed.metaKey || pressed.shiftKey || pressed.isComposing) return undefined;
  switch (pressed.key) {
    case 'ArrowDown':
      return pressed.altKey ? 'open' : 'next';
    case 'ArrowUp':
      return pressed.altKey ? 'close' : 'previous';
    case 'Enter':
      return isOpen && hasActive ? 'take' : undefined;
    case 'Escape':
      return isOpen ? 'close' : hasText ? 'clear' : undefined;
    default:
      return undefined;
  }
}

/** Next active option, round the ends; undefined when there is none. */
export function moveActive(
  key: 'next' | 'previous',
  activeIndex: number | undefined,
  count: number,
): number | undefined {
  if (count === 0) return undefined;
  if (activeIndex === undefined) return key === 'next' ? 0 : count - 1;
  return (activeIndex + (key === 'next' ? 1 : -1) + count) % count;
}
