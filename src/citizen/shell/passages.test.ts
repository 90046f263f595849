// @vitest-environment jsdom

import { expect, test } from 'vitest';
import { collectPassages } from './passages.ts';

function read(html: string): string[] {
  const main = document.createElement('main');
  main.innerHTML = html;
  return collectPassages(main).map(({ text }) => text);
}

test('headings, paragraphs, questions and choices are read in the order of the page', () => {
  expect(
    read(`<h1>Soru</h1><fieldset><legend>Tür</legend><label>İstek</label><div class="choice-hint">Örnek</div></fieldset>
      <ul><li>Bir</li><li><p>İki</p></li></ul>`),
  ).toEqual(['Soru', 'Tür', 'İstek', 'Örnek', 'Bir', 'İki']);
});

test('what is hidden from sight, folded away, or the reader itself is not read', () => {
  expect(
    read(`<p>Açık <span class="visually-hidden">gizli</span></p><p aria-hidden="true">süs</p>
      <details><summary>Neden?</summary><p>kapalı</p></details>
      <div data-read="no"><p>düğme</p></div>`),
  ).toEqual(['Açık', 'Neden?']);
});

test('an open explanation is read', () => {
  expect(read('<details open><summary>Neden?</summary><p>Çünkü</p></details>')).toEqual(['Neden?', 'Çünkü']);
});
