import { describe, expect, it } from 'vitest';
import { parseConfig } from '../config.ts';

const machine = { hasIpv6: () => true, isReadableFile: (path: string) => path === '/run/secrets/present' };
const parse = (env: Readonly<Record<string, string>>) => parseConfig(env, machine);
const faultsOf = (env: Readonly<Record<string, string>>) => {
  const parsed = parse(env);
  return parsed.ok ? [] : parsed.faults.map(({ variable, code }) => `${variable} ${code}`);
};

const PUSH = { PUSH_CONTACT: 'mailto:isletmen@kopru.example' };
const MAIL = { SMTP_HOST: 'posta.kopru.example', MAIL_FROM: 'haber@kopru.example' };
const SMS = { SMS_GATEWAY_URL: 'https://sms.example/gonder' };

describe('the ways of telling that there is news', () => {
  it('are none unless the operator sets one up', () => {
    expect(parse({}).config.notices).toEqual({ push: undefined, mail: undefined, sms: undefined });
  });

  it('are each set up by one variable and what it needs', () => {
    expect(parse({ ...PUSH, ...MAIL, ...SMS, SMS_GATEWAY_TOKEN: 'geheim' }).config.notices).toMatchObject({
      push: { contact: 'mailto:isletmen@kopru.example', keyFile: undefined },
      mail: { host: 'posta.kopru.example', port: 587, security: 'starttls', user: undefined },
      sms: { token: 'geheim', body: '{"to":"{to}","text":"{text}","id":"{id}"}' },
    });
  });

  it.each([
    ['tls', 465],
    ['starttls', 587],
    ['none', 25],
  ])('mail by %s goes to port %i', (SMTP_SECURITY, port) => {
    expect(parse({ ...MAIL, SMTP_SECURITY }).config.notices.mail?.port).toBe(port);
  });

  it.each<[Readonly<Record<string, string>>, string[]]>([
    [{ PUSH_CONTACT: 'isletmen@kopru.example' }, ['PUSH_CONTACT notAContact']],
    [{ PUSH_SERVICES: 'push.example' }, ['PUSH_SERVICES needsAlso']],
    [{ ...PUSH, PUSH_SERVICES: 'push.example, https://x' }, ['PUSH_SERVICES notAHost']],
    [{ ...PUSH, PUSH_KEY_FILE: '/run/secrets/missing' }, ['PUSH_KEY_FILE fileUnreadable']],
    // A second server would make a key of its own.
    [{ ...PUSH, TRACKING_SECRET_FILE: '/run/secrets/present' }, ['PUSH_CONTACT needsAlso']],
    [{ MAIL_FROM: 'haber@kopru.example' }, ['MAIL_FROM needsAlso']],
    [{ SMTP_HOST: 'posta' }, ['SMTP_HOST needsAlso']],
    [{ ...MAIL, SMTP_HOST: 'smtp://posta' }, ['SMTP_HOST notAHost']],
    [{ ...MAIL, MAIL_FROM: 'Köprü <haber@kopru.example>' }, ['MAIL_FROM notAnAddress']],
    [{ ...MAIL, SMTP_USER: 'kopru' }, ['SMTP_USER needsAlso']],
    [{ ...MAIL, SMTP_PASSWORD: 'geheim' }, ['SMTP_PASSWORD needsAlso']],
    [{ ...MAIL, SMTP_SECURITY: 'ssl', SMTP_PORT: '0' }, ['SMTP_SECURITY notAChoice', 'SMTP_PORT outOfRange']],
    [{ SMS_GATEWAY_TOKEN: 'geheim' }, ['SMS_GATEWAY_TOKEN needsAlso']],
    [{ SMS_GATEWAY_URL: 'http://sms.example/' }, ['SMS_GATEWAY_URL notAGateway']],
    [{ SMS_GATEWAY_URL: 'https://u:geheim@sms.example/' }, ['SMS_GATEWAY_URL notAGateway']],
    [{ ...SMS, SMS_GATEWAY_BODY: 'numara={to}' }, ['SMS_GATEWAY_BODY notABody']],
    [{ ...SMS, SMS_GATEWAY_BODY: '{"to":{to},"text":"{text}"}' }, ['SMS_GATEWAY_BODY notABody']],
  ])('of %j the faults are listed', (env, faults) => {
    expect(faultsOf(env)).toEqual(faults);
  });

  it('have no secret in a fault', () => {
    const env = { SMS_GATEWAY_URL: 'https://u:geheim@sms.example/', SMTP_PASSWORD: 'geheim' };
    const parsed = parse(env);
    expect(JSON.stringify(parsed.ok ? [] : parsed.faults)).not.toContain('geheim');
  });
});
