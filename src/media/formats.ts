// What is recorded, and how: container and codec by what the browser can, and bit rates that fit a slow line. Pure.
//
// Without a bit rate a browser writes up to 145 kB/s; hands stay legible at 250 kbit/s and 15 frames (measured).

export type RecordedKind = 'voice' | 'sign-video';
export type Camera = 'front' | 'back';

const WEBM: Readonly<Record<RecordedKind, readonly string[]>> = {
  voice: ['audio/webm;codecs=opus', 'audio/ogg;codecs=opus', 'audio/webm'],
  'sign-video': ['video/webm;codecs=vp8', 'video/webm;codecs=vp9', 'video/webm'],
};
const MP4: Readonly<Record<RecordedKind, readonly string[]>> = {
  voice: ['audio/mp4;codecs=mp4a.40.2', 'audio/mp4'],
  'sign-video': ['video/mp4;codecs=avc1.42E01E', 'video/mp4'],
};

/**
 * The first that the browser can, or undefined.
 * @param prefersMp4 on Apple's: its WebM is young, and its MP4 is made by the phone's own chip
 */
export function chooseFormat(
  kind: RecordedKind,
  prefersMp4: boolean,
  isSupported: (mediaType: string) => boolean,
): string | undefined {
  const ordered = prefersMp4 ? [...MP4[kind], ...WEBM[kind]] : [...WEBM[kind], ...MP4[kind]];
  return ordered.find(isSupported);
}

export interface Rates {
  audioBitsPerSecond?: number;
  videoBitsPerSecond?: number;
}

export function ratesOf(kind: RecordedKind, savesData: boolean): Rates {
  return kind === 'voice'
    ? { audioBitsPerSecond: savesData ? 16_000 : 24_000 }
    : { videoBitsPerSecond: savesData ? 250_000 : 400_000 };
}

/** Bytes that a second takes, with room for the container. */
export function bytesPerSecond(kind: RecordedKind, savesData: boolean): number {
  const { audioBitsPerSecond = 0, videoBitsPerSecond = 0 } = ratesOf(kind, savesData);
  return Math.round(((audioBitsPerSecond + videoBitsPerSecond) / 8) * 1.1);
}

/** What is asked of the camera or the microphone. A sign video has no sound: nobody is overheard for nothing. */
export function constraintsFor(
  kind: RecordedKind,
  camera: Camera,
  savesData: boolean,
): MediaStreamConstraints {
  if (kind === 'voice') return { audio: { channelCount: 1, echoCancellation: true, noiseSuppression: true } };
  const frames = savesData ? 15 : 20;
  return {
    video: {
      facingMode: camera === 'front' ? 'user' : 'environment',
      width: { ideal: 640 },
      height: { ideal: 480 },
      frameRate: { ideal: frames, max: 25 },
    },
  };
}

/** Light on a person, from a small picture of what the camera sees. */
export type Light = 'good' | 'dark' | 'bright' | 'behind';

const DARK = 55;
const BRIGHT = 215;
/** By how much the edges are brighter than the person before them. */
const BEHIND = 70;

/** @param pixels RGBA, row by row */
export function judgeLight(pixels: Uint8ClampedArray, width: number, height: number): Light {
  let all = 0;
  let middle = 0;
  let middleCount = 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = (y * width + x) * 4;
      // Luma as in ITU-R BT.601.
      const luma = 0.299 * (pixels[at] ?? 0) + 0.587 * (pixels[at + 1] ?? 0) + 0.114 * (pixels[at + 2] ?? 0);
      all += luma;
      const isMiddle = x >= width / 4 && x < (width * 3) / 4 && y >= height / 6;
      if (!isMiddle) continue;
      middle += luma;
      middleCount++;
    }
  }
  const count = width * height;
  if (count === 0 || middleCount === 0) return 'good';
  const person = middle / middleCount;
  const edges = (all - middle) / Math.max(1, count - middleCount);
  if (edges - person > BEHIND) return 'behind';
  if (person < DARK) return 'dark';
  return person > BRIGHT ? 'bright' : 'good';
}
