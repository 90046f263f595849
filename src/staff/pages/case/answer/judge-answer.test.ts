import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import tr from '../../../../../locales/tr.json' with { type: 'json' };
import type { AnswerFormat } from '../../../../domain/kinds.ts';
import { replySchema } from '../../../../domain/wire-staff.ts';
import { createTranslate } from '../../../../i18n/translate.ts';
import type { Medium, MediumState } from '../../../answer-media/medium.ts';
import type { ReplyDraft } from '../../../reply-drafts.ts';
import { makeCase } from '../../../testing/cases.mock.ts';
import { type AnswerToJudge, judgeAnswer } from './judge-answer.ts';

const t = createTranslate('tr', Object.fromEntries(Object.entries(tr).map(([key, { text }]) => [key, text])));
const VIDEO = makeCase(91).applicationId;
const SOUND = makeCase(92).applicationId;
const CAPTION = { key: 0, start: '0:00', end: '0:04', text: 'Rampa yapılacak.' };

const READY: MediumState = {
  state: 'ready',
  stored: { id: VIDEO, kind: 'sign-video', state: 'ready', byteLength: 9, renditions: ['mp4'] },
};
const video = (at: MediumState = READY): Medium => ({ id: VIDEO, kind: 'sign-video', name: undefined, at });
const sound: Medium = { id: SOUND, kind: 'audio', name: undefined, at: READY };

function draft(change: Partial<ReplyDraft> = {}, captions = [CAPTION]): ReplyDraft {
  const media = [{ id: VIDEO, kind: 'sign-video', name: undefined, isStored: true, captions } as const];
  return { replyId: makeCase(99).applicationId, text: 'Rampa yapılacak.', media: [...media], ...change };
}

function judge(change: Partial<AnswerToJudge>) {
  return judgeAnswer({ formats: ['text'], role: 'officer', draft: draft(), media: [], ...change }, t);
}

/** The fields that the errors lead to. */
function fields(change: Partial<AnswerToJudge>): string[] {
  const judged = judge(change);
  return judged.ok ? [] : judged.errors.map(({ fieldId }) => fieldId);
}

describe('an answer in the form that was asked for', () => {
  test.each<[string, AnswerFormat[], Partial<AnswerToJudge>, object]>([
    ['a text alone', ['text', 'large-print'], {}, { text: 'Rampa yapılacak.' }],
    [
      'a sign video with captions',
      ['sign-language'],
      { media: [video()] },
      {
        text: 'Rampa yapılacak.',
        media: [
          {
            id: VIDEO,
            captions: [{ startMs: 0, endMs: 4_000, text: 'Rampa yapılacak.' }],
            language: 'tr',
          },
        ],
      },
    ],
    ['a sound', ['audio'], { media: [sound] }, { text: 'Rampa yapılacak.', media: [{ id: SOUND }] }],
    [
      'a summary',
      ['plain-language'],
      { draft: draft({ summary: '  Rampa olacak.\r\n' }) },
      { text: 'Rampa yapılacak.', summary: 'Rampa olacak.' },
    ],
    [
      'a sign video without captions where nobody asked for it',
      ['text'],
      { media: [video()], draft: draft({}, []) },
      { text: 'Rampa yapılacak.', media: [{ id: VIDEO }] },
    ],
  ])('%s is sent', (_, formats, change, reply) => {
    const judged = judge({ formats, ...change });
    expect(judged).toEqual({ ok: true, reply });
    expect(judged.ok && v.is(replySchema, judged.reply)).toBe(true);
  });
});

describe('what is missing leads to where it is mended', () => {
  test.each<[string, AnswerFormat[], Partial<AnswerToJudge>, string[]]>([
    ['no video', ['sign-language'], {}, ['reply-sign-video']],
    ['no sound', ['audio'], {}, ['reply-audio']],
    ['no summary', ['plain-language'], { draft: draft({ summary: ' ' }) }, ['reply-summary']],
    ['nothing at all', ['sign-language', 'audio'], {}, ['reply-sign-video', 'reply-audio']],
    [
      'no captions: the first field of the editor',
      ['sign-language'],
      { media: [video()], draft: draft({}, []) },
      [`captions-${VIDEO}-0-text`],
    ],
    [
      'captions with a fault',
      ['sign-language'],
      { media: [video()], draft: draft({}, [{ ...CAPTION, end: '' }]) },
      [`captions-${VIDEO}-0-end`],
    ],
    [
      'a video that is still on its way, and captions that wait for it',
      ['sign-language'],
      { media: [video({ state: 'processing' })], draft: draft({}, []) },
      [`medium-${VIDEO}`, `medium-${VIDEO}`],
    ],
    [
      'a video that was rejected is none',
      ['sign-language'],
      { media: [video({ state: 'rejected', problem: 'damaged' })] },
      [`medium-${VIDEO}`, 'reply-sign-video'],
    ],
    [
      'an upload that failed',
      ['text'],
      { media: [video({ state: 'failed', fault: 'noRoom' })] },
      [`medium-${VIDEO}`],
    ],
    ['no text', ['text'], { draft: draft({ text: ' ' }) }, ['reply-text']],
    ['too long a summary', ['text'], { draft: draft({ summary: 'a'.repeat(2_001) }) }, ['reply-summary']],
    [
      'a summary with a control character',
      ['text'],
      { draft: draft({ summary: 'a\u0007' }) },
      ['reply-summary'],
    ],
  ])('%s', (_, formats, change, expected) => {
    expect(fields({ formats, ...change })).toEqual(expected);
  });
});

describe('several of a kind are told apart by what is said of them', () => {
  function texts(media: readonly Medium[], words: ReplyDraft = draft({ media: [] })): string[] {
    const judged = judge({ media, draft: words });
    return judged.ok ? [] : judged.errors.map(({ text }) => text);
  }
  const another = (one: Medium, number: number): Medium => ({ ...one, id: makeCase(number).applicationId });
  const refused = video({ state: 'rejected', problem: 'damaged' });
  const document: Medium = { id: SOUND, kind: 'document', name: undefined, at: READY };

  test('two refused videos by their numbers', () => {
    expect(texts([refused, another(refused, 93)])).toEqual([
      'İşaret dili videosu 1 gönderilemez. Yeniden deneyin ya da videoyu kaldırın.',
      'İşaret dili videosu 2 gönderilemez. Yeniden deneyin ya da videoyu kaldırın.',
    ]);
  });

  test('the field of a single document needs no name', () => {
    expect(texts([document])).toEqual([t('staff.document.titleRequired')]);
  });

  test('so have the captions of two videos, and only those with a fault are told of', () => {
    const second = another(video(), 93);
    const captions = [{ ...CAPTION, end: '' }];
    const kept = { kind: 'sign-video', name: undefined, isStored: true } as const;
    const words = draft({
      media: [
        { ...kept, id: VIDEO, captions: [CAPTION] },
        { ...kept, id: second.id, captions },
      ],
    });
    expect(texts([video(), second], words)).toEqual([
      `İşaret dili videosu 2: ${t('staff.cues.fault.end', { number: 1 })}`,
    ]);
  });

  test('and two documents without a name', () => {
    expect(texts([document, another(document, 94)])).toEqual([
      `Belge 1: ${t('staff.document.titleRequired')}`,
      `Belge 2: ${t('staff.document.titleRequired')}`,
    ]);
  });
});

describe('sending without the form that was asked for', () => {
  const reason = 'Tercüman 15 Aralık’a kadar yok.';

  test('is a coordinator’s, with a reason', () => {
    expect(
      judge({ formats: ['audio'], role: 'coordinator', draft: draft({ overrideReason: reason }) }),
    ).toEqual({
      ok: true,
      reply: { text: 'Rampa yapılacak.', override: { reason } },
    });
  });

  test.each(['', 'Yok.', 'a'.repeat(1_001)])('needs a reason that says something: %s', (overrideReason) => {
    expect(fields({ formats: ['audio'], role: 'coordinator', draft: draft({ overrideReason }) })).toEqual([
      'reply-override-reason',
    ]);
  });

  test('is nobody else’s, whatever the draft says', () => {
    for (const role of ['officer', 'interpreter'] as const)
      expect(fields({ formats: ['audio'], role, draft: draft({ overrideReason: reason }) })).toEqual([
        'reply-audio',
      ]);
  });

  test('is not said where nothing is missing', () => {
    expect(judge({ role: 'coordinator', draft: draft({ overrideReason: reason }) })).toEqual({
      ok: true,
      reply: { text: 'Rampa yapılacak.' },
    });
  });
});

test('a field that nobody filled in keeps an answer back, and is named', () => {
  const text = 'Sayın {ad}, rampa yapılacak.';
  expect(judge({ draft: draft({ text }) })).toEqual({
    ok: false,
    errors: [{ fieldId: 'reply-text', text: t('staff.reply.unfilled', { field: '{ad}' }) }],
  });
  expect(t('staff.reply.unfilled', { field: '{ad}' })).toContain(': {ad}.');
});
