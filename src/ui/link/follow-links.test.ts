// @vitest-environment jsdom

import { afterEach, expect, test, vi } from 'vitest';
import { followLinks } from './follow-links.ts';

afterEach(() => {
  vi.unstubAllGlobals();
  document.body.replaceChildren();
});

function linkTo(href: string, attributes: Readonly<Record<string, string>> = {}): HTMLAnchorElement {
  const link = document.createElement('a');
  link.href = href;
  for (const [name, value] of Object.entries(attributes)) link.setAttribute(name, value);
  document.body.append(link);
  return link;
}

function press(link: HTMLAnchorElement, init: MouseEventInit = {}): boolean {
  return link.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, ...init }));
}

test('a plain press on a link is handed over, and what is taken the browser does not follow', () => {
  const take = vi.fn(() => true);
  const stop = followLinks(take);
  const link = linkTo('#a');
  expect(press(link)).toBe(false);
  expect(take).toHaveBeenCalledWith(link);
  stop();
  expect(press(link)).toBe(true);
});

test('a new tab, a download, another window and what a control has taken are left alone', () => {
  const take = vi.fn(() => true);
  const stop = followLinks(take);
  press(linkTo('#a'), { ctrlKey: true });
  press(linkTo('#a', { download: '' }));
  press(linkTo('#a', { target: '_blank' }));
  const taken = linkTo('#a');
  taken.addEventListener('click', (event) => event.preventDefault());
  press(taken);
  expect(take).not.toHaveBeenCalled();
  stop();
});

test('where the browser names the link that is followed, the document needs no listener for clicks', () => {
  class FakeNavigateEvent extends Event {
    get sourceElement(): Element | null {
      return document.querySelector('a');
    }
  }
  const navigation = new EventTarget();
  vi.stubGlobal('navigation', navigation);
  vi.stubGlobal('NavigateEvent', FakeNavigateEvent);
  const listener = vi.spyOn(document, 'addEventListener');
  const take = vi.fn(() => true);
  const stop = followLinks(take);
  expect(listener).not.toHaveBeenCalled();
  linkTo('#a');
  expect(navigation.dispatchEvent(new FakeNavigateEvent('navigate', { cancelable: true }))).toBe(false);
  expect(take).toHaveBeenCalledOnce();
  stop();
});
