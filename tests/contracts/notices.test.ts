// Notices, from an officer's act to a real mail server, a real HTTP gateway and a push service that opens what it gets: each
// told once, never what, tried again, and stopped by one press.

import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Jobs, startJobs } from '../../server/casework/jobs.ts';
import { toTrackingSecret } from '../../server/intake/tracking-secrets.ts';
import { markAddresses } from '../../server/notify/mark-addresses.ts';
import type { NoticeConfig } from '../../server/notify/notice-config.ts';
import { noticeSecrets } from '../../server/notify/notice-secrets.ts';
import { noticeSettings } from '../../server/notify/notice-settings.ts';
import { type OpenNotices, openNotices } from '../../server/notify/open-notices.ts';
import { type Office, openOffice, outcome, type Received } from './case-office.ts';
import { startTimeoutMs } from './databases.ts';
import { anApplication, freshId, putApplication } from './http-app.ts';
import {
  aBrowser,
  countContactReads,
  type HttpDouble,
  type MailDouble,
  openHttpDouble,
  openMailDouble,
  readLetter,
  readSignature,
} from './notice-doubles.ts';

const MINUTE = 60_000;
const ORIGIN = 'https://kopru.example';

let [push, gateway]: HttpDouble[] = [];
let mail: MailDouble;
let office: Office;
let notices: OpenNotices;
let jobs: Jobs;
let people = 0;

const jwk = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' });
const point = [Buffer.of(4), Buffer.from(jwk.x ?? '', 'base64url'), Buffer.from(jwk.y ?? '', 'base64url')];
const pushKey = { publicKey: Buffer.concat(point).toString('base64url'), privateKey: jwk.d ?? '' };

beforeAll(async () => {
  [push, gateway, mail] = [await openHttpDouble(), await openHttpDouble(), await openMailDouble()];
  const config: NoticeConfig = {
    push: { contact: 'mailto:isletmen@kopru.example', keyFile: undefined, services: ['localhost'] },
    mail: {
      host: '127.0.0.1',
      port: mail.port,
      security: 'none',
      user: undefined,
      password: undefined,
      from: 'haber@kopru.example',
    },
    sms: {
      url: `${gateway.origin}/gonder`,
      token: 'geheim',
      body: '{"alici":"{to}","mesaj":"{text}","no":"{id}"}',
    },
  };
  office = await openOffice({
    noticesOf: (secrets, identities) => noticeSettings(config, secrets, pushKey, identities),
  });
  const { services, keys, database } = office.test;
  const { identities, now, log } = services;
  const { trackingSecrets } = keys;
  notices = openNotices({
    config: { notices: config, publicOrigin: ORIGIN },
    database,
    identities,
    trackingSecrets,
    pushKey,
    now,
    // Only when it is asked: what it sent by itself between would be missing in the count.
    pollMs: 0,
    log,
  });
  jobs = startJobs({ database, now, log });
}, startTimeoutMs);

afterAll(async () => {
  await jobs.stop();
  await notices.queue.stop();
  await office.close();
  await Promise.all([push?.close(), gateway?.close(), mail.close()]);
}, startTimeoutMs);

beforeEach(async () => {
  await send();
  for (const double of [push, gateway]) Object.assign(double ?? {}, { answer: { status: 201 } });
  mail.answer.code = 250;
  for (const list of [push?.came, gateway?.came, mail.letters]) list?.splice(0);
});

/** @returns attempts */
async function send(): Promise<number> {
  await jobs.drain();
  return notices.queue.drain();
}

const turnClock = (byMs: number) => {
  office.test.clock.nowMs += byMs;
};

/** Of somebody else than all the others. */
const addresses = () => {
  people += 1;
  const email = `nuriye.kanarya${people}@ornek.tr`;
  return { email, phone: `+90555000${String(people).padStart(4, '0')}` };
};
const receive = (changes: object = {}) => office.receive({ ...addresses(), ...changes });
const choose = (received: Received, channel: string, change: object = {}) =>
  office.act(received, { kind: 'notice-choice', channel, isWanted: true, ...change });
const ask = (received: Received) =>
  office.action(received, 'su', { kind: 'ask-information', question: 'Gizli kanarya sorusu?' });
const offerOf = async (received: Received) => (await office.lifeOf(received)).notices;
const subscriptions = async (received: Received): Promise<number> => {
  const sql = 'select count(*)::int from notice_subscription where application_id = $1';
  return (await office.test.pool.query(sql, [received.id])).rows[0]?.count;
};
const states = async (received: Received): Promise<string[]> => {
  const { rows } = await office.test.pool.query(
    `select state from notice join notice_subscription as subscription on subscription.id = subscription_id
     where application_id = $1 order by happened_at, channel`,
    [received.id],
  );
  return rows.map(({ state }) => state);
};
const stopLink = (source: string): string =>
  /<https:\/\/kopru\.example(\/api\/n\/[\w-]+)>/.exec(readLetter(source).head)?.[1] ?? '';

describe('a citizen who wants to be told', () => {
  it('is told by every way that they chose, once for each news, in its language, and never what', async () => {
    const received = await receive();
    const browser = aBrowser(push?.origin ?? '');
    expect(await offerOf(received)).toMatchObject({
      offered: ['push', 'email', 'sms'],
      chosen: [],
      known: [],
    });
    const actId = freshId();
    const choice = { kind: 'notice-choice', channel: 'email', isWanted: true, locale: 'ar' };
    expect(outcome(await office.act(received, choice, actId))).toBe(201);
    expect(outcome(await choose(received, 'sms'))).toBe(201);
    expect(outcome(await choose(received, 'push', { target: browser.target, locale: 'en' }))).toBe(201);
    expect(await offerOf(received)).toMatchObject({
      chosen: ['email', 'push', 'sms'],
      known: expect.arrayContaining([actId]),
      pushKey: pushKey.publicKey,
    });
    turnClock(MINUTE);
    expect(outcome(await ask(received))).toBe(201);
    expect(await send()).toBe(3);
    expect(await send()).toBe(0);
    expect(await states(received)).toEqual(['sent', 'sent', 'sent']);

    const [letter] = mail.letters;
    const { head, parts } = readLetter(letter?.source ?? '');
    expect([mail.letters.length, letter?.to]).toEqual([1, `nuriye.kanarya${people}@ornek.tr`]);
    expect(head).toMatch(/^List-Unsubscribe: <https:\/\/kopru\.example\/api\/n\/[\w-]{38}>$/m);
    expect(head).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click$/m);
    expect(head).toMatch(/^Auto-Submitted: auto-generated$/m);
    expect(parts[0]).toContain(`${ORIGIN}/\n`.trim());
    expect(parts[1]).toMatch(/<html lang="ar" dir="rtl">/);
    expect(parts[1]).toMatch(/<title>[^<]+<\/title>[\s\S]*<h1>[^<]+<\/h1>/);

    const [message] = gateway?.came ?? [];
    expect([message?.path, message?.headers.authorization]).toEqual(['/gonder', 'Bearer geheim']);
    const sms = JSON.parse(message?.body.toString() ?? '');
    expect(sms).toEqual({
      alici: `+90555000${String(people).padStart(4, '0')}`,
      mesaj: expect.stringMatching(/haber var: https:\/\/kopru\.example\/ .*\/api\/n\/[\w-]{38}$/),
      no: expect.stringMatching(/^[\da-f]{32}$/),
    });

    const [pushed] = push?.came ?? [];
    expect(JSON.parse(browser.open(pushed?.body ?? Buffer.alloc(0)))).toEqual({ kind: 'news', locale: 'en' });
    expect(pushed?.headers).toMatchObject({ ttl: '259200', topic: 'news', 'content-encoding': 'aes128gcm' });
    const { claims, key } = readSignature(pushed?.headers.authorization);
    expect([claims.aud, claims.sub, key]).toEqual([
      push?.origin,
      'mailto:isletmen@kopru.example',
      pushKey.publicKey,
    ]);

    // The canaries: nothing of the application is in anything that left, nor an address in what stays behind.
    const { number, subject } = await office.threadOf(received);
    const left = [head, ...parts, sms.mesaj, sms.no, browser.open(pushed?.body ?? Buffer.alloc(0))].join(
      '\n',
    );
    for (const canary of [number, subject, received.id, received.trackingKey, 'kanarya sorusu', 'Nuriye'])
      expect(left).not.toContain(canary);
    const kept = await office.test.pool.query(
      `select (select json_agg(to_jsonb(notice)) from notice) as notices, (select json_agg(to_jsonb(job)) from job) as jobs,
       (select json_agg(to_jsonb(subscription)) from notice_subscription as subscription) as subscriptions`,
    );
    for (const address of ['nuriye.kanarya', '+90555000'])
      expect(JSON.stringify(kept.rows) + office.test.logged.join('')).not.toContain(address);
  });

  it('is told of each forwarding by a person, also out of the centre’s pool, and of no desk (Law 3071 art. 5)', async () => {
    const received = await receive({ addressee: { kind: 'unknown' } });
    await choose(received, 'email');
    turnClock(MINUTE);
    expect(outcome(await office.action(received, 'centre', { kind: 'assign', to: office.su }))).toBe(201);
    expect(await send()).toBe(1);
    turnClock(MINUTE);
    const place = { kind: 'place', unitId: null, colleagueId: null };
    expect(outcome(await office.action(received, 'centre', place))).toBe(201);
    expect(await send()).toBe(0);
    const moved = { kind: 'transfer', to: office.dort, reason: 'Gizli kanarya nedeni.' };
    expect(outcome(await office.action(received, 'su', moved))).toBe(201);
    expect(await send()).toBe(1);
    expect(mail.letters.map(({ source }) => source).join('')).not.toContain('kanarya nedeni');
  });

  it('is told once where the centre answers what nobody held', async () => {
    const application = anApplication({ ...addresses(), formats: ['text'] });
    const received = { id: freshId(), trackingKey: application.trackingKey };
    expect((await putApplication(office.test.app, received.id, application)).statusCode).toBe(201);
    await choose(received, 'email');
    turnClock(MINUTE);
    expect(outcome(await office.reply(received, 'centre', 'Yapıldı.'))).toBe(201);
    expect(await send()).toBe(1);
    expect(await countContactReads(office.test.pool, received.id)).toBe(3);
    expect((await office.lifeOf(received)).events.at(-2)).toMatchObject({ kind: 'assigned' });
  });

  it('is told nothing of what they did themselves, of what was before, or when they have taken it back', async () => {
    const received = await receive();
    expect(outcome(await ask(received))).toBe(201);
    turnClock(MINUTE);
    await choose(received, 'email');
    const { question } = await office.lifeOf(received);
    const information = { kind: 'information', questionId: question?.id, text: 'Arka kapı.' };
    expect(outcome(await office.act(received, information))).toBe(201);
    expect(outcome(await office.action(received, 'su', { kind: 'note', text: 'Bakılacak.' }))).toBe(201);
    expect(await send()).toBe(0);
    turnClock(MINUTE);
    expect(outcome(await choose(received, 'email', { isWanted: false }))).toBe(201);
    expect(outcome(await office.reply(received, 'su', 'Yapıldı.'))).toBe(201);
    expect(await send()).toBe(0);
    expect([mail.letters.length, (await offerOf(received))?.chosen]).toEqual([0, []]);
  });

  it('is refused an address that is no push service’s, and a way that is not there', async () => {
    const received = await office.receive({ email: undefined, phone: undefined });
    expect((await offerOf(received))?.offered).toEqual(['push']);
    expect(outcome(await choose(received, 'email'))).toBe('422 act-not-valid');
    const { target } = aBrowser('http://127.0.0.1:1');
    expect(outcome(await choose(received, 'push', { target }))).toBe('422 act-not-valid');
    expect(await subscriptions(received)).toBe(0);
  });
});

describe('what cannot be sent', () => {
  it('is tried again when the other side asked for it, and told once', async () => {
    const received = await receive();
    await choose(received, 'sms');
    await choose(received, 'email');
    turnClock(MINUTE);
    await ask(received);
    if (gateway) gateway.answer = { status: 503, headers: { 'retry-after': '600' } };
    mail.answer.code = 451;
    expect(await send()).toBe(2);
    turnClock(2 * MINUTE);
    mail.answer.code = 250;
    expect(await send()).toBe(1);
    expect([await states(received), mail.letters.length, gateway?.came.length]).toEqual([
      ['sent', 'due'],
      1,
      1,
    ]);
    turnClock(9 * MINUTE);
    if (gateway) gateway.answer = { status: 200 };
    expect(await send()).toBe(1);
    expect(await send()).toBe(0);
    const ids = gateway?.came.map(({ body }) => JSON.parse(body.toString()).no) ?? [];
    expect([await states(received), new Set(ids).size]).toEqual([['sent', 'sent'], 1]);
  });

  it.each([404, 410])(
    'is the end of a browser that is gone (%i), for all that it was chosen for',
    async (status) => {
      const { target } = aBrowser(push?.origin ?? '');
      const [one, other] = [await receive(), await receive()];
      for (const received of [one, other]) await choose(received, 'push', { target });
      turnClock(MINUTE);
      await ask(one);
      if (push) push.answer = { status: 403 };
      expect(await send()).toBe(1);
      expect(await subscriptions(one)).toBe(1);
      turnClock(2 * MINUTE);
      if (push) push.answer = { status };
      expect(await send()).toBe(1);
      expect([await subscriptions(one), await subscriptions(other)]).toEqual([0, 0]);
      expect((await offerOf(one))?.chosen).toEqual([]);
    },
  );
});

describe('the link of a notice', () => {
  it('asks when it is opened, and stops all to that address by one press, whoever presses', async () => {
    const email = 'ortak.kanarya@ornek.tr';
    const [one, other] = [await office.receive({ email }), await office.receive({ email })];
    for (const received of [one, other]) await choose(received, 'email', { locale: 'en' });
    await choose(one, 'sms');
    turnClock(MINUTE);
    await ask(one);
    await send();
    const url = stopLink(mail.letters[0]?.source ?? '');
    const asked = await office.test.app.inject({ url });
    expect([asked.statusCode, asked.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    expect(asked.headers['content-security-policy']).toMatch(/^default-src 'none'; style-src 'sha256-/);
    expect(asked.body).toMatch(
      /<html lang="en" dir="ltr">[\s\S]*<form method="post"><button>[^<]+<\/button>/,
    );
    expect(await subscriptions(one)).toBe(2);

    const oneClick = await office.test.app.inject({
      method: 'POST',
      url,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: 'List-Unsubscribe=One-Click',
    });
    expect(oneClick.statusCode).toBe(200);
    expect([await subscriptions(one), await subscriptions(other)]).toEqual([1, 0]);
    expect((await offerOf(one))?.chosen).toEqual(['sms']);
    const again = await office.test.app.inject({ url });
    expect([again.statusCode, again.body.includes('<form')]).toEqual([200, false]);
  });

  it('is good for nothing else, and damaged for nothing at all', async () => {
    const received = await receive();
    await choose(received, 'email');
    turnClock(MINUTE);
    await ask(received);
    await send();
    const url = stopLink(mail.letters[0]?.source ?? '');
    const token = url.slice('/api/n/'.length);
    const opened = await office.test.app.inject({
      method: 'POST',
      url: '/api/threads/open',
      payload: { trackingKey: token },
    });
    expect(opened.statusCode).toBe(404);
    const damaged = await office.test.app.inject({ method: 'POST', url: url.slice(0, -1) });
    expect([damaged.statusCode, await subscriptions(received)]).toEqual([404, 1]);
    expect(damaged.body).toMatch(/<html lang="tr"/);
    expect(office.test.logged.join('')).not.toContain(token);
  });
});

it('an address is known again under a new tracking secret, and what was chosen anew meanwhile is told once', async () => {
  const { database, keys, services } = office.test;
  const email = 'yeni.kanarya@ornek.tr';
  const [one, other] = [await office.receive({ email }), await office.receive({ email })];
  for (const received of [one, other]) await choose(received, 'email');
  const { target } = aBrowser(push?.origin ?? '');
  await choose(one, 'push', { target });
  const newest = toTrackingSecret(Buffer.alloc(32, 3));
  const changed = noticeSecrets({ newest, all: [newest, ...keys.trackingSecrets.all] });
  expect(await markAddresses(database, changed, services.identities)).toBeGreaterThanOrEqual(3);
  expect(await markAddresses(database, changed, services.identities)).toBe(0);
  const marks = await database
    .selectFrom('notice_subscription')
    .select('address_mac')
    .where('application_id', 'in', [one.id, other.id])
    .execute();
  const expected = [
    ['email', email],
    ['email', email],
    ['push', target.endpoint],
  ] as const;
  expect(marks.map(({ address_mac }) => address_mac.toString('hex')).toSorted()).toEqual(
    expected.map(([channel, address]) => changed.addressMac(channel, address).toString('hex')).toSorted(),
  );
  // A server that has not been restarted yet.
  await choose(one, 'email');
  expect(await subscriptions(one)).toBe(3);
  await markAddresses(database, services.notices.secrets, services.identities);
  expect([await subscriptions(one), await subscriptions(other)]).toEqual([2, 1]);
});

// The last one: the officers' sessions do not last as long.
it('what cannot be sent is given up when the address is refused for good, or the news is three days old', async () => {
  const received = await receive();
  await choose(received, 'sms');
  await choose(received, 'email');
  turnClock(MINUTE);
  await ask(received);
  if (gateway) gateway.answer = { status: 422 };
  mail.answer.code = 550;
  expect(await send()).toBe(2);
  expect(await states(received)).toEqual(['refused', 'refused']);
  turnClock(MINUTE);
  await office.reply(received, 'su', 'Yapıldı.');
  if (gateway) gateway.answer = { status: 500 };
  mail.answer.code = 451;
  expect(await send()).toBe(2);
  turnClock(4 * 24 * 60 * MINUTE);
  expect(await send()).toBe(0);
  expect((await states(received)).slice(2)).toEqual(['expired', 'expired']);
});
