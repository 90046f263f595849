import { describe, expect, test } from 'vitest';
import { makeCase } from '../testing/cases.mock.ts';
import {
  caseAddress,
  casesAddress,
  deskAddress,
  parseInvitation,
  parseRoute,
  transcriptionAddress,
} from './routes.ts';

const CASE_ID = makeCase(1).applicationId;
const TOKEN = 'Ab-_'.repeat(10).concat('xyz');

describe('an address shows', () => {
  test.each(['', '#', '#/', '#/basvurular', '#/basvurular?liste=baska'])('%s: the open cases', (hash) => {
    expect(parseRoute(hash)).toEqual({ page: 'cases', list: 'open', pageNumber: 1 });
  });

  test('the answered ones', () => {
    expect(parseRoute('#/basvurular?liste=yanitlanan')).toEqual({
      page: 'cases',
      list: 'answered',
      pageNumber: 1,
    });
  });

  test('one case', () => {
    expect(parseRoute(`#/basvurular/${CASE_ID}`)).toEqual({ page: 'case', applicationId: CASE_ID });
  });

  test.each([
    '#/basvurular/1',
    `#/basvurular/${CASE_ID.toUpperCase()}`,
    `#/basvurular/${CASE_ID}/yanit`,
    '#/ayarlar',
    `#/cozumler/${CASE_ID}`,
    `#/cozumler/${CASE_ID}/1`,
    `#/cozumler/${CASE_ID}/${CASE_ID}/1`,
    '#/cozumler/',
    '#main',
  ])('%s: nothing that we know', (hash) => {
    expect(parseRoute(hash)).toEqual({ page: 'unknown' });
  });

  test.each([
    'sayfa=2',
    'sonra=x',
    'sonra=x&sayfa=1',
    'sonra=x&sayfa=iki',
    'sonra=x&sayfa=1e99',
    'sonra=&sayfa=2',
  ])('the first page where %s makes no sense', (query) => {
    expect(parseRoute(`#/basvurular?${query}`)).toEqual({ page: 'cases', list: 'open', pageNumber: 1 });
  });
});

test.each(['tur=yok', 'il=82', 'il=6', 'konu=A', 'kurum=%2F', 'birim=', 'grup=1', 'masa=onun'])(
  '%s narrows nothing',
  (query) => {
    expect(parseRoute(`#/basvurular?${query}`)).toEqual({ page: 'cases', list: 'open', pageNumber: 1 });
  },
);

describe('an address that we write is read as it was meant', () => {
  test.each([
    { list: 'open', pageNumber: 1 } as const,
    { list: 'due-soon', pageNumber: 1 } as const,
    { list: 'objections', query: 'kırık kaldırım', after: 'x', pageNumber: 2 } as const,
    { list: 'answered', pageNumber: 1 } as const,
    { list: 'open', pageNumber: 7, after: 'WyJvcGVuIl0' } as const,
    { list: 'answered', pageNumber: 2, after: 'a&sayfa=9?#/+=' } as const,
    { list: 'open', pageNumber: 1, query: 'kağıt & köprü?' } as const,
    { list: 'answered', pageNumber: 2, query: 'su', after: 'a' } as const,
    { list: 'open', pageNumber: 1, kind: 'tip-off', topic: '-', province: '-' } as const,
    { list: 'overdue', pageNumber: 1, desk: 'unit', unit: 'su-1', likeness: CASE_ID } as const,
    {
      list: 'answered',
      pageNumber: 3,
      after: 'x',
      query: 'su',
      kind: 'request',
      topic: 'su-kesintisi',
      province: '81',
      institution: 'su-idaresi',
    } as const,
  ])('%o', (route) => {
    expect(parseRoute(casesAddress(route))).toEqual({ page: 'cases', ...route });
  });

  test('one case', () => {
    expect(parseRoute(caseAddress(CASE_ID))).toEqual({ page: 'case', applicationId: CASE_ID });
  });

  test.each([{ pageNumber: 1 }, { pageNumber: 3, after: 'a&b=' }])('the desk, %o', (route) => {
    expect(parseRoute(deskAddress(route))).toEqual({ page: 'desk', ...route });
  });

  test('one transcription', () => {
    expect(parseRoute(transcriptionAddress(CASE_ID, CASE_ID))).toEqual({
      page: 'transcription',
      applicationId: CASE_ID,
      attachmentId: CASE_ID,
    });
  });
});

describe('an invitation in the address', () => {
  test('is there', () => {
    expect(parseInvitation(`#davet=${TOKEN}`)).toEqual({ state: 'ready', token: TOKEN });
  });

  test('is there with the white space that copying adds', () => {
    expect(parseInvitation(`#davet=${TOKEN} \n`)).toEqual({ state: 'ready', token: TOKEN });
  });

  test.each(['#davet=', `#davet=${TOKEN.slice(1)}`, `#davet=${TOKEN}x`, `#davet=${TOKEN.slice(1)}.`])(
    '%s is incomplete',
    (hash) => {
      expect(parseInvitation(hash)).toEqual({ state: 'incomplete' });
    },
  );

  test.each(['', '#/basvurular', '#davetiye=1'])('%s has none', (hash) => {
    expect(parseInvitation(hash)).toEqual({ state: 'none' });
  });
});
