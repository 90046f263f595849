// @vitest-environment jsdom
import { beforeEach, expect, test, vi } from 'vitest';
import { focusHeading } from './focus-heading.ts';

vi.stubGlobal('scrollTo', () => undefined);
beforeEach(() => {
  document.body.innerHTML = '<main tabindex="-1"></main>';
});

function drawHeading(): HTMLElement {
  const heading = document.createElement('h1');
  heading.tabIndex = -1;
  document.querySelector('main')?.append(heading);
  return heading;
}

test('the heading of a new page takes the focus', () => {
  const heading = drawHeading();
  focusHeading();
  expect(document.activeElement).toBe(heading);
});

test('until the heading is there the focus waits in the content, never on the page as a whole', async () => {
  focusHeading();
  expect(document.activeElement).toBe(document.querySelector('main'));
  const heading = drawHeading();
  await expect.poll(() => document.activeElement).toBe(heading);
});

test('who has gone on is not called back by a heading that comes later', async () => {
  const giveUp = focusHeading();
  giveUp();
  drawHeading();
  await Promise.resolve();
  expect(document.activeElement).toBe(document.querySelector('main'));
});
