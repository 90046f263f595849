import { describe, expect, it } from 'vitest';
import { isPushEndpoint, isServiceName, PUSH_SERVICES } from './push-services.ts';

describe('where push messages may go', () => {
  it.each([
    'https://fcm.googleapis.com/fcm/send/abc',
    'https://updates.push.services.mozilla.com/wpush/v2/abc',
    'https://web.push.apple.com/abc',
    'https://wns2-par02p.notify.windows.com/w/?token=abc',
  ])('%s', (endpoint) => {
    expect(isPushEndpoint(endpoint, PUSH_SERVICES)).toBe(true);
  });

  it.each([
    ['another host', 'https://push.example/abc'],
    ['this machine', 'https://localhost/abc'],
    ['the cloud’s own inner door', 'http://169.254.169.254/latest/meta-data'],
    ['in the open', 'http://fcm.googleapis.com/fcm/send/abc'],
    ['another port', 'https://fcm.googleapis.com:8443/abc'],
    ['a name in front', 'https://fcm.googleapis.com@push.example/abc'],
    ['a longer name', 'https://fcm.googleapis.com.push.example/abc'],
    ['a name that only ends alike', 'https://evilpush.apple.com.example/abc'],
    ['the parent of a wildcard', 'https://push.apple.com/abc'],
    ['no address', 'abc'],
  ])('never to %s', (_what, endpoint) => {
    expect(isPushEndpoint(endpoint, PUSH_SERVICES)).toBe(false);
  });

  it('to this machine without TLS where the operator says so', () => {
    expect(isPushEndpoint('http://localhost:9000/abc', ['localhost'])).toBe(true);
  });

  it.each([
    ['push.example', true],
    ['*.push.example', true],
    ['*.example', false],
    ['*', false],
    ['https://push.example', false],
    ['push.example/', false],
  ])('a service is named %s: %s', (name, isGood) => {
    expect(isServiceName(name)).toBe(isGood);
  });
});
