// All that the app uses of the PIN, as one file that is brought where there is one, and among the settings. It has words of
// its own, so that nobody carries them before.

import type { ComponentType } from 'preact';
import { passLock as pass } from './gate.tsx';
import { LockSettings as PlainLockSettings } from './lock-settings.tsx';
import { loadWords, withWords } from './words.ts';

/** Asks for the PIN, where there is one. */
export const passLock = pass;

/** Before the settings are shown. */
export const prepare = loadWords;

export const LockSettings: ComponentType<object> = withWords(PlainLockSettings);
