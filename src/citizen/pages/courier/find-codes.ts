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

/** @throws Error where the decoder cannot be brought: it was never here, and no line is */
export async function createCodeFinder(): Promise<FindCodes> {
  const { BarcodeDetector } = window as { BarcodeDetector?: BarcodeDetectorLike };
  if (BarcodeDetector && (await BarcodeDetector.getSupportedFormats()).includes('qr_code')) {
    const detector = new BarcodeDetector({ formats: ['qr_code'] });
    return async (video) => (await detector.detect(video)).map(({ rawValue }) => rawValue);
  }
  return await createOwnFinder();
}

/** Brings the decoder while there is a line, where the browser has none of its own; it stays on the phone then. */
export function bringDecoder(): void {
  if (!('BarcodeDetector' in window)) import('qr/decode.js').catch(() => undefined);
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
