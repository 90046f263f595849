import { describe, expect, it } from 'vitest';
import type { Answers } from './application.ts';
import type { Attachment } from './attachment.ts';
import { checkLegalMinimum, firstOpenStep } from './completeness.ts';
import { fieldsFor, stepsFor } from './flow.ts';
import { freeze, thaw } from './freeze.ts';
import type { ApplicationKind } from './kinds.ts';
import { APPLICATION_KINDS } from './kinds.ts';
import { isPlace } from './places.ts';
import { findViolations, normaliseAnswers, parseApplication } from './validation.ts';

const rules = { descriptionMaxLength: 5000, isPlace };
const freezing = {
  writtenAtMs: Date.parse('2026-11-23T10:00:00Z'),
  locale: 'tr',
  trackingKey: 'k'.repeat(43),
} as const;

const complete: Answers = {
  kind: 'request',
  addressee: { kind: 'unknown' },
  province: '34',
  district: 'Kadıköy',
  subject: 'Kaldırımda engel',
  description: 'Kaldırımdaki direk tekerlekli sandalyeyle geçmeme engel oluyor.',
  beforeCourt: false,
  fullName: 'Deniz Örnek',
  identityNumber: '12345678950',
  addressKind: 'home',
  addressText: 'Örnek Mahallesi, Deneme Sokak 1',
  hideIdentity: false,
  formats: ['text'],
  noticeVersion: '2026-11',
};

const violationsOf = (change: Answers) => {
  const answers = normaliseAnswers({ ...complete, ...change });
  return findViolations(answers, fieldsFor(answers.kind), rules);
};

describe('a text with nothing to read in it', () => {
  const INVISIBLE = ['\u200f', '\u200b', '\u2060\ufeff', '\u00ad', ' \u200e\n', '\u061c'];

  it.each(INVISIBLE)('counts as not given where the field is optional: %j', (text) => {
    expect(violationsOf({ placeDetail: text, email: text, phone: text })).toEqual([]);
    const frozen = freeze({ ...complete, placeDetail: text, email: text, phone: text }, freezing, rules);
    expect(frozen.ok && thaw(frozen.application)).toEqual(complete);
  });

  it.each(INVISIBLE)('is asked for where the field is required: %j', (text) => {
    const change = { subject: text, fullName: text, identityNumber: text, addressText: text };
    expect(violationsOf(change)).toEqual(Object.keys(change).map((field) => ({ field, code: 'required' })));
  });

  it('is not what has a letter, a digit or a sign in it', () => {
    expect(normaliseAnswers({ placeDetail: '\u200f3', email: '😀' })).toEqual({
      placeDetail: '\u200f3',
      email: '😀',
    });
  });
});

describe('a complete application', () => {
  it('has no violations, freezes, and thaws into the same answers', () => {
    const frozen = freeze(complete, freezing, rules);
    expect(frozen).toMatchObject({ ok: true });
    if (frozen.ok) {
      expect(thaw(frozen.application)).toEqual(complete);
      expect(JSON.parse(frozen.body)).toEqual(frozen.application);
    }
  });

  it('is accepted with the fewest answers of every kind', () => {
    const fewest: Record<ApplicationKind, Answers> = {
      request: complete,
      complaint: complete,
      'tip-off': complete,
      information: { ...complete, province: undefined, district: undefined, beforeCourt: undefined },
      opinion: {
        ...complete,
        identityNumber: undefined,
        addressText: undefined,
        addressKind: undefined,
        province: undefined,
        district: undefined,
      },
      thanks: {
        ...complete,
        identityNumber: undefined,
        addressText: undefined,
        addressKind: undefined,
        province: undefined,
        district: undefined,
      },
      disaster: {
        ...complete,
        identityNumber: undefined,
        addressText: undefined,
        addressKind: undefined,
        phone: '0555 000 00 00',
        placeDetail: 'Okulun arkası',
      },
    };
    for (const kind of APPLICATION_KINDS)
      expect(freeze({ ...fewest[kind], kind }, freezing, rules)).toMatchObject({ ok: true });
  });
});

describe('an application that is told by a recording', () => {
  const recording: Attachment = {
    id: '01900000-0000-7000-8000-000000000001',
    kind: 'sign-video',
    role: 'description',
    mediaType: 'video/webm',
    byteLength: 900_000,
    digest: 'd'.repeat(43),
    durationMs: 30_000,
  };
  const told = { ...complete, description: undefined, attachments: [recording] };

  it('needs no written description, and keeps the rest of the legal minimum', () => {
    expect(firstOpenStep(told, rules)).toBeUndefined();
    expect(checkLegalMinimum(told).map(({ finding }) => finding)).toEqual(['met', 'met', 'met', 'met']);
    expect(violationsOf({ ...told, subject: '' })).toEqual([{ field: 'subject', code: 'required' }]);
    expect(violationsOf({ ...told, addressText: '' })).toEqual([{ field: 'addressText', code: 'required' }]);
  });

  it('freezes with its manifest and thaws into the same answers', () => {
    const frozen = freeze(told, freezing, rules);
    if (!frozen.ok) return expect.fail();
    expect(frozen.application.attachments).toEqual([recording]);
    expect('description' in frozen.application).toBe(false);
    expect(thaw(frozen.application).attachments).toEqual([recording]);
  });

  it('needs the description when the recording only supports it', () => {
    const supporting = [{ ...recording, role: 'supporting' as const }];
    expect(violationsOf({ ...told, attachments: supporting })).toEqual([
      { field: 'description', code: 'required' },
    ]);
    expect(firstOpenStep({ ...told, attachments: supporting }, rules)).toBe('text');
  });

  it('is refused as it arrives with neither description nor recording, or with a manifest that is none', () => {
    const frozen = freeze(told, freezing, rules);
    const body = frozen.ok ? JSON.parse(frozen.body) : {};
    expect(parseApplication(body, rules)).toMatchObject({ ok: true });
    expect(parseApplication({ ...body, attachments: undefined }, rules)).toEqual({
      ok: false,
      violations: [{ field: 'description', code: 'required' }],
    });
    for (const attachments of [[], [recording, recording], [{ ...recording, byteLength: 0 }], 'x', [null]]) {
      expect(parseApplication({ ...body, attachments }, rules)).toMatchObject({
        ok: false,
        violations: [{ field: 'attachments', code: 'format' }],
      });
    }
  });

  it('carries no manifest when everything was taken away again', () => {
    expect(normaliseAnswers({ ...complete, attachments: [] })).toEqual(complete);
  });
});

describe('bad input of each field', () => {
  it.each<[string, Answers, object]>([
    ['no kind', { kind: undefined }, { field: 'kind', code: 'required' }],
    ['no addressee', { addressee: undefined }, { field: 'addressee', code: 'required' }],
    [
      'an institution with a strange id',
      { addressee: { kind: 'institution', institutionId: '../x', name: 'X' } },
      { field: 'addressee', code: 'format' },
    ],
    ['no province', { province: undefined }, { field: 'province', code: 'required' }],
    ['a province that does not exist', { province: '82' }, { field: 'province', code: 'required' }],
    ['a district of another province', { district: 'Çankaya' }, { field: 'district', code: 'not-in-list' }],
    [
      'a too long place',
      { placeDetail: 'a'.repeat(301) },
      { field: 'placeDetail', code: 'too-long', params: { max: 300, length: 301 } },
    ],
    ['an empty subject', { subject: '   ' }, { field: 'subject', code: 'required' }],
    [
      'a too long subject',
      { subject: 'ş'.repeat(121) },
      { field: 'subject', code: 'too-long', params: { max: 120, length: 121 } },
    ],
    [
      'a subject that turns the line around',
      { subject: 'abc\u202edef' },
      { field: 'subject', code: 'forbidden-characters' },
    ],
    ['an empty description', { description: '\n \t' }, { field: 'description', code: 'required' }],
    [
      'a too long description',
      { description: '🙂'.repeat(5001) },
      { field: 'description', code: 'too-long', params: { max: 5000, length: 5001 } },
    ],
    [
      'a description with NUL',
      { description: 'a\u0000b' },
      { field: 'description', code: 'forbidden-characters' },
    ],
    [
      'a description with half a character',
      { description: 'a\ud800b' },
      { field: 'description', code: 'forbidden-characters' },
    ],
    ['no word about the court', { beforeCourt: undefined }, { field: 'beforeCourt', code: 'required' }],
    ['no name', { fullName: '' }, { field: 'fullName', code: 'required' }],
    ['a name without surname', { fullName: 'Deniz' }, { field: 'fullName', code: 'name-and-surname' }],
    [
      'an emoji in the name',
      { fullName: 'Deniz 🙂 Örnek' },
      { field: 'fullName', code: 'forbidden-characters' },
    ],
    [
      'a direction mark in the name',
      { fullName: 'Deniz \u200fÖrnek' },
      { field: 'fullName', code: 'forbidden-characters' },
    ],
    [
      'a number with letters',
      { identityNumber: '1234567895x' },
      { field: 'identityNumber', code: 'digits-only' },
    ],
    [
      'a number with ten digits',
      { identityNumber: '1234567895' },
      { field: 'identityNumber', code: 'eleven-digits' },
    ],
    [
      'a number with a wrong checksum',
      { identityNumber: '12345678951' },
      { field: 'identityNumber', code: 'checksum' },
    ],
    ['no address', { addressText: ' ' }, { field: 'addressText', code: 'required' }],
    ['no kind of address', { addressKind: undefined }, { field: 'addressKind', code: 'required' }],
    ['a telephone number with letters', { phone: 'beş' }, { field: 'phone', code: 'phone' }],
    ['a short telephone number', { phone: '555' }, { field: 'phone', code: 'phone' }],
    ['an e-mail address without @', { email: 'deniz.ornek' }, { field: 'email', code: 'email' }],
    [
      'a too long e-mail address',
      { email: `${'a'.repeat(250)}@b.co` },
      { field: 'email', code: 'too-long', params: { max: 254, length: 255 } },
    ],
    ['no word about hiding', { hideIdentity: undefined }, { field: 'hideIdentity', code: 'required' }],
    ['no format', { formats: [] }, { field: 'formats', code: 'required' }],
    ['an unread notice', { noticeVersion: undefined }, { field: 'noticeVersion', code: 'required' }],
  ])('names %s', (_, change, violation) => {
    expect(violationsOf(change)).toEqual([violation]);
  });

  it.each(['deniz@örnek.com', 'deniz@xn--rnek-4qa.com'])('accepts the e-mail address %s', (email) => {
    expect(violationsOf({ email })).toEqual([]);
  });

  it('accepts emoji and direction marks in the free text, where people write in every script', () => {
    expect(violationsOf({ description: 'Teşekkürler 🙂 \u200fمرحبا' })).toEqual([]);
  });
});

describe('an application as it arrives', () => {
  const body = (): Record<string, unknown> => {
    const frozen = freeze(complete, freezing, rules);
    return frozen.ok ? JSON.parse(frozen.body) : {};
  };

  it.each<[string, unknown]>([
    ['nothing', undefined],
    ['null', null],
    ['a list', []],
    ['a text', 'x'],
    ['an unknown version', { ...body(), version: 2 }],
    ['a tracking key of the wrong length', { ...body(), trackingKey: 'short' }],
    ['a time that is none', { ...body(), writtenAt: 'yesterday' }],
    ['a time that only looks like one', { ...body(), writtenAt: '2026-01-01T00:00:00+03' }],
    ['a number for a text', { ...body(), subject: 5 }],
    ['white space for a text', { ...body(), description: ' \n\u00a0\u200b' }],
    ['a format twice', { ...body(), formats: ['text', 'text'] }],
    ['a required answer left out', { ...body(), identityNumber: undefined }],
    ['a district without a province', { ...body(), kind: 'information', province: undefined }],
  ])('refuses %s', (_, input) => {
    expect(parseApplication(input, rules)).toMatchObject({ ok: false });
  });

  it('names a field once, however much is wrong with it', () => {
    const parsed = parseApplication({ ...body(), addressee: { kind: 'institution', id: 'nope' } }, rules);
    expect(parsed).toMatchObject({ ok: false, violations: [{ field: 'addressee' }] });
  });

  it('drops what it does not know, so that a newer device is understood', () => {
    const parsed = parseApplication({ ...body(), mood: 'fine', __proto__: { polluted: true } }, rules);
    expect(parsed.ok && 'mood' in parsed.application).toBe(false);
  });
});

describe('the flow', () => {
  it('asks about the court only where the law can stop an application', () => {
    expect(stepsFor('complaint')).toContain('court');
    expect(stepsFor('thanks')).not.toContain('court');
  });

  it('finds the first page with something missing', () => {
    expect(firstOpenStep({}, rules)).toBe('kind');
    expect(firstOpenStep({ ...complete, identityNumber: '1' }, rules)).toBe('identity');
    expect(firstOpenStep(complete, rules)).toBeUndefined();
  });

  it('leaves answers out that the chosen kind does not ask for', () => {
    const changed: Answers = { ...complete, kind: 'thanks', phone: '+905550000000' };
    const frozen = freeze(changed, freezing, rules);
    if (!frozen.ok) return expect.fail();
    const sent = thaw(frozen.application);
    for (const field of ['beforeCourt', 'identityNumber', 'addressKind', 'addressText']) {
      expect(sent).not.toHaveProperty(field);
    }
    // What is still asked, if only optionally, stays; and changing the kind back brings everything again.
    expect(sent).toMatchObject({ phone: '+905550000000', province: '34', district: 'Kadıköy' });
    expect(freeze({ ...changed, kind: 'request', phone: undefined }, freezing, rules)).toMatchObject({
      ok: true,
      application: complete,
    });
  });

  it('is not stopped by an answer that the chosen kind does not ask for and nobody can see', () => {
    const hidden: Answers = { ...complete, kind: 'thanks', identityNumber: '12', addressText: 'a\u0000' };
    expect(firstOpenStep(hidden, rules)).toBeUndefined();
    expect(freeze(hidden, freezing, rules)).toMatchObject({ ok: true });
    expect(checkLegalMinimum(hidden)).toContainEqual({ point: 'address', finding: 'not-needed' });
  });

  it('checks the legal minimum in the words of Law 3071 art. 4 and 6', () => {
    expect(checkLegalMinimum(complete).map(({ finding }) => finding)).toEqual(['met', 'met', 'met', 'met']);
    expect(checkLegalMinimum({ ...complete, fullName: '', beforeCourt: true })).toEqual([
      { point: 'name', finding: 'missing' },
      { point: 'address', finding: 'met' },
      { point: 'subject', finding: 'met' },
      { point: 'court', finding: 'at-risk' },
    ]);
  });
});
