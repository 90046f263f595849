// The key beside the words of what it does, while single keys are on.

import type { KeyName } from './key-choice.ts';
import { useKeyChoice } from './use-key-choice.ts';

export function KeyHint({ name }: { name: KeyName }) {
  const [{ isOn, keys }] = useKeyChoice();
  if (!isOn) return null;
  return (
    <>
      {' '}
      <kbd class="case-key">{keys[name].toUpperCase()}</kbd>
    </>
  );
}
