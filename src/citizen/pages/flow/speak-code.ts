// Reads a code aloud, digit by digit and slowly.

import { type Synthesis, utter } from '../../shell/speech.ts';

const SLOWLY = 0.7;

/** Ends when all groups were read or the synthesis was cancelled. */
export async function speakCode(
  groups: readonly string[],
  voice: SpeechSynthesisVoice,
  synthesis: Synthesis,
): Promise<void> {
  synthesis.cancel();
  await Promise.all(groups.map((group) => utter(`${[...group].join(', ')}.`, voice, synthesis, SLOWLY)));
}
