import { describe, expect, it } from 'vitest';
import {
  type AuthenticationDemands,
  demandParameters,
  judgeAuthentication,
} from './authentication-demands.ts';

const NOTHING: AuthenticationDemands = { acrValues: [], amr: [], maxAgeS: undefined };
const AT_S = 1_795_000_000;

describe('what is asked of the provider', () => {
  it.each<[string, Partial<AuthenticationDemands>, boolean, object]>([
    ['nothing', {}, false, {}],
    ['the strengths in their order', { acrValues: ['yuksek', 'orta'] }, false, { acr_values: 'yuksek orta' }],
    ['an age', { maxAgeS: 3_600 }, false, { max_age: '3600' }],
    ['to recognise anew, whatever the age', { maxAgeS: 3_600 }, true, { prompt: 'login', max_age: '0' }],
    // There is no parameter for it.
    ['no methods', { amr: ['mfa'] }, false, {}],
  ])('is %s', (_, demands, isAnew, parameters) => {
    expect(demandParameters({ ...NOTHING, ...demands }, isAnew)).toEqual(parameters);
  });
});

describe('what the provider tells', () => {
  it.each<[string, Partial<AuthenticationDemands>, object, number | undefined, string | undefined]>([
    ['nothing where nothing is demanded', {}, {}, undefined, undefined],
    ['one of the strengths', { acrValues: ['yuksek', 'orta'] }, { acr: 'orta' }, undefined, undefined],
    ['a weaker one', { acrValues: ['yuksek'] }, { acr: 'orta' }, undefined, 'acr'],
    ['no strength', { acrValues: ['yuksek'] }, {}, undefined, 'acr'],
    ['all the methods', { amr: ['hwk', 'pin'] }, { amr: ['pin', 'hwk', 'user'] }, undefined, undefined],
    ['some of the methods', { amr: ['hwk', 'pin'] }, { amr: ['pin'] }, undefined, 'amr'],
    ['methods that are no list', { amr: ['pwd'] }, { amr: 'pwd' }, undefined, 'amr'],
    ['a moment that is late enough', { maxAgeS: 600 }, { auth_time: AT_S - 600 }, undefined, undefined],
    ['an earlier one', { maxAgeS: 600 }, { auth_time: AT_S - 661 }, undefined, 'auth_time'],
    ['no moment', { maxAgeS: 600 }, {}, undefined, 'auth_time'],
    ['a moment that is a text', { maxAgeS: 600 }, { auth_time: String(AT_S) }, undefined, 'auth_time'],
    ['a recognition since the proof was begun', {}, { auth_time: AT_S - 20 }, AT_S - 30, undefined],
    ['one of before', {}, { auth_time: AT_S - 120 }, AT_S - 30, 'auth_time'],
    ['no moment for a proof', {}, {}, AT_S - 30, 'auth_time'],
  ])('%s', (_, demands, claims, begunS, fault) => {
    const begunMs = begunS === undefined ? undefined : begunS * 1000;
    expect(
      judgeAuthentication({ ...claims }, { ...NOTHING, ...demands }, { nowMs: AT_S * 1000, begunMs }),
    ).toBe(fault);
  });
});
