// Sends a file and tells how far it is, which fetch cannot. A file that nothing moves of any more is given up, so that a dead
// connection is told as one; a slow one may take its time.

interface UploadRequest {
  path: string;
  headers: Readonly<Record<string, string>>;
  file: Blob;
  /** Bytes that have left, at each step. */
  onSent: (sentBytes: number) => void;
  signal: AbortSignal;
}

/** @throws Error where no whole answer came */
export type Upload = (request: UploadRequest) => Promise<{ status: number; text: string }>;

/** The server answers when the whole is on its disk, which may take a while after the last byte has left. */
const STILLNESS_MS = 120_000;

export const uploadByXhr: Upload = ({ path, headers, file, onSent, signal }) =>
  new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
    };
    const fail = (): void => {
      end();
      reject(new Error('The file was not sent, or its answer did not come'));
    };
    const abort = (): void => request.abort();
    const wait = (): void => {
      clearTimeout(timer);
      timer = setTimeout(abort, STILLNESS_MS);
    };
    request.open('PUT', path);
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.upload.onprogress = ({ loaded }) => {
      wait();
      onSent(loaded);
    };
    request.onload = () => {
      end();
      resolve({ status: request.status, text: request.responseText });
    };
    request.onerror = fail;
    request.onabort = fail;
    signal.addEventListener('abort', abort);
    if (signal.aborted) {
      fail();
      return;
    }
    wait();
    request.send(file);
  });
