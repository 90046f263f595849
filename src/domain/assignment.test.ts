import { describe, expect, it } from 'vitest';
import {
  type AssignmentFacts,
  assign,
  type CompetenceRule,
  findRule,
  findUnit,
  LEAST_SIMILARITY,
  NEIGHBOURS,
  suggest,
} from './assignment.ts';
import { createTopicFinder } from './topic.ts';
import { shapeOf, similarity, trigramsOf } from './turkish-search/similarity.ts';

function rule(id: string, changes: Partial<CompetenceRule> = {}): CompetenceRule {
  const any = { kind: null, topicId: null, province: null, district: null, unitId: null, priority: 0 };
  return { ...any, id, institutionId: `kurum-${id}`, ...changes };
}

const FACTS: AssignmentFacts = {
  kind: 'complaint',
  topicIds: ['su-kesintisi'],
  province: '06',
  district: 'Çankaya',
  addressedTo: null,
};
const TOPIC = { topicId: 'su-kesintisi' };
const PLACE = { province: '06' };
const DISTRICT = { province: '06', district: 'Çankaya' };
const KIND = { kind: 'complaint' as const };

describe('of the rules that fit, the most specific wins', () => {
  it.each<[string, CompetenceRule[], string | undefined]>([
    ['nothing fits', [], undefined],
    ['another topic', [rule('a', { topicId: 'yol' })], undefined],
    ['another province', [rule('a', { province: '34' })], undefined],
    ['another district', [rule('a', { province: '06', district: 'Keçiören' })], undefined],
    ['another kind', [rule('a', { kind: 'thanks' })], undefined],
    ['any', [rule('a')], 'a'],
    ['kind before any', [rule('a'), rule('b', KIND)], 'b'],
    ['province before kind', [rule('a', KIND), rule('b', PLACE)], 'b'],
    ['province and kind before province', [rule('a', PLACE), rule('b', { ...PLACE, ...KIND })], 'b'],
    ['district before province and kind', [rule('a', { ...PLACE, ...KIND }), rule('b', DISTRICT)], 'b'],
    ['topic before district and kind', [rule('a', { ...DISTRICT, ...KIND }), rule('b', TOPIC)], 'b'],
    ['topic in the province before topic', [rule('a', TOPIC), rule('b', { ...TOPIC, ...PLACE })], 'b'],
    [
      'topic in the district before both',
      [rule('a', { ...TOPIC, ...PLACE }), rule('b', { ...TOPIC, ...DISTRICT })],
      'b',
    ],
    ['specific before urgent', [rule('a', { priority: 100 }), rule('b', KIND)], 'b'],
    ['among equals the higher priority', [rule('a', TOPIC), rule('b', { ...TOPIC, priority: 1 })], 'b'],
    ['equals that agree', [rule('a', TOPIC), rule('b', { ...TOPIC, institutionId: 'kurum-a' })], 'a'],
    ['equals that do not agree', [rule('a', TOPIC), rule('b', TOPIC)], undefined],
  ])('%s', (_, rules, expected) => {
    expect(findRule(FACTS, rules)?.id).toBe(expected);
    expect(findRule(FACTS, rules.toReversed())?.id).toBe(expected);
  });

  it('without a topic or a place only rules that ask for none fit', () => {
    const facts = { ...FACTS, topicIds: [], province: null, district: null };
    expect(findRule(facts, [rule('a', TOPIC), rule('b', PLACE), rule('c', KIND)])?.id).toBe('c');
  });

  it('equals that agree on the institution but not on its unit leave the unit to it', () => {
    const equals = [
      rule('a', { ...TOPIC, unitId: 'bir' }),
      rule('b', { ...TOPIC, institutionId: 'kurum-a', unitId: 'iki' }),
    ];
    expect(findRule(FACTS, equals)).toMatchObject({ institutionId: 'kurum-a', unitId: null });
  });
});

describe('a case goes', () => {
  const directory = {
    isInUse: (id: string) => id !== 'kapali',
    rules: [rule('a', { ...TOPIC, unitId: 'birim' })],
    units: [{ id: 'birim', institutionId: 'kurum-a', province: null, district: null }],
    centreId: 'merkez',
  };

  it.each<[string, Partial<AssignmentFacts>, object]>([
    ['to whom the citizen chose', { addressedTo: 'yol' }, { by: 'choice', institutionId: 'yol' }],
    [
      'by rule, where what was chosen is out of use',
      { addressedTo: 'kapali' },
      { by: 'rule', institutionId: 'kurum-a' },
    ],
    ['by rule, with the unit', {}, { by: 'rule', institutionId: 'kurum-a', unitId: 'birim', ruleId: 'a' }],
    ['to the centre’s pool, where no rule fits', { topicIds: [] }, { by: 'pool', institutionId: 'merkez' }],
  ])('%s', (_, changes, expected) => {
    expect(assign({ ...FACTS, ...changes }, directory)).toMatchObject(expected);
  });

  it('by rule, without a unit that has gone to another institution', () => {
    const units = [{ id: 'birim', institutionId: 'yol', province: null, district: null }];
    expect(assign(FACTS, { ...directory, units })).toMatchObject({ institutionId: 'kurum-a', unitId: null });
  });

  it('never by a rule to an institution that is out of use', () => {
    const rules = [rule('a', { ...TOPIC, institutionId: 'kapali' }), rule('b')];
    expect(assign(FACTS, { ...directory, rules })).toMatchObject({ by: 'rule', ruleId: 'b' });
  });
});

describe('within an institution a case goes', () => {
  const unit = (id: string, province: string | null, district: string | null = null) => ({
    id,
    institutionId: 'su',
    province,
    district,
  });
  const place = (province: string | null, district: string | null = null) => ({ province, district });

  it.each([
    ['to the unit of the province', [unit('a', '06'), unit('b', '34')], place('06', 'Çankaya'), 'a'],
    [
      'to that of the district before it',
      [unit('a', '06'), unit('b', '06', 'Çankaya')],
      place('06', 'Çankaya'),
      'b',
    ],
    ['not to that of another district', [unit('a', '06', 'Keçiören')], place('06', 'Çankaya'), null],
    ['to none of several', [unit('a', '06'), unit('b', '06')], place('06'), null],
    ['to none without a place', [unit('a', null)], place(null), null],
  ])('%s', (_, units, where, expected) => {
    expect(findUnit('su', where, units)).toBe(expected);
    expect(findUnit('yol', where, units)).toBeNull();
  });
});

describe('a topic', () => {
  const find = createTopicFinder([
    { id: 'su-kesintisi', name: 'Su kesintisi', keywords: ['sular akmıyor', 'susuz'] },
    { id: 'su-faturasi', name: 'Su faturası', keywords: ['sayaç'] },
    { id: 'yol-bakimi', name: 'Yol bakımı', keywords: ['çukur', 'asfalt'] },
  ]);

  it.each([
    ['Sularımız kesildi, kesinti uzun', '', ['su-kesintisi']],
    ['Faturam', 'Suyun faturası iki kat geldi, sayacı da bozuk.', ['su-faturasi']],
    ['Sokağımızdaki çukurlar', 'Asfaltı da bozuk.', ['yol-bakimi']],
    ['Çukur', 'Su faturası', ['yol-bakimi']],
    ['su kesintisi ve su faturası', '', ['su-faturasi', 'su-kesintisi']],
    ['Bir isteğim var', 'Yolda bir çukur var.', []],
    ['Teşekkür', 'Görevlilere teşekkür ederim.', []],
    ['', '', []],
  ])('of “%s” with “%s”: %s', (subject, description, expected) => {
    expect(find(subject, description)).toEqual(expected);
  });
});

describe('suggestions', () => {
  const near = (institutionId: string, similarity = 0.5) => ({ institutionId, similarity });

  it('say how many of the nearest were answered by whom, most first', () => {
    expect(suggest([near('su'), near('yol'), near('su'), near('yol'), near('su'), near('gaz')])).toEqual([
      { institutionId: 'su', count: 3, of: 6 },
      { institutionId: 'yol', count: 2, of: 6 },
    ]);
  });

  it('ask the nearest only, and none that is not similar', () => {
    const many = Array.from({ length: NEIGHBOURS }, () => near('su', 0.9));
    expect(suggest([near('yol', 0.4), near('yol', 0.4), ...many])).toEqual([
      { institutionId: 'su', count: 7, of: 7 },
    ]);
    expect(suggest([near('su', LEAST_SIMILARITY - 0.01), near('su', 0.01)])).toEqual([]);
  });

  it('are none where a single application was similar', () => {
    expect(suggest([near('su')])).toEqual([]);
  });

  it('rest on a likeness that sees through endings and typing errors', () => {
    const water = shapeOf('Sokağımızda sular kesik, üç gündür su akmıyor');
    const alike = [
      'Sokağımızdaki su kesintisi üç gündür sürüyor',
      'Uc gundur sokagimizda sular akmiyor',
      'Sokagimzda sular kesk, su akmiyo',
    ];
    for (const text of alike) expect(similarity(water, shapeOf(text))).toBeGreaterThan(LEAST_SIMILARITY);
    for (const text of ['Pasaport randevusu bulamıyorum', 'Okul servisi gelmiyor', '']) {
      expect(similarity(water, shapeOf(text))).toBeLessThan(0.1);
    }
    expect(similarity(water, water)).toBe(1);
  });

  it('cut words into three letters as PostgreSQL does', () => {
    expect([...trigramsOf('Çat')]).toEqual(['  c', ' ca', 'cat', 'at ']);
  });
});
