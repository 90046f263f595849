import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Synthesis } from '../../shell/speech.ts';
import { speakCode } from './speak-code.ts';

class Utterance {
  lang = '';
  rate = 1;
  voice: SpeechSynthesisVoice | null = null;
  onend: (() => void) | null = null;
  onerror: (() => void) | null = null;
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

beforeEach(() => void vi.stubGlobal('SpeechSynthesisUtterance', Utterance));
afterEach(() => void vi.unstubAllGlobals());

function voice(lang: string, localService = true): SpeechSynthesisVoice {
  return { lang, localService, default: false, name: lang, voiceURI: lang };
}

function synthesis(voices: SpeechSynthesisVoice[]): Synthesis & { spoken: SpeechSynthesisUtterance[] } {
  const spoken: SpeechSynthesisUtterance[] = [];
  return { spoken, getVoices: () => voices, speak: (one) => void spoken.push(one), cancel: () => undefined };
}

function fail(): never {
  throw new Error('nobody listens for the end of the speech');
}

test('reads digit by digit, group by group, slowly, and ends with the last group', async () => {
  const speaker = synthesis([]);
  const speaking = speakCode(['4831', '0092'], voice('tr-TR'), speaker);
  expect(speaker.spoken.map(({ text }) => text)).toEqual(['4, 8, 3, 1.', '0, 0, 9, 2.']);
  expect(speaker.spoken.every(({ lang, rate }) => lang === 'tr-TR' && rate < 1)).toBe(true);
  for (const utterance of speaker.spoken) Reflect.apply(utterance.onend ?? fail, utterance, []);
  await speaking;
});
