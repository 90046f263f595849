import { expect, test } from 'vitest';
import { PUBLISHED_NOTICES } from '../../../domain/notice-versions.ts';
import { NOTICE_VERSION } from './notice-version.ts';

test('the notice that is shown is the newest that was published: the server takes no other word for it', () => {
  expect(PUBLISHED_NOTICES.at(-1)).toBe(NOTICE_VERSION);
  expect(PUBLISHED_NOTICES).toEqual([...new Set(PUBLISHED_NOTICES)].sort());
});
