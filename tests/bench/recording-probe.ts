// What the benchmark of recording puts into the page before the app: it listens to the app's own recorder, its frames and the
// transactions that store its chunks, and can make the same recording again without storing anything.

export interface MeasuredRecording {
  seconds: number;
  bytes: number;
  /** Undefined for a voice. */
  frames: Frames | undefined;
  /** From the chunk's coming to the disk; without storing: to its bytes. Milliseconds. */
  chunkMs: number[];
}

export interface Frames {
  /** At the rate that the camera agreed to. */
  asked: number;
  /** By the camera, to the page. */
  delivered: number;
  encoded: number;
}

declare global {
  var recordingProbe: {
    /** The app's latest recording, once it has ended. @param bytes as they were stored */
    measured: (bytes: Uint8Array) => MeasuredRecording;
    /** Bytes of the newest recording in the device's store. */
    storedBytes: () => Promise<Uint8Array>;
    /** The latest recording again: the same constraints, format and bit rates, but its chunks are only counted. */
    recordBare: (seconds: number) => Promise<MeasuredRecording>;
  };
}

interface Running {
  startedAt: number;
  seconds: number;
  deliveredBefore: number;
  delivered: number;
  /** 0 for a voice. */
  framesPerSecond: number;
}

/** Runs in the page, alone: what it needs stands in it. */
export function installRecordingProbe(): void {
  type VideoTrack = MediaStreamTrack & { stats?: { deliveredFrames: number } };
  const CHUNK_MS = 1_000;
  let constraints: MediaStreamConstraints = {};
  let options: MediaRecorderOptions = {};
  let latest: Running = { startedAt: 0, seconds: 0, deliveredBefore: 0, delivered: 0, framesPerSecond: 0 };
  let arrivals: number[] = [];
  let chunkMs: number[] = [];

  const getUserMedia = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
  navigator.mediaDevices.getUserMedia = (wanted = {}) => {
    constraints = wanted;
    return getUserMedia(wanted);
  };
  const deliveredBy = (stream: MediaStream): number =>
    (stream.getVideoTracks()[0] as VideoTrack | undefined)?.stats?.deliveredFrames ?? 0;

  const Native = MediaRecorder;
  class WatchedRecorder extends Native {
    constructor(stream: MediaStream, wanted: MediaRecorderOptions = {}) {
      super(stream, wanted);
      options = wanted;
      arrivals = [];
      chunkMs = [];
      this.addEventListener('dataavailable', ({ data }) => {
        if (data.size > 0) arrivals.push(performance.now());
      });
    }
    override start(timesliceMs?: number): void {
      latest = {
        startedAt: performance.now(),
        seconds: 0,
        deliveredBefore: deliveredBy(this.stream),
        delivered: 0,
        framesPerSecond: this.stream.getVideoTracks()[0]?.getSettings().frameRate ?? 0,
      };
      super.start(timesliceMs);
    }
    override stop(): void {
      latest.delivered = deliveredBy(this.stream) - latest.deliveredBefore;
      latest.seconds = (performance.now() - latest.startedAt) / 1000;
      super.stop();
    }
  }
  globalThis.MediaRecorder = WatchedRecorder;

  const transaction = IDBDatabase.prototype.transaction;
  IDBDatabase.prototype.transaction = function (names, mode, how) {
    const opened = transaction.call(this, names, mode, how);
    if (mode === 'readwrite' && [...opened.objectStoreNames].includes('chunks'))
      opened.addEventListener('complete', () => {
        const arrivedAt = arrivals.shift();
        if (arrivedAt !== undefined) chunkMs.push(performance.now() - arrivedAt);
      });
    return opened;
  };

  /** Blocks of a WebM file: one for each frame. Only segments and clusters are looked into. */
  const countBlocks = (bytes: Uint8Array): number => {
    const [SEGMENT, CLUSTER, SIMPLE_BLOCK, BLOCK_GROUP] = [0x18538067, 0x1f43b675, 0xa3, 0xa0];
    const read = (at: number, keepsMarker: boolean): { value: number; length: number } => {
      const first = bytes[at] ?? 0;
      const length = Math.clz32(first) - 23;
      let value = keepsMarker ? first : first & (0xff >> length);
      for (let i = 1; i < length; i++) value = value * 256 + (bytes[at + i] ?? 0);
      return { value, length };
    };
    let blocks = 0;
    for (let at = 0; at < bytes.length; ) {
      const id = read(at, true);
      const size = read(at + id.length, false);
      at += id.length + size.length;
      if (id.value === SEGMENT || id.value === CLUSTER) continue;
      if (id.value === SIMPLE_BLOCK || id.value === BLOCK_GROUP) blocks++;
      at += size.value;
    }
    return blocks;
  };
  const measured = (bytes: Uint8Array): MeasuredRecording => ({
    seconds: latest.seconds,
    bytes: bytes.length,
    frames:
      latest.framesPerSecond === 0
        ? undefined
        : {
            asked: Math.round(latest.framesPerSecond * latest.seconds),
            delivered: latest.delivered,
            encoded: countBlocks(bytes),
          },
    chunkMs,
  });
  const join = async (parts: BlobPart[]): Promise<Uint8Array> =>
    new Uint8Array(await new Blob(parts).arrayBuffer());

  /** Of the newest recording, opened as the app opens them (src/offline/sealing.ts). */
  const storedBytes = async (): Promise<Uint8Array> => {
    const done = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const database = await done(indexedDB.open('kopru'));
    const inStore = (store: string): IDBObjectStore => database.transaction(store).objectStore(store);
    // Ids grow with time.
    const newest = await done(inStore('chunks').openKeyCursor(null, 'prev'));
    const [id] = (newest?.primaryKey ?? []) as [string];
    const range = IDBKeyRange.bound([id], [id, []]);
    const places = await done(inStore('chunks').getAllKeys(range));
    const chunks: { sealed: ArrayBuffer }[] = await done(inStore('chunks').getAll(range));
    const { key } = await done(inStore('device').get('key'));
    database.close();
    const parts = chunks.map(({ sealed }, index) => {
      const additionalData = new TextEncoder().encode(`chunks ${JSON.stringify(places[index])}`);
      const algorithm = { name: 'AES-GCM', iv: sealed.slice(0, 12), additionalData };
      return crypto.subtle.decrypt(algorithm, key, sealed.slice(12));
    });
    return await join(await Promise.all(parts));
  };

  const recordBare = async (seconds: number): Promise<MeasuredRecording> => {
    const stream = await getUserMedia(constraints);
    // The app shows what is recorded, too.
    const preview = document.body.appendChild(document.createElement('video'));
    preview.muted = true;
    preview.srcObject = stream;
    await preview.play();
    const recorder = new MediaRecorder(stream, options);
    const parts: Blob[] = [];
    recorder.addEventListener('dataavailable', async ({ data }) => {
      const cameAt = performance.now();
      if (data.size === 0) return;
      parts.push(data);
      await data.arrayBuffer();
      chunkMs.push(performance.now() - cameAt);
    });
    const stopped = new Promise((resolve) => recorder.addEventListener('stop', resolve));
    recorder.start(CHUNK_MS);
    await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
    recorder.stop();
    await stopped;
    for (const track of stream.getTracks()) track.stop();
    preview.remove();
    return measured(await join(parts));
  };
  globalThis.recordingProbe = { measured, storedBytes, recordBare };
}
