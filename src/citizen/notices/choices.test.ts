import { describe, expect, it } from 'vitest';
import type { NoticeOffer } from '../../domain/notice.ts';
import { type ChoiceRecord, isChosen, offeredChannels } from './choices.ts';

const HERE = { endpoint: 'https://push.example/here', p256dh: '', auth: '' };
const ELSEWHERE = { ...HERE, endpoint: 'https://push.example/elsewhere' };
const offer = (change: Partial<NoticeOffer> = {}): NoticeOffer => ({
  offered: ['push', 'email', 'sms'],
  chosen: [],
  known: [],
  ...change,
});
const said = (
  act: Partial<ChoiceRecord['act']>,
  state: ChoiceRecord['status']['state'] = 'waiting',
  id = 'a',
): ChoiceRecord =>
  ({
    id,
    status: { state },
    act: { kind: 'notice-choice', channel: 'email', isWanted: true, ...act },
  }) as ChoiceRecord;

describe('e-mail and SMS', () => {
  it.each<[string, ChoiceRecord[], Partial<NoticeOffer>, boolean]>([
    ['what the server says, where nothing was said here', [], { chosen: ['email'] }, true],
    ['nothing, where nobody said anything', [], { chosen: ['sms'] }, false],
    ['what waits here (H1)', [said({})], {}, true],
    ['the last word here (H1)', [said({}), said({ isWanted: false }, 'waiting', 'b')], {}, false],
    ['what was received, until the thread knows it (H1)', [said({}, 'received')], {}, true],
    ['what the server says of what it knows (H1)', [said({}, 'received')], { known: ['a'] }, false],
    ['not what was refused (H2)', [said({}, 'refused')], {}, false],
    ['not what was said of another channel', [said({ channel: 'sms' })], {}, false],
  ])('%s', (_what, records, change, isOn) => {
    expect(isChosen('email', records, offer(change), undefined)).toBe(isOn);
  });
});

describe('push (H3)', () => {
  const push = { channel: 'push', target: HERE } as const;
  it.each<[string, ChoiceRecord[], Partial<NoticeOffer>, typeof HERE | undefined, boolean]>([
    ['chosen here, on its way', [said(push)], {}, HERE, true],
    ['chosen here, and known', [said(push, 'received')], { known: ['a'], chosen: ['push'] }, HERE, true],
    ['chosen here, and ended by the server', [said(push, 'received')], { known: ['a'] }, HERE, false],
    ['chosen on another phone', [], { chosen: ['push'] }, HERE, false],
    ['chosen here, then ended in the browser', [said(push)], {}, undefined, false],
    ['chosen here under an address that is no more', [said({ ...push, target: ELSEWHERE })], {}, HERE, false],
    ['taken back', [said(push), said({ ...push, isWanted: false }, 'waiting', 'b')], {}, HERE, false],
  ])('%s', (_what, records, change, here, isOn) => {
    expect(isChosen('push', records, offer(change), here)).toBe(isOn);
  });
});

it('offers what it knows how to choose, in one order', () => {
  expect(offeredChannels(offer({ offered: ['sms', 'pigeon', 'push'] }))).toEqual(['push', 'sms']);
});
