// What the thread tells of a case's life, and what the citizen can do in it, as one file that is brought when a thread first
// has a life (shell/use-brought.ts). It has words of its own, so that nobody carries them before.

import type { ComponentType } from 'preact';
import { ThreadLife as PlainThreadLife, type ThreadLifeProps } from './thread-life.tsx';
import { loadWords, withWords } from './words.ts';
import './life.css';

/** Before anything of this is shown. */
export const prepare = loadWords;

export const ThreadLife: ComponentType<ThreadLifeProps> = withWords(PlainThreadLife);
