import { describe, expect, it } from 'vitest';
import { createDeskShare, isDeskWork } from './desk-share.ts';

const MINUTE_MS = 60_000;

function aShare() {
  const clock = { nowMs: 0 };
  const share = createDeskShare(() => clock.nowMs);
  const takeAll = (count: number, token?: string) =>
    Array.from({ length: count }, () => share.take(token)).filter((given) => given !== undefined);
  return { clock, share, takeAll };
}

describe('the share of the desk', () => {
  it.each<[string, (token: string) => string | undefined, number]>([
    ['an officer who was at work a moment ago', (token) => token, 8],
    ['who has a token that nobody has seen', () => 'made up', 2],
    ['who has none', () => undefined, 2],
  ])('takes so many requests at a time of %s', (_, tokenOf, places) => {
    const { share, takeAll } = aShare();
    share.know('token');
    expect(takeAll(20, tokenOf('token'))).toHaveLength(places);
  });

  it('keeps the officers’ places from a flood of others, and gives each back once', () => {
    const { share, takeAll } = aShare();
    share.know('token');
    const [first] = takeAll(2);
    expect(share.take('made up')).toBeUndefined();
    expect(takeAll(20, 'token')).toHaveLength(8);
    first?.();
    first?.();
    expect(takeAll(20)).toHaveLength(1);
  });

  it('knows an officer for a quarter of an hour after the last request, and the last five thousand', () => {
    const { clock, share, takeAll } = aShare();
    share.know('token');
    clock.nowMs = 14 * MINUTE_MS;
    share.know('token');
    clock.nowMs = 28 * MINUTE_MS;
    for (const give of takeAll(20, 'token')) give();
    share.know('another');
    for (let officer = 0; officer < 4_999; officer++) share.know(`officer ${officer}`);
    expect(takeAll(20, 'another')).toHaveLength(8);
    expect(takeAll(20, 'token')).toHaveLength(2);
    clock.nowMs = 44 * MINUTE_MS;
    expect(takeAll(20, 'another')).toHaveLength(0);
  });
});

it.each([
  ['a list of cases', { permission: 'case.read' }, true],
  ['signing in', { permission: 'anyone' }, true],
  ['a recording', { permission: 'case.read', answersBytes: true }, false],
  [
    'a recording that is sent',
    { permission: 'case.reply', documentedBytes: 'application/octet-stream' },
    false,
  ],
  ['a citizen’s thread', {}, false],
] as const)('%s is desk work: %o %s', (_, config, expected) => {
  expect(isDeskWork(config as Parameters<typeof isDeskWork>[0])).toBe(expected);
});
