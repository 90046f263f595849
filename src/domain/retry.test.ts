import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BACKOFF_CAP_MS, backoffDelayMs, classify, parseRetryAfter } from './retry.ts';

const NOW = Date.parse('2026-11-23T10:00:00Z');
const answer = (status: number, body: unknown = null, retryAfter: string | null = null) =>
  classify({ kind: 'answer', status, retryAfter, body }, NOW);
const problem = (code: string) => ({ type: `urn:kopru:problem:${code}`, title: 'x', status: 400, code });

describe('what an answer of the network means (invariant 7)', () => {
  it('retries without an answer, because the application may have arrived', () => {
    expect(classify({ kind: 'no-answer' }, NOW)).toEqual({ kind: 'retry', retryAfterMs: 0, isOurs: false });
  });

  it.each([408, 425, 429, 500, 502, 503, 504, 400, 403, 404, 302, 204, 511])('retries after %i', (status) => {
    expect(answer(status)).toMatchObject({ kind: 'retry' });
  });

  it('pauses and keeps after 401', () => {
    expect(answer(401)).toEqual({ kind: 'pause' });
  });

  it.each([
    [409, 'id-conflict'],
    [413, 'body-too-large'],
    [415, 'media-type-not-supported'],
    [422, 'application-not-valid'],
  ])('keeps as refused after the server’s own %i', (status, code) => {
    expect(answer(status, problem(code))).toEqual({ kind: 'refused', problem: code, violations: [] });
  });

  it.each([409, 413, 415, 422])(
    'does not believe a proxy’s %i: an earlier attempt may have arrived',
    (status) => {
      expect(answer(status, '<html>proxy</html>')).toEqual({ kind: 'retry', retryAfterMs: 0, isOurs: false });
    },
  );

  it('keeps the violations of a refusal', () => {
    const violations = [{ field: 'subject', code: 'required' }];
    expect(answer(422, { ...problem('application-not-valid'), violations })).toMatchObject({
      kind: 'refused',
      violations,
    });
  });

  it('leaves 200 and 201 to the receipt', () => {
    expect(answer(200, { receipt: 'x' })).toEqual({ kind: 'accepted', body: { receipt: 'x' } });
    expect(answer(201, '<html>Otel internetine hoş geldiniz</html>')).toMatchObject({ kind: 'accepted' });
  });

  it('believes "not accepted" only from the server itself', () => {
    expect(answer(503, problem('unavailable'))).toMatchObject({ kind: 'retry', isOurs: true });
    expect(answer(503, '<html>proxy</html>')).toMatchObject({ kind: 'retry', isOurs: false });
    expect(answer(500, problem('internal'))).toMatchObject({ kind: 'retry', isOurs: false });
  });

  it('does not take for a rejection what the server itself does not know', () => {
    expect(answer(503, problem('outcome-unknown'), '7')).toEqual({
      kind: 'retry',
      retryAfterMs: 7_000,
      isOurs: false,
    });
  });
});

describe('Retry-After', () => {
  it.each([
    [null, 0],
    ['30', 30_000],
    ['Mon, 23 Nov 2026 10:01:00 GMT', 60_000],
    ['Mon, 23 Nov 2020 10:01:00 GMT', 0],
    ['99999999', 3_600_000],
    ['soon', 0],
    ['-5', 0],
  ])('reads %j as %i ms', (value, delayMs) => {
    expect(parseRetryAfter(value, NOW)).toBe(delayMs);
  });
});

describe('backoff', () => {
  it('has full jitter under an exponential, capped ceiling, and never comes before Retry-After', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1000 }),
        fc.nat(3_600_000),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (attempts, after, chance) => {
          const delay = backoffDelayMs(attempts, after, chance);
          expect(delay).toBeGreaterThanOrEqual(after);
          expect(delay).toBeLessThanOrEqual(after + Math.min(BACKOFF_CAP_MS, 2_000 * 2 ** (attempts - 1)));
        },
      ),
    );
  });
});
