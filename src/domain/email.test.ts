import { describe, expect, it } from 'vitest';
import { isEmail } from './email.ts';

describe('an e-mail address', () => {
  it.each([
    'ad@ornek.com',
    'Ad.Soyad+basvuru@posta.ornek.com.tr',
    "o'neil@ornek.example",
    'a@b.co',
    'ad@örnek.com',
    'ad@ÖRNEK.COM',
    'ad@çiğ-köfte.com.tr',
    'ad@ıışık.istanbul',
    'ad@xn--rnek-4qa.com',
    'ad@xn--mgbh0fb.xn--kgbechtv',
    'ad@مثال.إختبار',
    'ad@उदाहरण.परीक्षा',
    'ad@例え.テスト',
    'ad@123.com',
    `${'a'.repeat(64)}@ornek.com`,
    `ad@${'ö'.repeat(63)}.com`,
  ])('may be %s', (text) => {
    expect(isEmail(text)).toBe(true);
  });

  it.each([
    '',
    'ad',
    '@ornek.com',
    'ad@',
    'ad@ornek',
    'ad@örnek',
    'ad@.com',
    'ad@ornek.',
    'ad@ornek..com',
    'ad@-örnek.com',
    'ad@örnek-.com',
    'ad@ör nek.com',
    'ad@örnek.c',
    'ad@örnek,com',
    'ad@ör_nek.com',
    'ad@🙂.com',
    'ad@192.168.1.1',
    'ad@[192.168.1.1]',
    '.ad@ornek.com',
    'ad..soyad@ornek.com',
    'ad soyad@ornek.com',
    'ad@soyad@ornek.com',
    'adı@ornek.com',
    'Deniz <deniz@ornek.com>',
    `${'a'.repeat(65)}@ornek.com`,
    `ad@${'ö'.repeat(64)}.com`,
  ])('is not %j', (text) => {
    expect(isEmail(text)).toBe(false);
  });
});
