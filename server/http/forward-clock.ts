// A clock that only goes forward, made of one that can be set. What is counted by places and turns goes on where it was when
// somebody sets the machine's clock back: nobody waits until it has caught up.

/** @param now milliseconds. @returns milliseconds since this was made, without the steps back */
export function forwardClock(now: () => number): () => number {
  let readAt = now();
  let passed = 0;
  return () => {
    const at = now();
    passed += Math.max(0, at - readAt);
    readAt = at;
    return passed;
  };
}
