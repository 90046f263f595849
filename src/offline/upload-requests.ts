// The requests of one attachment's upload, each piece as large as the line has shown that it takes.

import type { OfflineEnvironment } from './environment.ts';
import { readBytes } from './recordings.ts';
import { askOffset, createUpload, type Piece, type Subject, sendPiece, type TusAnswer } from './tus.ts';
import { FIRST_PIECE_BYTES, nextPieceBytes } from './upload-pieces.ts';

export interface UploadRequests {
  ask: () => Promise<TusAnswer>;
  /** @param isFirst no answer is missing that may have told of its bytes: so the first ones go along */
  create: (isFirst: boolean) => Promise<TusAnswer>;
  /** @returns undefined where the browser has lost the bytes @throws StorageFault */
  continue: (offset: number) => Promise<TusAnswer | undefined>;
}

export function uploadRequests(subject: Subject, environment: OfflineEnvironment): UploadRequests {
  const { id, byteLength } = subject.attachment;
  let pieceBytes = FIRST_PIECE_BYTES;

  const read = (offset: number) =>
    readBytes(id, offset, Math.min(pieceBytes, byteLength - offset), environment);

  async function timed(offset: number, bytes: Piece, answering: Promise<TusAnswer>): Promise<TusAnswer> {
    const begunAt = environment.now();
    const answer = await answering;
    // What did not arrive says nothing of the line.
    if (answer.kind === 'holds' && answer.offset === offset + bytes.length)
      pieceBytes = nextPieceBytes(pieceBytes, environment.now() - begunAt);
    return answer;
  }

  return {
    ask: () => askOffset(subject, environment),
    create: async (isFirst) => {
      const bytes = isFirst ? await read(0) : undefined;
      const answering = createUpload(subject, bytes, environment);
      return await (bytes ? timed(0, bytes, answering) : answering);
    },
    continue: async (offset) => {
      const bytes = await read(offset);
      return bytes && (await timed(offset, bytes, sendPiece(subject, offset, bytes, environment)));
    },
  };
}
