import { describe, expect, it } from 'vitest';
import { type CanPlay, orderForms } from './answer-forms.ts';

const says =
  (mp4: ReturnType<CanPlay>, webm: ReturnType<CanPlay>): CanPlay =>
  (type) =>
    type.includes('mp4') ? mp4 : webm;

describe('the forms of an answer', () => {
  it.each<[string, string[], CanPlay, string[]]>([
    ['MP4 of equals', ['poster', 'webm', 'mp4'], says('probably', 'probably'), ['mp4', 'webm']],
    ['what is promised', ['mp4', 'webm'], says('', 'probably'), ['webm', 'mp4']],
    ['what is promised before what is possible', ['mp4', 'webm'], says('maybe', 'probably'), ['webm', 'mp4']],
    ['the only one, whatever is said of it', ['webm', 'poster'], says('probably', ''), ['webm']],
    ['what came as it is, where there is nothing else', ['original'], says('', ''), ['original']],
    ['nothing where there is nothing to play', ['poster'], says('probably', 'probably'), []],
  ])('are tried in this order: %s', (_, renditions, canPlay, order) => {
    expect(orderForms('sign-video', renditions, canPlay)).toEqual(order);
    expect(orderForms('audio', renditions, canPlay)).toEqual(order);
  });
});
