// The words of carrying, in one file with those of recordings.

import { createPartWords } from '../../acts/part-words.tsx';

export const { loadWords, withWords } = createPartWords('courier', () => import('virtual:messages/tr/media'));
