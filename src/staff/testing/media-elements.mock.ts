// jsdom plays nothing: its media elements get just enough of a life here to be pressed. Time moves when a test moves it.

const DURATION_S = 60;

/** Gives every media element play, pause, a place and a length. @returns a function that takes it away again */
export function mockMediaElements(durationS = DURATION_S): () => void {
  const lives = new WeakMap<HTMLMediaElement, { isPaused: boolean; time: number }>();
  const life = (element: HTMLMediaElement) => {
    const known = lives.get(element) ?? { isPaused: true, time: 0 };
    lives.set(element, known);
    return known;
  };
  const set = (element: HTMLMediaElement, isPaused: boolean): void => {
    if (life(element).isPaused === isPaused) return;
    life(element).isPaused = isPaused;
    element.dispatchEvent(new Event(isPaused ? 'pause' : 'play'));
  };
  const before = Object.getOwnPropertyDescriptors(HTMLMediaElement.prototype);
  Object.defineProperties(HTMLMediaElement.prototype, {
    play: {
      configurable: true,
      value(this: HTMLMediaElement) {
        set(this, false);
        return Promise.resolve();
      },
    },
    pause: {
      configurable: true,
      value(this: HTMLMediaElement) {
        set(this, true);
      },
    },
    paused: {
      configurable: true,
      get(this: HTMLMediaElement) {
        return life(this).isPaused;
      },
    },
    duration: { configurable: true, get: () => durationS },
    currentTime: {
      configurable: true,
      get(this: HTMLMediaElement) {
        return life(this).time;
      },
      set(this: HTMLMediaElement, time: number) {
        life(this).time = time;
        this.dispatchEvent(new Event('seeked'));
      },
    },
  });
  return () => Object.defineProperties(HTMLMediaElement.prototype, before);
}

/** The recording has run to here. */
export function runTo(element: HTMLMediaElement, seconds: number): void {
  element.currentTime = seconds;
  element.dispatchEvent(new Event('timeupdate'));
}
