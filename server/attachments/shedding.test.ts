import { expect, it } from 'vitest';
import { ATTACHMENT_KINDS } from '../../src/domain/attachment.ts';
import { isPutOff } from './shedding.ts';

it.each<[load: number, putOff: (typeof ATTACHMENT_KINDS)[number][]]>([
  [0, []],
  [0.29, []],
  [0.3, ['sign-video', 'video']],
  [0.59, ['sign-video', 'video']],
  [0.6, [...ATTACHMENT_KINDS]],
  [1, [...ATTACHMENT_KINDS]],
])('at a load of %d puts off %j', (load, putOff) => {
  expect(ATTACHMENT_KINDS.filter((kind) => isPutOff(kind, load))).toEqual(putOff);
});
