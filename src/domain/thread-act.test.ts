import { describe, expect, it } from 'vitest';
import type { Attachment } from './attachment.ts';
import {
  ACT_TEXT_LIMITS,
  attachmentsOfAct,
  parseThreadAct,
  RATING_SCORES,
  THREAD_ACT_MAX_BYTES,
} from './thread-act.ts';

const recording: Attachment = {
  id: '01900000-0000-7000-8000-000000000003',
  kind: 'voice',
  role: 'description',
  mediaType: 'audio/webm',
  byteLength: 90_000,
  digest: 'd'.repeat(43),
  durationMs: 30_000,
};
const photo: Attachment = { ...recording, kind: 'photo', role: 'supporting' };
const accepted = {
  kind: 'transcript-verdict',
  attachmentId: '01900000-0000-7000-8000-000000000001',
  transcriptId: '01900000-0000-7000-8000-000000000002',
  verdict: 'accepted',
  writtenAt: '2026-11-25T08:00:00.000Z',
  locale: 'tr',
};
const corrected = { ...accepted, verdict: 'corrected', text: 'Su dün akmadı.' };
const { attachmentId: _, transcriptId: __, verdict: ___, ...writing } = accepted;
const replyId = '01900000-0000-7000-8000-000000000004';
const addition = { ...writing, kind: 'addition', text: 'Su bugün de akmadı.' };
const information = { ...addition, kind: 'information', questionId: replyId };
const withdrawal = { ...writing, kind: 'withdrawal' };
const rating = { ...writing, kind: 'rating', replyId, score: 4 };
const objection = { ...writing, kind: 'objection', replyId, text: 'Sorduğuma yanıt verilmedi.' };
const again = { ...accepted, verdict: 'again', attachments: [recording] };

describe('an act', () => {
  it.each<[string, object]>([
    ['that accepts', accepted],
    ['that corrects', corrected],
    ['that corrects as long as a transcript may be', { ...corrected, text: '😀'.repeat(50_000) }],
    ['that records again', again],
    ['that wants the same recording to be put into writing again', { ...again, attachments: undefined }],
    ['that adds', addition],
    ['that adds a photo', { ...addition, attachments: [photo] }],
    ['that adds by a recording alone', { ...addition, text: '', attachments: [recording] }],
    ['that answers a question', information],
    ['that answers by a recording alone', { ...information, text: '', attachments: [recording] }],
    ['that withdraws', withdrawal],
    ['that withdraws and says why', { ...withdrawal, reason: 'Su geldi.' }],
    ['that rates', rating],
    ['that rates with the lowest score and a reason', { ...rating, score: 1, reason: 'Okuyamadım.' }],
    ['that objects', objection],
    ['that objects by a recording alone', { ...objection, text: '', attachments: [recording] }],
    ['of a device whose clock is wrong by years', { ...accepted, writtenAt: '1970-01-01T00:00:00.000Z' }],
  ])('%s is one', (_, input) => {
    expect(parseThreadAct(input)).toMatchObject({ ok: true });
  });

  it.each<[string, unknown, string, string]>([
    ['without a kind', { ...accepted, kind: undefined }, 'kind', 'required'],
    ['of a kind that is not known', { ...accepted, kind: 'applause' }, 'kind', 'format'],
    ['that adds nothing', { ...addition, text: ' ' }, 'text', 'required'],
    ['that adds a photo without a word', { ...addition, text: '', attachments: [photo] }, 'text', 'required'],
    [
      'that adds by a recording and not even by an empty text',
      { ...addition, text: undefined },
      'text',
      'required',
    ],
    ['that adds a list of no files', { ...addition, attachments: [] }, 'attachments', 'format'],
    ['that answers no question', { ...information, questionId: undefined }, 'questionId', 'required'],
    ['that withdraws for an empty reason', { ...withdrawal, reason: '' }, 'reason', 'required'],
    ['that rates nothing', { ...rating, replyId: undefined }, 'replyId', 'required'],
    ['that rates without a score', { ...rating, score: undefined }, 'score', 'required'],
    ['that rates 0', { ...rating, score: RATING_SCORES.min - 1 }, 'score', 'format'],
    ['that rates 6', { ...rating, score: RATING_SCORES.max + 1 }, 'score', 'format'],
    ['that rates between', { ...rating, score: 3.5 }, 'score', 'format'],
    ['that objects without a word', { ...objection, text: undefined }, 'text', 'required'],
    ['that objects by a photo alone', { ...objection, text: '', attachments: [photo] }, 'text', 'required'],
    ['with another verdict', { ...accepted, verdict: 'perhaps' }, 'verdict', 'format'],
    ['about no attachment', { ...accepted, attachmentId: undefined }, 'attachmentId', 'required'],
    ['about an id of another version', { ...accepted, transcriptId: '1' }, 'transcriptId', 'format'],
    ['that corrects nothing', { ...corrected, text: undefined }, 'text', 'required'],
    ['that corrects to nothing', { ...corrected, text: '\u200b ' }, 'text', 'required'],
    ['whose correction is too long', { ...corrected, text: 'a'.repeat(50_001) }, 'text', 'too-long'],
    ['that turns the direction', { ...corrected, text: 'a\u202e' }, 'text', 'forbidden-characters'],
    [
      'whose new recording is a photo',
      { ...again, attachments: [{ ...recording, kind: 'photo' }] },
      'attachments',
      'format',
    ],
    ['with a list of no recordings', { ...again, attachments: [] }, 'attachments', 'format'],
    [
      'with the same recording twice',
      { ...again, attachments: [recording, recording] },
      'attachments',
      'format',
    ],
    [
      'of the 31st of February',
      { ...accepted, writtenAt: '2026-02-31T08:00:00.000Z' },
      'writtenAt',
      'format',
    ],
    ['of no time', { ...accepted, writtenAt: 'yesterday' }, 'writtenAt', 'format'],
    ['in another language', { ...accepted, locale: 'de' }, 'locale', 'format'],
    ['that is a text', 'accepted', '', 'format'],
  ])('%s is none', (_, input, field, code) => {
    expect(parseThreadAct(input)).toMatchObject({ ok: false, violations: [{ field, code }] });
  });

  it('says how much too long it is', () => {
    expect(parseThreadAct({ ...corrected, text: 'a'.repeat(50_007) })).toMatchObject({
      violations: [{ params: { max: 50_000, length: 50_007 } }],
    });
    expect(parseThreadAct({ ...objection, text: '😀'.repeat(5_001) })).toMatchObject({
      violations: [{ field: 'text', params: { max: ACT_TEXT_LIMITS.text, length: 5_001 } }],
    });
    expect(parseThreadAct({ ...rating, reason: 'a'.repeat(1_001) })).toMatchObject({
      violations: [{ field: 'reason', params: { max: ACT_TEXT_LIMITS.reason, length: 1_001 } }],
    });
  });

  it('keeps nothing that it does not know', () => {
    expect(parseThreadAct({ ...accepted, text: 'anything' })).toEqual({ ok: true, act: accepted });
  });

  it('brings recordings where it records again, adds, answers or objects, and nowhere else', () => {
    const brought = (input: object) => {
      const parsed = parseThreadAct(input);
      return parsed.ok && attachmentsOfAct(parsed.act);
    };
    expect(brought(again)).toEqual([recording]);
    for (const act of [addition, information, objection])
      expect(brought({ ...act, attachments: [recording] })).toEqual([recording]);
    expect([addition, withdrawal, rating, objection].map(brought)).toEqual([[], [], [], []]);
    expect([accepted, corrected, { ...again, attachments: undefined }].map(brought)).toEqual([[], [], []]);
  });

  it('fits the longest correction into its body, however it is escaped', () => {
    const escaped = JSON.stringify({ ...corrected, text: '😀'.repeat(50_000) }).replace(
      /[\ud800-\udfff]/g,
      (unit) => `\\u${unit.charCodeAt(0).toString(16)}`,
    );
    expect(Buffer.byteLength(escaped)).toBeLessThan(THREAD_ACT_MAX_BYTES);
  });
});
