// The words of private sending, in one file with those of recordings.

import { createPartWords } from '../../acts/part-words.tsx';

export const { loadWords, withWords } = createPartWords('sealed', () => import('virtual:messages/tr/media'));
