// What an action has brought, for ears and eyes: announced once, and standing beside the button until the next one.

import { useState } from 'preact/hooks';
import { useAnnounce } from './live-region.tsx';

/** @returns the note, and the way to say another; an empty one takes it away */
export function useNote(): [note: string, say: (text: string) => void] {
  const announce = useAnnounce();
  const [note, setNote] = useState('');
  return [
    note,
    (text) => {
      setNote(text);
      if (text) announce(text);
    },
  ];
}
