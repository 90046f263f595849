// Reads a code aloud, digit by digit and slowly, in Turkish. Without a Turkish voice nothing is read: another
// language's voice would name the digits in words that a citizen may not know.

const LANGUAGE = 'tr-TR';
const SLOWLY = 0.7;
/** Browsers load their voices late, and some never tell that there are none. */
const VOICES_WAIT_MS = 1_500;

export type Synthesis = Pick<SpeechSynthesis, 'getVoices' | 'speak' | 'cancel'> & Partial<EventTarget>;

/** A Turkish voice of this device; one that works without a network first. */
export async function findTurkishVoice(synthesis: Synthesis): Promise<SpeechSynthesisVoice | undefined> {
  const voices = await loadVoices(synthesis);
  const turkish = voices.filter(({ lang }) => /^tr([-_]|$)/i.test(lang));
  return turkish.find(({ localService }) => localService) ?? turkish[0];
}

/** Ends when all groups were read or `cancel` was called. */
export function speakCode(
  groups: readonly string[],
  voice: SpeechSynthesisVoice,
  synthesis: Synthesis,
): Promise<void> {
  synthesis.cancel();
  const spoken = groups.map((group) => {
    const utterance = new SpeechSynthesisUtterance(`${[...group].join(', ')}.`);
    utterance.lang = LANGUAGE;
    utterance.voice = voice;
    utterance.rate = SLOWLY;
    const ended = new Promise<void>((resolve) => {
      utterance.onend = () => resolve();
      utterance.onerror = () => resolve();
    });
    synthesis.speak(utterance);
    return ended;
  });
  return Promise.all(spoken).then(() => undefined);
}

function loadVoices(synthesis: Synthesis): Promise<SpeechSynthesisVoice[]> {
  const voices = synthesis.getVoices();
  if (voices.length > 0) return Promise.resolve(voices);
  return new Promise((resolve) => {
    const finish = (): void => {
      clearTimeout(timer);
      synthesis.removeEventListener?.('voiceschanged', finish);
      resolve(synthesis.getVoices());
    };
    const timer = setTimeout(finish, VOICES_WAIT_MS);
    synthesis.addEventListener?.('voiceschanged', finish);
  });
}
