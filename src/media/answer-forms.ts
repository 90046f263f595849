// In which of its forms a sign video or sound of an answer is tried on this device, and in which order. Pure.

import type { AnswerMediaKind } from '../domain/answer-in-kind.ts';

/** What the browser says of a media type (HTMLMediaElement.canPlayType). */
export type CanPlay = (mediaType: string) => 'probably' | 'maybe' | '';

/** As the server makes them (docs/protocol.md). Of what came as it is, nothing is known. */
const TYPES: Readonly<Record<AnswerMediaKind, Readonly<Record<string, string>>>> = {
  'sign-video': {
    mp4: 'video/mp4; codecs="avc1.640028, mp4a.40.2"',
    webm: 'video/webm; codecs="vp9, opus"',
    original: '',
  },
  audio: { mp4: 'audio/mp4; codecs="mp4a.40.2"', webm: 'audio/webm; codecs="opus"', original: '' },
};

const ORDER = ['probably', 'maybe', ''] as const;

/**
 * All forms that can be played anywhere, the likeliest first: browsers are wrong both ways, so what they do not promise is
 * tried last and not left out. Of equals MP4, which more phones decode without their processor.
 */
export function orderForms(kind: AnswerMediaKind, renditions: readonly string[], canPlay: CanPlay): string[] {
  const rankOf = (form: string): number => {
    const type = TYPES[kind][form] ?? '';
    return ORDER.indexOf(type === '' ? '' : canPlay(type));
  };
  return Object.keys(TYPES[kind])
    .filter((form) => renditions.includes(form))
    .sort((a, b) => rankOf(a) - rankOf(b));
}
