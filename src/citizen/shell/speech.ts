// Speaking passages with a voice of this device. Without a voice of the language nothing is read: another language's
// voice would name the words so that nobody understands them.

import type { Passage } from './passages.ts';

export type Synthesis = Pick<SpeechSynthesis, 'getVoices' | 'speak' | 'cancel'> & Partial<EventTarget>;

export interface Reading {
  /** When everything was read, or `stop` was called. */
  ended: Promise<void>;
  stop: () => void;
}

/** Browsers load their voices late, and some never tell that there are none. */
const VOICES_WAIT_MS = 1_500;

/** A voice of this device for a language; one that works without a network first. @param tag BCP 47, e.g. "tr" */
export async function findVoice(
  synthesis: Synthesis,
  tag: string,
): Promise<SpeechSynthesisVoice | undefined> {
  const voices = await loadVoices(synthesis);
  const fitting = voices.filter(({ lang }) => lang.toLowerCase().split(/[-_]/)[0] === tag);
  return fitting.find(({ localService }) => localService) ?? fitting[0];
}

/** Reads one passage after the other and marks the one that is being read (`data-being-read`). */
export function speak(
  passages: readonly Passage[],
  voice: SpeechSynthesisVoice,
  synthesis: Synthesis,
): Reading {
  let isStopped = false;
  const stop = (): void => {
    isStopped = true;
    synthesis.cancel();
  };
  synthesis.cancel();
  const ended = (async () => {
    for (const { element, text } of passages) {
      if (isStopped) return;
      element.setAttribute('data-being-read', '');
      await utter(text, voice, synthesis);
      element.removeAttribute('data-being-read');
    }
  })();
  return { ended, stop };
}

/**
 * Ends when the text was read or cancelled. Short texts only: Chromium falls silent in the middle of a long one.
 * @param rate 1 is the voice's own speed
 */
export function utter(
  text: string,
  voice: SpeechSynthesisVoice,
  synthesis: Synthesis,
  rate = 1,
): Promise<void> {
  return new Promise((resolve) => {
    const utterance = new SpeechSynthesisUtterance(text);
    utterance.lang = voice.lang;
    utterance.voice = voice;
    utterance.rate = rate;
    utterance.onend = () => resolve();
    utterance.onerror = () => resolve();
    synthesis.speak(utterance);
  });
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
