// Defects of what happens: focus, Tab, pages, dialogs, messages, errors.

import { errors } from '../checks/errors.ts';
import { choosing, dialogs, routeChange } from '../checks/moves.ts';
import { messages, skipLink } from '../checks/speaking.ts';
import { focusObscured, tabWalk } from '../checks/tab-walk.ts';
import { type Defect, style } from './defect.ts';

const HELP = 'citizen/help: as it is';
const KIND = 'citizen/question kind: empty';
const WRONG = 'citizen/question identity: with errors';
const DIALOG = 'citizen/application: waiting, asks before it is taken back';
const SPEAKS = 'citizen/application: answered';

const WALKING: readonly Defect[] = [
  {
    name: 'a trap for Tab',
    check: tabWalk,
    on: KIND,
    says: 'Tab is held',
    plant: ({ page }) =>
      page.evaluate(() =>
        document
          .querySelector('main summary')
          ?.addEventListener('keydown', (event) => event.preventDefault()),
      ),
  },
  {
    name: 'a control that Tab does not reach',
    check: tabWalk,
    on: KIND,
    says: 'Tab does not reach it',
    plant: ({ page }) =>
      page.evaluate(() =>
        document.addEventListener('focusin', (event) => {
          const target = event.target as HTMLElement;
          if (target.matches('main button[type=submit]'))
            document.querySelector<HTMLElement>('footer a')?.focus();
        }),
      ),
  },
  {
    name: 'an order for eyes that Tab does not follow',
    check: tabWalk,
    on: KIND,
    says: 'Tab jumps',
    plant: style('.flow-form { display: flex !important; flex-direction: column-reverse !important }'),
  },
  {
    name: 'the focus under a bar that sticks',
    check: focusObscured,
    on: KIND,
    says: 'it lies under',
    plant: style(
      'footer { position: fixed !important; inset: auto 0 0 0; height: 45vh; z-index: 9; background: white }',
    ),
  },
  {
    name: 'a skip link that is not the first stop',
    check: skipLink,
    on: HELP,
    says: 'no skip link',
    plant: ({ page }) => page.evaluate(() => document.querySelector('.skip-link')?.remove()),
  },
  {
    name: 'a skip link that leads nowhere',
    check: skipLink,
    on: HELP,
    says: 'does not go on in the content',
    plant: ({ page }) =>
      page.evaluate(() => {
        document.querySelector('.skip-link')?.addEventListener('click', (event) => event.preventDefault());
      }),
  },
];

const MOVING: readonly Defect[] = [
  {
    name: 'the focus lost on a change of page',
    check: routeChange,
    on: HELP,
    says: 'not on the new h1',
    plant: ({ page }) =>
      page.evaluate(() => {
        HTMLHeadingElement.prototype.focus = () => undefined;
      }),
  },
  {
    name: 'the old title on a new page',
    check: routeChange,
    on: HELP,
    says: 'stays the old one',
    plant: ({ page }) =>
      page.evaluate(() => {
        const { title } = document;
        Object.defineProperty(document, 'title', { get: () => title, set: () => undefined });
      }),
  },
  {
    name: 'a new page that begins where the old one was scrolled to',
    check: routeChange,
    on: 'citizen/question notice: empty',
    says: 'begins scrolled',
    plant: ({ page }) =>
      page.evaluate(() => {
        document.body.style.paddingBottom = '200vh';
        let isFirst = true;
        const { scrollTo } = window;
        window.scrollTo = ((x: number, y: number) => {
          if (isFirst) scrollTo(x, y);
          isFirst = false;
        }) as typeof window.scrollTo;
      }),
  },
  {
    name: 'a choice that opens another page',
    check: choosing,
    on: KIND,
    says: 'opens another page',
    plant: ({ page }) =>
      page.evaluate(() =>
        document
          .querySelector('main')
          ?.addEventListener('change', () => history.pushState(null, '', '/yardim/')),
      ),
  },
  {
    name: 'a choice that takes the focus away',
    check: choosing,
    on: KIND,
    says: 'takes the focus away',
    plant: ({ page }) =>
      page.evaluate(() =>
        document
          .querySelector('main')
          ?.addEventListener('change', () => document.querySelector<HTMLElement>('main button')?.focus()),
      ),
  },
  {
    name: 'a dialog that Esc does not close',
    check: dialogs,
    on: DIALOG,
    says: 'Esc does not close',
    plant: ({ page }) =>
      page.evaluate(() => {
        const keep = (event: Event): void => {
          event.preventDefault();
          event.stopImmediatePropagation();
        };
        addEventListener('keydown', keep, true);
        addEventListener('cancel', keep, true);
      }),
  },
  {
    name: 'a dialog that does not give the focus back',
    check: dialogs,
    on: DIALOG,
    says: 'does not go back',
    plant: ({ page }) =>
      page.evaluate(() =>
        document.addEventListener(
          'close',
          () => requestAnimationFrame(() => (document.activeElement as HTMLElement).blur()),
          true,
        ),
      ),
  },
  {
    name: 'a dialog without a name',
    check: dialogs,
    on: DIALOG,
    says: 'has no name',
    plant: ({ page }) =>
      page.evaluate(() => document.querySelector('dialog[open]')?.removeAttribute('aria-labelledby')),
  },
  {
    name: 'the focus behind the dialog',
    check: dialogs,
    on: DIALOG,
    says: 'not in the dialog',
    plant: ({ page }) => page.evaluate(() => (document.activeElement as HTMLElement).blur()),
  },
];

const SAYING: readonly Defect[] = [
  {
    name: 'a message outside a live region',
    check: messages,
    on: SPEAKS,
    says: 'not spoken by a live region',
    plant: ({ page }) =>
      page.evaluate(() => {
        for (const region of document.querySelectorAll('[aria-live]')) region.removeAttribute('aria-live');
      }),
  },
  {
    name: 'a message that is gone too soon',
    check: messages,
    on: SPEAKS,
    says: 'was gone after',
    plant: ({ page }) =>
      page.evaluate(() => {
        for (const region of document.querySelectorAll('[aria-live]'))
          new MutationObserver(() => {
            if (region.textContent) setTimeout(() => region.replaceChildren(), 800);
          }).observe(region, { childList: true, characterData: true, subtree: true });
      }),
  },
  {
    name: 'errors without a summary',
    check: errors,
    on: WRONG,
    says: 'have no summary',
    plant: ({ page }) => page.evaluate(() => document.querySelector('.error-summary')?.remove()),
  },
  {
    name: 'an error that is not tied to its field',
    check: errors,
    on: WRONG,
    says: 'not described by the error',
    plant: ({ page }) =>
      page.evaluate(() => document.querySelector('main [aria-invalid]')?.removeAttribute('aria-describedby')),
  },
  {
    name: 'a field that does not say that it is wrong',
    check: errors,
    on: WRONG,
    says: 'does not say that it is wrong',
    plant: ({ page }) =>
      page.evaluate(() => document.querySelector('main [aria-invalid]')?.removeAttribute('aria-invalid')),
  },
  {
    name: 'a summary that leads to no field',
    check: errors,
    on: WRONG,
    says: 'a field that is not there',
    plant: ({ page }) =>
      page.evaluate(() => document.querySelector('.error-summary a')?.setAttribute('href', '#nowhere')),
  },
  {
    name: 'a title that keeps quiet about the error',
    check: errors,
    on: WRONG,
    says: 'The title does not begin',
    plant: ({ page }) =>
      page.evaluate(() => {
        document.title = 'Siz kimsiniz?';
      }),
  },
  {
    name: 'a summary that did not get the focus',
    check: errors,
    on: WRONG,
    says: 'did not get the focus',
    plant: ({ page }) => page.evaluate(() => (document.activeElement as HTMLElement).blur()),
  },
];

export const BEHAVIOUR_DEFECTS: readonly Defect[] = [...WALKING, ...MOVING, ...SAYING];
