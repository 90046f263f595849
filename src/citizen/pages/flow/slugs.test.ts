import { expect, test } from 'vitest';
import { STEPS } from '../../../domain/flow.ts';
import { FLOW_PAGES, leadsToReview, pageOfSlug, pathOfStep } from './slugs.ts';

const DRAFT_ID = '01935f7e-0000-7000-8000-000000000000';

function slugOf(path: string): string | undefined {
  return path.split('/')[3];
}

test('every page has an address of its own that leads back to it', () => {
  const paths = FLOW_PAGES.map((page) => pathOfStep(DRAFT_ID, page));
  expect(new Set(paths).size).toBe(STEPS.length + 2);
  expect(paths.map((path) => pageOfSlug(slugOf(path)))).toEqual(FLOW_PAGES);
});

test('addresses are the Turkish words that people dictate, without Turkish letters', () => {
  expect(FLOW_PAGES.map((page) => slugOf(pathOfStep(DRAFT_ID, page)))).toEqual([
    'tur',
    'kurum',
    'yer',
    'konu',
    'mahkeme',
    'kimlik',
    'iletisim',
    'gizlilik',
    'yanit-bicimi',
    'aydinlatma',
    'ozet',
    'gonder',
  ]);
});

test('an address that nobody gave out names no page', () => {
  expect(pageOfSlug('kind')).toBeUndefined();
  expect(pageOfSlug('')).toBeUndefined();
  expect(pageOfSlug(undefined)).toBeUndefined();
});

test('an address from the review is known as one, and no other is', () => {
  const fromReview = pathOfStep(DRAFT_ID, 'text', { thenReview: true });
  expect(fromReview).toBe(`/basvuru/${DRAFT_ID}/konu/?geri=ozet`);
  expect(leadsToReview(new URL(fromReview, 'https://kopru.example').search)).toBe(true);
  expect(leadsToReview('')).toBe(false);
  expect(leadsToReview('?geri=baska')).toBe(false);
});
