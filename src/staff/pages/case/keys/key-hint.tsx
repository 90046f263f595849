// The key beside the words of what it does, while single keys are on.

import type { KeyName } from '../../../keys/key-choice.ts';
import { useKeyChoice } from '../../../keys/use-key-choice.ts';

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
