import { describe, expect, it } from 'vitest';
import { type AnswerForms, type MissingForm, missingForms } from './answer-in-kind.ts';
import { ANSWER_FORMATS, type AnswerFormat } from './kinds.ts';

const nothing: AnswerForms = { media: [] };
const video = { kind: 'sign-video', hasCaptions: true } as const;
const bare = { kind: 'sign-video', hasCaptions: false } as const;
const audio = { kind: 'audio', hasCaptions: false } as const;

describe('an answer in the form that was asked for', () => {
  it.each<[string, AnswerFormat[], AnswerForms, MissingForm[]]>([
    ['text needs nothing more', ['text'], nothing, []],
    ['large print needs nothing more', ['large-print'], nothing, []],
    ['no wish needs nothing more', [], nothing, []],
    ['sign language needs a sign video', ['sign-language'], nothing, ['sign-video']],
    ['sign language needs captions on the video', ['sign-language'], { media: [bare] }, ['captions']],
    [
      'sign language needs captions on every video',
      ['sign-language'],
      { media: [video, bare] },
      ['captions'],
    ],
    ['sign language with a captioned video has all', ['sign-language'], { media: [video] }, []],
    ['a sound is no sign video', ['sign-language'], { media: [audio] }, ['sign-video']],
    ['audio needs a sound', ['audio'], { media: [video] }, ['audio']],
    ['audio needs no captions', ['audio'], { media: [audio] }, []],
    ['plain language needs a summary', ['plain-language'], nothing, ['summary']],
    ['a blank summary is none', ['plain-language'], { summary: ' \n\t', media: [] }, ['summary']],
    ['plain language with a summary has all', ['plain-language'], { summary: 'Olur.', media: [] }, []],
    ['what nobody asked for needs no captions', ['text'], { media: [bare] }, []],
    ['all wishes at once', [...ANSWER_FORMATS], nothing, ['sign-video', 'audio', 'summary']],
    ['all wishes, all there', [...ANSWER_FORMATS], { summary: 'Olur.', media: [audio, video] }, []],
    ['a wish named twice is one', ['audio', 'audio'], nothing, ['audio']],
  ])('%s', (_, formats, forms, missing) => {
    expect(missingForms(formats, forms)).toEqual(missing);
  });
});
