import { HtmlValidate } from 'html-validate/node';
import { describe, expect, it } from 'vitest';
import { LOCALES } from '../../src/i18n/locale.ts';
import { linksOf, mailWords, smsWords } from './notice-words.ts';

const validator = new HtmlValidate({
  extends: ['html-validate:recommended', 'html-validate:a11y'],
  rules: { 'no-implicit-button-type': 'off', 'void-style': 'off', 'doctype-style': 'off' },
});

describe.each(LOCALES)('a notice in %s', (locale) => {
  const links = linksOf('https://kopru.example', 'AZmjwHseeyOtUj8cWn6bEJ2W8Xk0d5q1rT7uYw');
  const { subject, text, html } = mailWords(locale, links);

  it('is a letter whose HTML is valid, with language, direction, title and heading (WCAG 2.4.2, 3.1.1)', async () => {
    const report = await validator.validateString(html);
    expect(report.results.flatMap(({ messages }) => messages.map(({ message }) => message))).toEqual([]);
    const direction = locale === 'ar' ? 'rtl' : 'ltr';
    expect(html).toMatch(new RegExp(`^<!doctype html>\n<html lang="[a-z]{2}" dir="${direction}">`));
    expect(html).toContain(`<title>${subject}</title>`);
    expect(html.match(/<h1>/g)).toHaveLength(1);
  });

  it('says the same in its plain text, with whole addresses', () => {
    for (const said of [subject, links.start, links.stop]) expect(text).toContain(said);
    expect(html).toContain(`href="${links.stop}"`);
  });

  it('fits into three parts of an SMS in its own letters (3GPP TS 23.038: 67 each)', () => {
    expect(smsWords(locale, links).length).toBeLessThanOrEqual(3 * 67);
  });
});
