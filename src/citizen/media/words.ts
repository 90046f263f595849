// The words of recordings and files.

import { createPartWords } from '../acts/part-words.tsx';

export const { loadWords, withWords } = createPartWords('media', () => import('virtual:messages/tr/media'));
