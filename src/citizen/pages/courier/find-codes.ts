// Finds QR codes in a camera's picture.

/** The texts of the codes in the picture that it shows now. */
export type FindCodes = (video: HTMLVideoElement) => Promise<string[]>;

/** Shape Detection API: Chromium on Android and macOS. */
interface BarcodeDetectorLike {
  new (options: {
    formats: string[];
  }): {
    detect: (source: HTMLVideoElement) => Promise<{ rawValue: string }[]>;
  };
  getSupportedFormats: () => Promise<string[]>;
}

/** Wide enough for a code of 69 squares, and no wider: an old phone looks at each point of it. */
const MOST_POINTS_ACROSS = 720;

const detectorOf = () => (window as { BarcodeDetector?: BarcodeDetectorLike }).BarcodeDetector;

/** A phone without its maker's services may have the interface, and no kind of code that it finds. */
async function hasDetector(): Promise<boolean> {
  return (await detectorOf()?.getSupportedFormats())?.includes('qr_code') ?? false;
}

/** @throws Error where the decoder cannot be brought: it was never here, and no line is */
export async function createCodeFinder(): Promise<FindCodes> {
  const Detector = detectorOf();
  if (!Detector || !(await hasDetector())) return await createOwnFinder();
  const detector = new Detector({ formats: ['qr_code'] });
  let own: FindCodes | undefined;
  return async (video) => {
    if (own) return await own(video);
    try {
      return (await detector.detect(video)).map(({ rawValue }) => rawValue);
    } catch (error) {
      // A picture that is not there yet; else what it is made of has failed, and does so each time.
      if (error instanceof DOMException && error.name === 'InvalidStateError') return [];
      own = await createOwnFinder();
      return [];
    }
  };
}

/** Brings the decoder while there is a line, where the browser has none that works; it stays on the phone then. */
export async function bringDecoder(): Promise<void> {
  if (!(await hasDetector())) await import('qr/decode.js');
}

async function createOwnFinder(): Promise<FindCodes> {
  const { decodeQR } = await import('qr/decode.js');
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('There is no canvas');
  return async (video) => {
    const scale = Math.min(1, MOST_POINTS_ACROSS / video.videoWidth);
    canvas.width = Math.round(video.videoWidth * scale);
    canvas.height = Math.round(video.videoHeight * scale);
    context.drawImage(video, 0, 0, canvas.width, canvas.height);
    try {
      return [decodeQR(context.getImageData(0, 0, canvas.width, canvas.height))];
    } catch {
      return []; // It finds none, and says so by throwing.
    }
  };
}
