import { describe, expect, it } from 'vitest';
import {
  failureOf,
  lossOf,
  type Permission,
  RECORDER_FAILURES,
  type RecorderEvent,
  type RecorderState,
  stepRecorder,
} from './recorder.ts';

const idle: RecorderState = { state: 'idle' };
const asking: RecorderState = { state: 'asking' };
const ready: RecorderState = { state: 'ready' };
const counting = (left: number): RecorderState => ({ state: 'counting-down', left });
const recording = (elapsedMs = 5_000): RecorderState => ({ state: 'recording', elapsedMs });
const paused = (isInterrupted = false): RecorderState => ({
  state: 'paused',
  elapsedMs: 5_000,
  isInterrupted,
});
const stopped = (by: 'person' | 'limit' = 'person') => ({
  state: 'stopped' as const,
  elapsedMs: 5_000,
  by,
});
const failed = (elapsedMs = 5_000) => ({
  state: 'failed' as const,
  elapsedMs,
  reason: 'unplugged' as const,
});
const fail: RecorderEvent = { kind: 'failed', reason: 'unplugged' };

const TABLE: readonly (readonly [RecorderState, RecorderEvent, RecorderState])[] = [
  [idle, { kind: 'open' }, asking],
  [asking, { kind: 'granted' }, ready],
  [asking, { kind: 'failed', reason: 'refused' }, { state: 'failed', elapsedMs: 0, reason: 'refused' }],
  [asking, { kind: 'close' }, idle],
  [ready, { kind: 'count' }, counting(3)],
  [ready, { kind: 'close' }, idle],
  [ready, fail, failed(0)],
  [counting(3), { kind: 'tick' }, counting(2)],
  [counting(2), { kind: 'tick' }, counting(1)],
  [counting(1), { kind: 'tick' }, recording(0)],
  [counting(2), { kind: 'stop' }, ready],
  [counting(2), { kind: 'close' }, idle],
  [counting(2), fail, failed(0)],
  [recording(), { kind: 'time', elapsedMs: 6_000 }, recording(6_000)],
  [recording(), { kind: 'time', elapsedMs: 4_000 }, recording(5_000)],
  [recording(), { kind: 'pause' }, paused()],
  [recording(), { kind: 'interrupted' }, paused(true)],
  [recording(), { kind: 'stop' }, stopped()],
  [recording(), { kind: 'close' }, stopped()],
  [recording(), { kind: 'limit' }, stopped('limit')],
  [recording(), fail, failed()],
  [paused(), { kind: 'resume' }, recording()],
  [paused(true), { kind: 'resume' }, recording()],
  [paused(), { kind: 'interrupted' }, paused()],
  [paused(), { kind: 'stop' }, stopped()],
  [paused(), fail, failed()],
  [stopped(), { kind: 'again' }, asking],
  [stopped(), { kind: 'close' }, idle],
  [failed(), { kind: 'open' }, asking],
  [stopped(), { kind: 'kept', storedMs: 5_000 }, { ...stopped(), isKept: true }],
  [failed(), { kind: 'kept', storedMs: 4_000 }, { ...failed(4_000), isKept: true }],
  [failed(), { kind: 'kept', storedMs: undefined }, { ...failed(0), isKept: false }],
  [asking, { kind: 'kept', storedMs: 5_000 }, asking],
  [recording(), { kind: 'kept', storedMs: undefined }, recording()],
  [failed(), { kind: 'close' }, idle],
];

const NAMES: RecorderEvent['kind'][] = [
  'open',
  'granted',
  'count',
  'tick',
  'pause',
  'interrupted',
  'resume',
  'stop',
  'limit',
  'again',
  'close',
];
const STATES = [idle, asking, ready, counting(2), recording(), paused(), stopped(), failed()];

describe('the recorder', () => {
  it.each(
    TABLE.map(([from, event, to]) => ({
      from,
      event,
      to,
      name: `${from.state}, ${event.kind} → ${to.state}`,
    })),
  )('$name', ({ from, event, to }) => {
    expect(stepRecorder(from, event)).toEqual(to);
  });

  it('does nothing at an event that does not fit, and never loses time that was recorded (M1, M2)', () => {
    for (const state of STATES) {
      for (const kind of NAMES) {
        const event = { kind } as RecorderEvent;
        const next = stepRecorder(state, event);
        const isInTable = TABLE.some(
          ([from, { kind: known }]) => from.state === state.state && known === kind,
        );
        const isOther =
          (state.state === 'stopped' && kind === 'open') ||
          (state.state === 'failed' && kind === 'again') ||
          (state.state === 'paused' && (kind === 'limit' || kind === 'close' || kind === 'pause'));
        if (!isInTable && !isOther) expect([state.state, kind, next]).toEqual([state.state, kind, state]);
        if ('elapsedMs' in state && 'elapsedMs' in next) expect(next.elapsedMs).toBe(state.elapsedMs);
      }
    }
  });
});

it.each([
  ['NotAllowedError', 'refused'],
  ['SecurityError', 'refused'],
  ['NotFoundError', 'no-device'],
  ['OverconstrainedError', 'no-device'],
  ['NotReadableError', 'taken'],
  ['AbortError', 'taken'],
  ['TypeError', 'unsupported'],
  [undefined, 'unsupported'],
] as const)('%s means: %s', (name, reason) => {
  expect(failureOf(name)).toBe(reason);
  expect(RECORDER_FAILURES).toContain(reason);
});

it.each<[Permission[], Permission[], ReturnType<typeof lossOf>]>([
  [['granted'], ['granted'], 'unplugged'],
  [['granted'], ['denied'], 'revoked'],
  [['granted'], ['prompt'], 'revoked'],
  [['prompt'], ['prompt'], 'unplugged'],
  [['prompt'], ['denied'], 'revoked'],
  [[undefined], [undefined], 'unplugged'],
  // Lost before the browser had said what it allowed.
  [[], ['prompt'], 'unplugged'],
  [[], ['denied'], 'revoked'],
  // With one of two, both end.
  [['granted', 'granted'], ['granted', 'denied'], 'revoked'],
  [['granted', 'granted'], ['prompt', 'granted'], 'revoked'],
])('of a device that was allowed %j and is now %j is said that it is %s', (given, now, reason) => {
  expect(lossOf(given, now)).toBe(reason);
});
