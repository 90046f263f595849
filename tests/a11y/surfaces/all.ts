// Every surface of both apps, in the order of a visit.

import { ANSWERS } from './answers.ts';
import { CASEWORK } from './casework.ts';
import { CITIZEN_PAGES } from './citizen-pages.ts';
import { CLIPS } from './clips.ts';
import { CONSOLE } from './console.ts';
import { CONSOLE_ACCESS } from './console-access.ts';
import { CONSOLE_DESK } from './console-desk.ts';
import { CONSOLE_FIGURES } from './console-figures.ts';
import { CONSOLE_KEEPING } from './console-keeping.ts';
import { CONSOLE_LISTS } from './console-lists.ts';
import { CONSOLE_MEDIA } from './console-media.ts';
import { COURIER } from './courier.ts';
import { FLOW } from './flow.ts';
import { LIFE } from './life.ts';
import { LOCK } from './lock.ts';
import { PRIVATE } from './private.ts';
import type { Surface } from './surface.ts';
import { TAKEN_FILES } from './taken-files.ts';
import { THREAD_MEDIA } from './thread-media.ts';
import { THREADS } from './threads.ts';

export const SURFACES: readonly Surface[] = [
  ...CITIZEN_PAGES,
  ...LOCK,
  ...COURIER,
  ...FLOW,
  ...TAKEN_FILES,
  ...THREADS,
  ...PRIVATE,
  ...THREAD_MEDIA,
  ...LIFE,
  ...ANSWERS,
  ...CONSOLE,
  ...CASEWORK,
  ...CONSOLE_MEDIA,
  ...CONSOLE_ACCESS,
  ...CONSOLE_DESK,
  ...CONSOLE_FIGURES,
  ...CONSOLE_LISTS,
  ...CONSOLE_KEEPING,
  ...CLIPS,
];
