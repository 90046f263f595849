// All that the pages use of recordings and files, as one file that is brought when it is first needed
// (shell/use-brought.ts). It has words of its own, so that nobody carries them before.

import type { ComponentType } from 'preact';
import { ActFiles as PlainActFiles } from './act-files.tsx';
import { Additions as PlainAdditions } from './additions.tsx';
import { Answer as PlainAnswer } from './answer-media.tsx';
import { Brought as PlainBrought } from './brought.tsx';
import { MediaSettings as PlainSettings } from './media-settings.tsx';
import { Telling as PlainTelling } from './telling.tsx';
import { ThreadMedia as PlainThreadMedia } from './thread-media.tsx';
import { Topics as PlainTopics } from './topics.tsx';
import { loadWords, withWords } from './words.ts';
import './media.css';

/** Before anything of this is shown. */
export const prepare = loadWords;

export const Telling: ComponentType<Parameters<typeof PlainTelling>[0]> = withWords(PlainTelling);
export const Additions: ComponentType<Parameters<typeof PlainAdditions>[0]> = withWords(PlainAdditions);
export const ActFiles: ComponentType<Parameters<typeof PlainActFiles>[0]> = withWords(PlainActFiles);
export const Topics: ComponentType<Parameters<typeof PlainTopics>[0]> = withWords(PlainTopics);
export const Answer: ComponentType<Parameters<typeof PlainAnswer>[0]> = withWords(PlainAnswer);
export const ThreadMedia: ComponentType<Parameters<typeof PlainThreadMedia>[0]> = withWords(PlainThreadMedia);
export const Brought: ComponentType<Parameters<typeof PlainBrought>[0]> = withWords(PlainBrought);
export const MediaSettings: ComponentType<Parameters<typeof PlainSettings>[0]> = withWords(PlainSettings);
