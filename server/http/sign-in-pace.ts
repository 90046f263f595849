// How many a second may begin to sign in. Each beginning is a row that lives for minutes or a day, and whoever knocks at the
// officers' door needs nothing for it: so a flood must not fill the disk that applications are kept on.

import { type Bucket, createBucket } from './bucket.ts';
import { forwardClock } from './forward-clock.ts';

/** A ministry's officers on a Monday morning are some tens a second. */
const PER_SECOND = 50;
const AT_ONCE = 500;

export function createSignInPace(now: () => number): Bucket {
  return createBucket(PER_SECOND, forwardClock(now), AT_ONCE);
}
