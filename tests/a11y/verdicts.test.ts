// The verdicts of the checks, without a browser: what each calls right, and what wrong.

import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { judgeViewport } from './checks/document.ts';
import { judgeFields } from './checks/fields.ts';
import { judgeRing } from './checks/focus-ring.ts';
import { judgePieces } from './checks/languages.ts';
import { judgeMove } from './checks/moves.ts';
import { judgeNames } from './checks/names.ts';
import { judgeTargets } from './checks/room.ts';
import { judgeSnapshot, normalise } from './checks/snapshot.ts';
import { judgeMessage } from './checks/speaking.ts';
import { judgeHeadings } from './checks/structure.ts';
import { judgeSight, judgeWalk, type Stop } from './checks/tab-walk.ts';
import { mergeModes, type Problem } from './finding.ts';
import { compare, contrastOf, decodePng } from './pixels.ts';
import { openLedger } from './reasons.ts';

const said = (problems: readonly Problem[]): string[] => problems.map(({ what }) => what);

describe('headings', () => {
  const heading = (level: number, text = 'x') => ({ level, text, isInDialog: false, where: `h${level}` });

  it('may go down by one and up by any', () => {
    expect(judgeHeadings([heading(1), heading(2), heading(3), heading(2)])).toEqual([]);
  });

  it('the summary of errors stands before the h1', () => {
    expect(judgeHeadings([heading(2), heading(1), heading(2)])).toEqual([]);
  });

  it('leave no level out', () => {
    expect(said(judgeHeadings([heading(1), heading(3)]))).toEqual(['h3 follows h1']);
  });
});

describe('zoom', () => {
  it.each(['width=device-width, initial-scale=1', 'maximum-scale=5'])('“%s” is free', (content) => {
    expect(judgeViewport(content)).toEqual([]);
  });

  it.each(['user-scalable=no', 'maximum-scale=1', 'user-scalable=0'])('“%s” is blocked', (content) => {
    expect(judgeViewport(content)).toHaveLength(1);
  });
});

describe('names', () => {
  const named = { where: 'button', hasOnlyTitle: false };

  it('hold the visible words, whatever stands between them', () => {
    expect(judgeNames([{ ...named, name: 'Sil: Kırık kaldırım', visible: 'Sil' }])).toEqual([]);
    expect(judgeNames([{ ...named, name: 'İLERİ git', visible: 'ileri' }])).toEqual([]);
  });

  it('that say something else are found', () => {
    expect(judgeNames([{ ...named, name: 'Tamam', visible: 'Gönder' }])).toHaveLength(1);
  });
});

describe('targets', () => {
  it('in a sentence may be as high as a line', () => {
    expect(judgeTargets([{ width: 80, height: 21, isInSentence: true, where: 'a' }])).toEqual([]);
    expect(judgeTargets([{ width: 80, height: 21, isInSentence: false, where: 'a' }])).toHaveLength(1);
  });
});

describe('languages', () => {
  const piece = (text: string, lang: string) => said(judgePieces([{ text, lang, where: 'p' }]));

  it.each([
    ['Kaldırım kırık', 'tr'],
    ['Su ve Kanal İşleri Genel Müdürlüğü', 'en'],
    ['Kaldırım kırık', ''],
    ['تم التحويل إلى \u2068Başvuru Merkezi\u2069', 'ar'],
    ['Held by: Başvuru Merkezi', 'en'],
    ['Brought to Su ve Kanal İşleri Genel Müdürlüğü today', 'en'],
  ])('“%s” may stand in “%s”', (text, lang) => {
    expect(piece(text, lang)).toEqual([]);
  });

  it.each([
    ['Kaldırım kırık', 'en'],
    ['Held by: başvuru merkezi, İzmir', 'en'],
    ['مساعدة', 'tr'],
    ['the pavement is broken here', 'ar'],
  ])('“%s” may not stand in “%s”', (text, lang) => {
    expect(piece(text, lang)).toHaveLength(1);
  });
});

describe('a walk by Tab', () => {
  const stop = (index: number, top: number, left = 0): Stop => ({
    index,
    box: { left, right: left + 100, top, bottom: top + 40 },
    landmark: 'main',
    isRightToLeft: false,
    isScroller: false,
    isOnScreen: true,
    coveredBy: undefined,
    where: `button ${index}`,
  });
  const walk = (stops: Stop[]) => said(judgeWalk({ expected: ['one', 'two', 'three'], stops }));
  const turned = (one: Stop): Stop => ({ ...one, isRightToLeft: true });

  it('reaches everything, downwards and along the line', () => {
    expect(walk([stop(0, 0), stop(1, 0, 200), stop(2, 60)])).toEqual([]);
    expect(walk([stop(0, 0, 200), stop(1, 0), stop(2, 60)].map(turned))).toEqual([]);
  });

  it('says what it did not reach', () => {
    expect(walk([stop(0, 0), stop(2, 60)])).toEqual(['Tab does not reach it']);
  });

  it('says where it was held', () => {
    expect(walk([stop(0, 0), stop(1, 60), stop(1, 60), stop(1, 60)])).toContain(
      'Tab is held: it stays on the same element',
    );
  });

  it('says where it jumped', () => {
    expect(walk([stop(0, 100), stop(1, 0), stop(2, 200)])).toEqual(['Tab jumps up, after button 0']);
    expect(walk([stop(0, 0, 200), stop(1, 0), stop(2, 60)])).toEqual([
      'Tab jumps back in the line, after button 0',
    ]);
  });

  it('says what lay upon the focus', () => {
    expect(judgeSight([stop(0, 0)])).toEqual([]);
    expect(judgeSight([{ ...stop(0, 0), coveredBy: 'footer' }])).toHaveLength(1);
  });
});

describe('moments', () => {
  it('a message stays three seconds', () => {
    expect(judgeMessage({ text: 'Alındı', at: 0 })).toEqual([]);
    expect(judgeMessage({ text: 'Alındı', at: 0, goneAt: 2_999 })).toHaveLength(1);
    expect(judgeMessage(undefined)).toHaveLength(1);
  });

  it('a new page has its title, its focus and its top', () => {
    const link = { where: 'a', title: 'Old' };
    expect(judgeMove({ title: 'New', focus: 'h1', isOnHeading: true, scrolled: 0 }, link)).toEqual([]);
    expect(judgeMove({ title: 'Old', focus: 'body', isOnHeading: false, scrolled: 90 }, link)).toHaveLength(
      3,
    );
  });

  it('personal fields are filled by the browser', () => {
    const field = {
      ...{ id: 'answer-email', type: 'email', autocomplete: 'email', label: 'E-posta', about: '' },
      ...{ takesPaste: true, where: 'input' },
    };
    expect(judgeFields([field])).toEqual([]);
    expect(judgeFields([{ ...field, autocomplete: 'off' }])).toHaveLength(1);
    expect(judgeFields([field, field])).toHaveLength(1);
    expect(judgeFields([field, { ...field, about: 'the second of a list' }])).toEqual([]);
  });
});

describe('pixels', () => {
  /** One row of pixels as a PNG without a filter. */
  function png(...pixels: (readonly [number, number, number])[]): Buffer {
    const chunk = (type: string, data: Buffer): Buffer => {
      const head = Buffer.alloc(8);
      head.writeUInt32BE(data.length);
      head.write(type, 4, 'latin1');
      return Buffer.concat([head, data, Buffer.alloc(4)]);
    };
    const header = Buffer.alloc(13);
    header.writeUInt32BE(pixels.length, 0);
    header.writeUInt32BE(1, 4);
    header.set([8, 2], 8);
    const row = deflateSync(Buffer.from([0, ...pixels.flat()]));
    return Buffer.concat([Buffer.alloc(8), chunk('IHDR', header), chunk('IDAT', row)]);
  }

  it('are read and compared', () => {
    const one = decodePng(png([255, 255, 255], [255, 255, 255], [255, 255, 255]));
    const other = decodePng(png([255, 255, 255], [240, 240, 240], [0, 0, 0]));
    expect(one).toMatchObject({ width: 3, height: 1 });
    expect(compare(one, other)).toEqual({ changed: 2, strong: 1 });
    expect(contrastOf([255, 255, 255], [0, 0, 0])).toBeCloseTo(21);
  });

  it('tell a ring from none', () => {
    expect(judgeRing({ changed: 500, strong: 400 }, 200, 'a')).toBeUndefined();
    expect(judgeRing({ changed: 0, strong: 0 }, 200, 'a')?.what).toContain('not seen at all');
    expect(judgeRing({ changed: 500, strong: 10 }, 200, 'a')?.what).toContain('3:1');
  });
});

describe('bookkeeping', () => {
  it('what changes from day to day is written down as what it is', () => {
    expect(normalise('- text: 2026-0000012, 25 Kasım 2026 17:05')).toBe('- text: <number>, <date>\n');
  });

  it('a snapshot that differs says how', () => {
    expect(judgeSnapshot('- button "Gönder"', '- button "Tamam"', 'file').what).toBe(
      'A screen reader gets something else: - - button "Gönder" | + - button "Tamam"',
    );
  });

  it('the same fault in several modes is one', () => {
    const finding = { check: 'axe', surface: 's', what: 'w', where: 'h' };
    expect(
      mergeModes([
        { ...finding, mode: 'light' },
        { ...finding, mode: 'dark' },
      ]),
    ).toEqual([{ ...finding, mode: 'light, dark' }]);
  });

  it('a reason that nothing needs is told', () => {
    const reasons = [
      { rule: 'a', reason: 'x' },
      { rule: 'b', mode: 'forced', reason: 'y' },
    ] as const;
    const ledger = openLedger(reasons);
    expect(ledger.excuse({ rule: 'a', element: 'p', surface: 's', mode: 'light' })).toBe(true);
    expect(ledger.excuse({ rule: 'b', element: 'p', surface: 's', mode: 'light' })).toBe(false);
    expect(ledger.unused()).toEqual([reasons[1]]);
  });
});
