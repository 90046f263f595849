// Holds the fictional content of the demo and the directory that it refers to: every application is one that the
// real rules accept, every reference resolves, and no text occurs twice. The figures are those that the demo
// promises (about 200 applications in all states); a change of content that breaks them is a change of the demo.

import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { DESCRIPTION_CEILING } from '../../src/domain/application.ts';
import { parseIdentityNumber } from '../../src/domain/identity-number.ts';
import { ANSWER_FORMATS, APPLICATION_KINDS } from '../../src/domain/kinds.ts';
import { parsePhone } from '../../src/domain/phone.ts';
import { isPlace, PROVINCES } from '../../src/domain/places.ts';
import { codePointCount, isSafeText, normaliseLine, normaliseText } from '../../src/domain/text.ts';
import { parseApplication } from '../../src/domain/validation.ts';
import directoryJson from '../directory/institutions.json' with { type: 'json' };
import contentJson from './applications.json' with { type: 'json' };

const DESCRIPTION_MAX_LENGTH = 5000;
const RULES = { descriptionMaxLength: DESCRIPTION_MAX_LENGTH, isPlace };
/** Law 3071 art. 7: a reasoned answer or the state of progress within 30 days. */
const PETITION_DAYS = 30;
/** Law 4982: 15 working days are at least 19 calendar days when no holiday falls between. */
const INFORMATION_DAYS = 19;
/** Passes the checksum and is documented for tests; any other passing number may belong to somebody. */
const TEST_IDENTITY_NUMBERS = [
  '11111111110',
  '22222222220',
  '33333333330',
  '12345678950',
  '98765432150',
  '99123456740',
  '99000000042',
];

const institution = v.strictObject({
  id: v.pipe(v.string(), v.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/), v.maxLength(80)),
  name: v.pipe(v.string(), v.maxLength(200)),
  keywords: v.pipe(v.array(v.pipe(v.string(), v.nonEmpty())), v.minLength(3), v.maxLength(8)),
  scope: v.picklist(['national', 'province', 'district']),
  province: v.optional(v.string()),
  centre: v.optional(v.literal(true)),
});
const directorySchema = v.strictObject({ version: v.literal(1), institutions: v.array(institution) });

const applicant = v.strictObject({
  fullName: v.string(),
  identityNumber: v.string(),
  address: v.strictObject({ kind: v.picklist(['home', 'work']), text: v.string() }),
  phone: v.string(),
  email: v.nullable(v.string()),
});
const demoApplication = v.strictObject({
  kind: v.picklist(APPLICATION_KINDS),
  addressee: v.nullable(v.string()),
  province: v.string(),
  district: v.string(),
  placeDetail: v.optional(v.string()),
  subject: v.string(),
  description: v.string(),
  applicantKey: v.pipe(v.number(), v.integer()),
  hideIdentity: v.boolean(),
  formats: v.array(v.picklist(ANSWER_FORMATS)),
  locale: v.literal('tr'),
  daysAgo: v.pipe(v.number(), v.minValue(0), v.maxValue(60)),
  outcome: v.picklist(['received', 'assigned', 'answered']),
  reply: v.optional(
    v.strictObject({
      afterDays: v.pipe(v.number(), v.gtValue(0)),
      text: v.string(),
      summary: v.optional(v.pipe(v.string(), v.minLength(40), v.maxLength(400))),
    }),
  ),
});
const contentSchema = v.strictObject({
  overrideReason: v.pipe(v.string(), v.minLength(10)),
  applicants: v.array(applicant),
  applications: v.array(demoApplication),
});

const { institutions } = v.parse(directorySchema, directoryJson);
const { applicants, applications } = v.parse(contentSchema, contentJson);
const institutionById = new Map(institutions.map((entry) => [entry.id, entry]));

const repeated = (values: readonly string[]) =>
  values.filter((value, index) => values.indexOf(value) !== index);
const share = (predicate: (item: (typeof applications)[number]) => boolean) =>
  applications.filter(predicate).length / applications.length;

describe('the directory of institutions', () => {
  it('has unique ids and names, and exactly one centre', () => {
    expect(institutions.length).toBeGreaterThanOrEqual(60);
    expect(repeated(institutions.map(({ id }) => id))).toEqual([]);
    expect(repeated(institutions.map(({ name }) => name))).toEqual([]);
    expect(institutions.filter(({ centre }) => centre).map(({ id }) => id)).toEqual(['basvuru-merkezi']);
  });

  it('gives a province to local institutions only, and one that exists', () => {
    const plates = PROVINCES.map(({ plate }) => plate);
    for (const { id, scope, province } of institutions) {
      if (scope === 'national') expect(province, id).toBeUndefined();
      else expect(plates, id).toContain(province);
    }
  });

  it('writes each keyword once for an institution, in lower-case Turkish', () => {
    for (const { id, keywords } of institutions) {
      expect(repeated(keywords), id).toEqual([]);
      expect(keywords, id).toEqual(keywords.map((keyword) => normaliseLine(keyword.toLocaleLowerCase('tr'))));
    }
  });

  it('names no municipality after a province or a district that exists', () => {
    const places = new Set(PROVINCES.flatMap(({ province, districts }) => [province, ...districts]));
    const municipalities = institutions.filter(({ name }) => name.endsWith(' Belediyesi'));
    expect(municipalities).toHaveLength(15);
    const bare = municipalities.map(({ name }) => name.replace(/( Büyükşehir)? Belediyesi$/, ''));
    expect(bare.filter((name) => places.has(name))).toEqual([]);
  });
});

describe('the applicants of the demo', () => {
  it('carry test identity numbers that pass the checksum', () => {
    for (const { fullName, identityNumber } of applicants) {
      expect(TEST_IDENTITY_NUMBERS, fullName).toContain(identityNumber);
      expect(parseIdentityNumber(identityNumber), fullName).toMatchObject({ ok: true });
    }
  });

  it('can be reached nowhere: reserved telephone block and reserved domain', () => {
    for (const { fullName, phone, email } of applicants) {
      expect(phone, fullName).toMatch(/^\+90555000\d{4}$/);
      expect(parsePhone(phone), fullName).toEqual({ ok: true, e164: phone });
      if (email !== null) expect(email, fullName).toMatch(/^[a-z.]+@ornek\.example$/);
    }
  });

  it('are about 120 different people, each of whom writes', () => {
    expect(applicants.length).toBeGreaterThanOrEqual(115);
    expect(repeated(applicants.map(({ fullName }) => fullName))).toEqual([]);
    expect(repeated(applicants.map(({ phone }) => phone))).toEqual([]);
    const writers = new Set(applications.map(({ applicantKey }) => applicantKey));
    expect(applicants.filter((_, index) => !writers.has(index))).toEqual([]);
  });
});

describe('the applications of the demo', () => {
  it('are 200, in the shares of kinds and outcomes that the demo promises', () => {
    expect(applications).toHaveLength(200);
    const kinds = {
      request: 0.3,
      complaint: 0.3,
      'tip-off': 0.08,
      opinion: 0.1,
      information: 0.1,
      thanks: 0.08,
      disaster: 0.04,
    };
    for (const kind of APPLICATION_KINDS) {
      expect(Math.abs(share((item) => item.kind === kind) - kinds[kind]), kind).toBeLessThanOrEqual(0.02);
    }
    const outcomes = { received: 0.35, assigned: 0.25, answered: 0.4 };
    for (const outcome of ['received', 'assigned', 'answered'] as const) {
      const distance = Math.abs(share((item) => item.outcome === outcome) - outcomes[outcome]);
      expect(distance, outcome).toBeLessThanOrEqual(0.02);
    }
  });

  it('ask for every format of answer, and leave some to the centre', () => {
    for (const format of ANSWER_FORMATS) {
      expect(
        share(({ formats }) => formats.includes(format)),
        format,
      ).toBeGreaterThan(0.08);
    }
    expect(share(({ addressee }) => addressee === null)).toBeGreaterThan(0.1);
    expect(share(({ hideIdentity }) => hideIdentity)).toBeGreaterThan(0.05);
  });

  it.each(applications)('is accepted by the rules of the real intake: $subject', (item) => {
    const person = applicants[item.applicantKey];
    const holder = item.addressee === null ? undefined : institutionById.get(item.addressee);
    if (item.addressee !== null) expect(holder).toBeDefined();
    const result = parseApplication(
      {
        version: 1,
        kind: item.kind,
        addressee: holder
          ? { kind: 'institution', institutionId: holder.id, name: holder.name }
          : { kind: 'unknown' },
        province: item.province,
        district: item.district,
        placeDetail: item.placeDetail,
        subject: item.subject,
        description: item.description,
        beforeCourt: false,
        fullName: person?.fullName,
        identityNumber: person?.identityNumber,
        addressKind: person?.address.kind,
        addressText: person?.address.text,
        phone: person?.phone,
        email: person?.email ?? undefined,
        hideIdentity: item.hideIdentity,
        formats: item.formats,
        noticeVersion: '1',
        locale: item.locale,
        writtenAt: '2026-01-01T00:00:00.000Z',
        trackingKey: 'A'.repeat(43),
      },
      RULES,
    );
    expect(result).toMatchObject({ ok: true });
  });

  it('go to an institution that covers the place', () => {
    for (const { subject, addressee, province } of applications) {
      const holder = addressee === null ? undefined : institutionById.get(addressee);
      if (holder?.province !== undefined) expect(holder.province, subject).toBe(province);
    }
  });

  it('are written once each, in the form that is sent and in readable lengths', () => {
    expect(DESCRIPTION_MAX_LENGTH).toBeLessThanOrEqual(DESCRIPTION_CEILING);
    expect(repeated(applications.map(({ description }) => description))).toEqual([]);
    expect(repeated(applications.map(({ subject }) => subject))).toEqual([]);
    for (const { subject, description, formats } of applications) {
      expect(subject).toBe(normaliseLine(subject));
      expect(codePointCount(subject), subject).toBeLessThanOrEqual(120);
      expect(description).toBe(normaliseText(description));
      expect(codePointCount(description), subject).toBeGreaterThanOrEqual(60);
      expect(codePointCount(description), subject).toBeLessThanOrEqual(1500);
      expect(repeated(formats), subject).toEqual([]);
    }
  });

  it('open in their own words: no two share their first four', () => {
    const opening = ({ description }: { description: string }) =>
      description.split(/\s+/).slice(0, 4).join(' ').toLocaleLowerCase('tr');
    expect(repeated(applications.map(opening))).toEqual([]);
  });
});

describe('the replies of the demo', () => {
  const replied = applications.filter(({ reply }) => reply !== undefined);

  it('belong to answered applications, and to all of them', () => {
    expect(replied).toEqual(applications.filter(({ outcome }) => outcome === 'answered'));
  });

  it('came before today and within the time of the law', () => {
    for (const { subject, kind, daysAgo, reply } of replied) {
      const limitDays = kind === 'information' ? INFORMATION_DAYS : PETITION_DAYS;
      expect(reply?.afterDays, subject).toBeLessThanOrEqual(Math.min(daysAgo, limitDays));
    }
  });

  it('are different texts that can be kept and sent', () => {
    const texts = replied.map(({ reply }) => reply?.text ?? '');
    expect(repeated(texts)).toEqual([]);
    for (const text of texts) {
      expect(text).toBe(normaliseText(text));
      expect(isSafeText(text)).toBe(true);
      expect(codePointCount(text), text).toBeGreaterThanOrEqual(150);
      expect(codePointCount(text), text).toBeLessThanOrEqual(900);
    }
  });

  it('do not name the applicant who asked to be hidden', () => {
    for (const { applicantKey, subject, reply } of replied.filter(({ hideIdentity }) => hideIdentity)) {
      const surname = applicants[applicantKey]?.fullName.split(' ').at(-1) ?? '';
      expect(surname, subject).not.toBe('');
      expect(reply?.text, subject).not.toContain(surname);
    }
  });
});
