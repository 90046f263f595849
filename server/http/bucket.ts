// Places that come at a rate and are kept up to a number: what is taken faster than they come is refused.

export interface Bucket {
  /** @returns whether there was one */
  take: () => boolean;
  /** Puts one in, if there is room for it. */
  give: () => void;
}

/** @param most kept at a time; those of one second unless another number is given. @param now milliseconds of a clock that goes forward */
export function createBucket(
  perSecond: number,
  now: () => number,
  most: number = Math.max(1, perSecond),
): Bucket {
  let room = most;
  let roomAt = now();
  return {
    take: () => {
      const at = now();
      room = Math.min(most, room + ((at - roomAt) * perSecond) / 1_000);
      roomAt = at;
      if (room < 1) return false;
      room -= 1;
      return true;
    },
    give: () => {
      room = Math.min(most, room + 1);
    },
  };
}
