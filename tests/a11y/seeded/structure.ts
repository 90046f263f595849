// Defects of what is written: names, structure, languages, the document.

import { axe } from '../checks/axe.ts';
import {
  autofocus,
  fontUnits,
  hiddenFocus,
  orientation,
  tabIndex,
  timeLimit,
  zoom,
} from '../checks/document.ts';
import { personalFields } from '../checks/fields.ts';
import { languages } from '../checks/languages.ts';
import { clickable, images, names } from '../checks/names.ts';
import { snapshot } from '../checks/snapshot.ts';
import { liveRegions } from '../checks/speaking.ts';
import { groups, headings, ids, landmarks, tables } from '../checks/structure.ts';
import { validHtml } from '../checks/valid-html.ts';
import { append, type Defect } from './defect.ts';

const IDENTITY = 'citizen/question identity: empty';
const KIND = 'citizen/question kind: empty';
const CONTACT = 'citizen/question contact: empty';
const HELP = 'citizen/help: as it is';
/** Nothing fetches its tables again. */
const FIGURES = 'console/figures: of all';

const WRITTEN: readonly Defect[] = [
  {
    name: 'a field without a label',
    check: axe,
    on: IDENTITY,
    says: 'label',
    plant: ({ page }) => page.evaluate(() => document.querySelector('main label')?.remove()),
  },
  {
    name: 'HTML that is no HTML',
    check: validHtml,
    on: HELP,
    says: 'element-permitted-content',
    plant: ({ page }) =>
      page.evaluate(() => document.querySelector('main ul')?.append(document.createElement('div'))),
  },
  {
    name: 'a button that is called something else than before',
    check: snapshot,
    on: KIND,
    says: 'A screen reader gets something else',
    plant: ({ page }) =>
      page.evaluate(() =>
        document.querySelector('main button[type=submit]')?.setAttribute('aria-label', 'Tamam'),
      ),
  },
  {
    name: 'a heading level left out',
    check: headings,
    on: HELP,
    says: 'h4 follows',
    plant: ({ page }) =>
      page.evaluate(() => {
        const heading = document.querySelector('main h2');
        const lower = document.createElement('h4');
        lower.textContent = heading?.textContent ?? '';
        heading?.replaceWith(lower);
      }),
  },
  {
    name: 'two headings of the first level',
    check: headings,
    on: HELP,
    says: '2 headings of the first level',
    plant: append('main', 'h1', {}, 'Yardım'),
  },
  {
    name: 'text outside every landmark',
    check: landmarks,
    on: HELP,
    says: 'outside every landmark',
    plant: append('body', 'p', {}, 'Bir duyuru'),
  },
  {
    name: 'an id that stands twice',
    check: ids,
    on: IDENTITY,
    says: 'stands twice',
    plant: ({ page }) =>
      page.evaluate(() => {
        const [first, second] = document.querySelectorAll('main input');
        if (first && second) second.id = first.id;
      }),
  },
  {
    name: 'a hint that is named and not there',
    check: ids,
    on: IDENTITY,
    says: 'which is not there',
    plant: ({ page }) =>
      page.evaluate(() => document.querySelector('main input')?.setAttribute('aria-describedby', 'nothing')),
  },
  {
    name: 'radios without a group',
    check: groups,
    on: KIND,
    says: 'in no group',
    plant: ({ page }) =>
      page.evaluate(() => {
        const fieldset = document.querySelector('main fieldset');
        const plain = document.createElement('div');
        plain.append(...(fieldset?.childNodes ?? []));
        fieldset?.replaceWith(plain);
      }),
  },
  {
    name: 'a group without a name',
    check: groups,
    on: KIND,
    says: 'has no name',
    plant: ({ page }) => page.evaluate(() => document.querySelector('main legend')?.remove()),
  },
  {
    name: 'a table without header cells',
    check: tables,
    on: FIGURES,
    says: 'without header cells',
    plant: ({ page }) =>
      page.evaluate(() => {
        for (const header of document.querySelectorAll('th')) {
          const cell = document.createElement('td');
          cell.textContent = header.textContent;
          header.replaceWith(cell);
        }
      }),
  },
  {
    name: 'a table without a caption',
    check: tables,
    on: FIGURES,
    says: 'without a caption',
    plant: ({ page }) => page.evaluate(() => document.querySelector('table')?.deleteCaption()),
  },
  {
    name: 'a name without the visible label',
    check: names,
    on: KIND,
    says: 'and shows',
    plant: ({ page }) =>
      page.evaluate(() =>
        document.querySelector('main button[type=submit]')?.setAttribute('aria-label', 'Tamam'),
      ),
  },
  {
    name: 'a button without words',
    check: names,
    on: KIND,
    says: 'It has no name',
    plant: ({ page }) =>
      page.evaluate(() => document.querySelector('main button[type=submit]')?.replaceChildren()),
  },
  {
    name: 'a name by title only',
    check: names,
    on: IDENTITY,
    says: 'Its only name is a title',
    plant: ({ page }) =>
      page.evaluate(() => {
        document.querySelector('main label')?.remove();
        document.querySelector('main input')?.setAttribute('title', 'Ad');
      }),
  },
  {
    name: 'a picture without a name',
    check: images,
    on: HELP,
    says: 'A picture without a name',
    plant: append('main', 'img', { src: '/icons/icon.svg' }),
  },
  {
    name: 'a clickable thing that is no control',
    check: clickable,
    on: HELP,
    says: 'answers clicks',
    plant: ({ page }) =>
      page.evaluate(() => document.querySelector('main p')?.addEventListener('click', () => undefined)),
  },
];

const DOCUMENT: readonly Defect[] = [
  {
    name: 'zoom blocked',
    check: zoom,
    on: HELP,
    says: 'Zooming is forbidden',
    plant: ({ page }) =>
      page.evaluate(() =>
        document
          .querySelector('meta[name=viewport]')
          ?.setAttribute('content', 'width=device-width, initial-scale=1, user-scalable=no'),
      ),
  },
  {
    name: 'a page that moves on by itself',
    check: timeLimit,
    on: HELP,
    says: 'moves on by itself',
    plant: append('head', 'meta', { 'http-equiv': 'refresh', content: '900' }),
  },
  {
    name: 'an order of Tab of its own',
    check: tabIndex,
    on: KIND,
    says: 'tabindex 3',
    plant: ({ page }) =>
      page.evaluate(() => document.querySelector('main button')?.setAttribute('tabindex', '3')),
  },
  {
    name: 'autofocus',
    check: autofocus,
    on: IDENTITY,
    says: 'before the page is read',
    plant: ({ page }) =>
      page.evaluate(() => document.querySelector('main input')?.setAttribute('autofocus', '')),
  },
  {
    name: 'hidden from a screen reader, reached by Tab',
    check: hiddenFocus,
    on: KIND,
    says: 'is not told of it',
    plant: ({ page }) =>
      page.evaluate(() => document.querySelector('main .actions')?.setAttribute('aria-hidden', 'true')),
  },
  {
    name: 'text in px',
    check: fontUnits,
    on: HELP,
    says: 'fixed size',
    plant: ({ page }) =>
      page.evaluate(() => {
        const text = document.querySelector<HTMLElement>('main p');
        if (text) text.style.fontSize = '18px';
      }),
  },
  {
    name: 'content for upright devices only',
    check: orientation,
    on: HELP,
    says: 'how the device is held',
    plant: ({ page }) =>
      page.evaluate(() => {
        const [sheet] = document.styleSheets;
        sheet?.insertRule('@media (orientation: landscape) { main { display: none } }');
      }),
  },
  {
    name: 'the wrong language of the page',
    check: languages,
    on: HELP,
    says: 'The page says lang="en"',
    plant: ({ page }) =>
      page.evaluate(() => {
        document.documentElement.lang = 'en';
      }),
  },
  {
    name: 'a part in another language that does not say so',
    check: languages,
    on: HELP,
    mode: 'english',
    says: 'Turkish text in a part that says “en”',
    plant: append('main', 'p', {}, 'Başvurunuz alındı'),
  },
  {
    name: 'an Arabic part that does not say so',
    check: languages,
    on: HELP,
    says: 'Arabic text',
    plant: append('main', 'p', {}, 'مساعدة'),
  },
  {
    name: 'a personal field that the browser cannot fill',
    check: personalFields,
    on: CONTACT,
    says: 'autocomplete is',
    plant: ({ page }) =>
      page.evaluate(() =>
        document.querySelector('main input[type=tel]')?.setAttribute('autocomplete', 'off'),
      ),
  },
  {
    name: 'the same asked twice',
    check: personalFields,
    on: CONTACT,
    says: 'is asked twice',
    plant: ({ page }) =>
      page.evaluate(() => {
        const label = document.querySelector('main label[for$=phone]');
        const other = document.querySelector('main label[for$=email]');
        if (label && other) other.textContent = label.textContent;
      }),
  },
  {
    name: 'a field that refuses what is pasted',
    check: personalFields,
    on: 'citizen/track: empty',
    says: 'does not take what is pasted',
    plant: ({ page }) =>
      page.evaluate(() =>
        document.querySelector('main input')?.addEventListener('paste', (event) => event.preventDefault()),
      ),
  },
  {
    name: 'no live region at the start',
    check: liveRegions,
    on: HELP,
    says: 'no assertive live region',
    plant: ({ page }) => page.evaluate(() => document.querySelector('[aria-live=assertive]')?.remove()),
  },
];

export const STRUCTURE_DEFECTS: readonly Defect[] = [...WRITTEN, ...DOCUMENT];
