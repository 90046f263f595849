// The words of the PIN, in the file of those of recordings.

import { createPartWords } from '../acts/part-words.tsx';

export const { loadWords, withWords } = createPartWords('lock', () => import('virtual:messages/tr/media'));
