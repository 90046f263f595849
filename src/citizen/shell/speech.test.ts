import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Passage } from './passages.ts';
import { findVoice, type Synthesis, speak } from './speech.ts';

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

test('takes a Turkish voice, before all one that works without a network', async () => {
  const found = await findVoice(
    synthesis([voice('en-US'), voice('tr-TR', false), voice('tr_TR'), voice('trv')]),
    'tr',
  );
  expect(found?.lang).toBe('tr_TR');
});

test('a device without a Turkish voice has none to offer, whatever else it speaks', async () => {
  expect(await findVoice(synthesis([voice('en-US'), voice('trv')]), 'tr')).toBeUndefined();
});

test('waits for voices that the browser loads late', async () => {
  const late = Object.assign(new EventTarget(), synthesis([]));
  const finding = findVoice(late, 'tr');
  late.getVoices = () => [voice('tr-TR')];
  late.dispatchEvent(new Event('voiceschanged'));
  expect((await finding)?.lang).toBe('tr-TR');
});

function passage(text: string): Passage {
  const attributes = new Set<string>();
  const element = {
    setAttribute: (name: string) => void attributes.add(name),
    removeAttribute: (name: string) => void attributes.delete(name),
    hasAttribute: (name: string) => attributes.has(name),
  };
  return { element: element as unknown as Element, text };
}

test('reads one passage after the other and marks the one that is being read', async () => {
  const speaker = synthesis([]);
  const passages = [passage('Başlık'), passage('Metin')];
  const { ended } = speak(passages, voice('tr-TR'), speaker);
  for (const [index, { element }] of passages.entries()) {
    await vi.waitFor(() => expect(speaker.spoken).toHaveLength(index + 1));
    expect(element.hasAttribute('data-being-read')).toBe(true);
    speaker.spoken[index]?.onend?.call(speaker.spoken[index], {} as SpeechSynthesisEvent);
    await vi.waitFor(() => expect(element.hasAttribute('data-being-read')).toBe(false));
  }
  await ended;
  expect(speaker.spoken.map(({ text }) => text)).toEqual(['Başlık', 'Metin']);
});

test('stops where it is when asked, and leaves no mark', async () => {
  const speaker = synthesis([]);
  const passages = [passage('Başlık'), passage('Metin')];
  const reading = speak(passages, voice('tr-TR'), {
    ...speaker,
    cancel: () => speaker.spoken[0]?.onerror?.call(speaker.spoken[0], {} as SpeechSynthesisErrorEvent),
  });
  await vi.waitFor(() => expect(speaker.spoken).toHaveLength(1));
  reading.stop();
  await reading.ended;
  expect(speaker.spoken).toHaveLength(1);
  expect(passages[0]?.element.hasAttribute('data-being-read')).toBe(false);
});
