import { expect, it } from 'vitest';
import { createIdentityCipher, SEALED_COLUMNS } from './identity-cipher.ts';
import { type IdentityKeys, makeIdentityKey, parseIdentityKeys } from './identity-keys.ts';

const ID = '019a1f00-0000-7000-8000-000000000001';
const PLAIN = {
  full_name: 'Nuriye Taşdelen',
  identity_number: '11111111110',
  address_text: 'Bahar Mahallesi 4, Çankaya',
  phone: '+905550000000',
  email: null,
};

function keysOf(text: string): IdentityKeys {
  const keys = parseIdentityKeys(text);
  if (!keys) throw new Error('no keys');
  return keys;
}

const line = makeIdentityKey();
const cipher = createIdentityCipher(keysOf(line));

it('opens what it has sealed, and of what was not said makes nothing', () => {
  const sealed = cipher.seal(ID, PLAIN);
  expect(sealed.email).toBeNull();
  expect(sealed.key_id).toBe(keysOf(line).newest.id);
  expect(cipher.open({ application_id: ID, ...sealed })).toEqual(PLAIN);
});

it('seals the same text differently each time, with the key’s id before it and nothing of the text', () => {
  const [one, two] = [cipher.seal(ID, PLAIN), cipher.seal(ID, PLAIN)];
  expect(one.full_name).not.toBe(two.full_name);
  expect(one.full_name?.startsWith(`${one.key_id}.`)).toBe(true);
  expect(JSON.stringify(one)).not.toMatch(/Nuriye|11111111110|Bahar/);
});

it('opens no value that was moved to another row or column, or changed by a bit', () => {
  const sealed = cipher.seal(ID, PLAIN);
  const other = ID.replace(/1$/, '2');
  expect(() => cipher.open({ application_id: other, ...sealed })).toThrow();
  expect(() =>
    cipher.open({
      application_id: ID,
      ...sealed,
      phone: sealed.identity_number,
      identity_number: sealed.phone,
    }),
  ).toThrow();
  const bytes = Buffer.from(sealed.full_name?.split('.')[1] ?? '', 'base64url');
  bytes[20] = (bytes[20] ?? 0) ^ 1;
  const changed = `${sealed.key_id}.${bytes.toString('base64url')}`;
  expect(() => cipher.open({ application_id: ID, ...sealed, full_name: changed })).toThrow();
});

it('seals under the first key of the file and opens under all of them', () => {
  const rotated = createIdentityCipher(keysOf(`${makeIdentityKey()}${line}`));
  const before = cipher.seal(ID, PLAIN);
  expect(rotated.open({ application_id: ID, ...before })).toEqual(PLAIN);
  expect(rotated.seal(ID, PLAIN).key_id).not.toBe(before.key_id);
});

it('looks for a key that it does not know, once another program has added it', () => {
  const text = `${makeIdentityKey()}${line}`;
  const sealed = createIdentityCipher(keysOf(text)).seal(ID, PLAIN);
  const running = createIdentityCipher(keysOf(line), () => keysOf(text));
  expect(running.open({ application_id: ID, ...sealed })).toEqual(PLAIN);
  expect(running.newestKeyId()).toBe(sealed.key_id);
  expect(() => cipher.open({ application_id: ID, ...sealed })).toThrow(/not there/);
});

it('reads a row from before there was a key as it stands', () => {
  expect(cipher.open({ application_id: ID, key_id: null, ...PLAIN })).toEqual(PLAIN);
});

it.each(['', 'abc', `${line}kein Schlüssel\n`])('takes %j for no file of keys', (text) => {
  expect(parseIdentityKeys(text)).toBeUndefined();
});

it('knows every column', () => {
  expect(Object.keys(PLAIN).toSorted()).toEqual([...SEALED_COLUMNS].toSorted());
});
