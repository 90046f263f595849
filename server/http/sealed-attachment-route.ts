// POST /api/sealed/:parcel/attachments/:place: chunks of an attachment of a sealed application. They are opened here and go on as
// any upload's bytes (server/attachments/uploads.ts): who may upload is said by the tracking key, which stands in the sealed head,
// and how far it has come by the upload itself. Nothing is kept between two requests, so any server takes any of them.
//
//   body = length of the head (32 bits) ‖ head ‖ number of the first chunk (32 bits) ‖ chunks, none to ask how far it has come

import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import * as v from 'valibot';
import {
  SEALED_ATTACHMENT_MAX_BYTES,
  SEALED_MEDIA_TYPE,
  SEALED_PATHS,
  type SealedAttachmentAnswer,
  sealedAttachmentSchema,
} from '../../src/domain/sealed.ts';
import { UPLOAD_PATHS } from '../../src/domain/upload.ts';
import { pathOf } from '../../src/domain/wire.ts';
import { sealAnswer } from '../../src/sealing/answer.ts';
import {
  CHUNK_BYTES,
  chunkCount,
  type OpenedAttachment,
  openAttachment,
  readAttachmentHead,
  SEALED_CHUNK_BYTES,
} from '../../src/sealing/attachment.ts';
import { trackingMacs } from '../intake/tracking-mac.ts';
import type { Services } from '../services.ts';
import { createGuessBrake } from './guess-brake.ts';
import { sendProblem } from './problem-reply.ts';
import { parcelParam } from './sealed-params.ts';
import { makeUploadRequest, PART_MEDIA_TYPE, problemOf, VERSION } from './upload-routes.ts';
import type { App } from './valibot-provider.ts';

const paramsSchema = v.object({
  parcel: parcelParam,
  place: v.pipe(
    v.string(),
    v.regex(/^\d{1,2}$/),
    v.description('Which of the parcel’s attachments, from 0.'),
    v.examples(['0']),
  ),
});

export function addSealedAttachmentRoute(scope: App, services: Services): void {
  const brake = createGuessBrake(scope, services);
  scope.post(
    SEALED_PATHS.attachment,
    {
      bodyLimit: SEALED_ATTACHMENT_MAX_BYTES,
      schema: {
        operationId: 'deliverSealedChunks',
        tags: ['citizen'],
        summary: 'Deliver chunks of a sealed attachment',
        description: DESCRIPTION,
        params: paramsSchema,
        response: {
          200: v.pipe(
            sealedAttachmentSchema,
            v.description('How far it has come; when it is whole and stored, the receipt, for the writer.'),
            v.examples([{ state: 'receiving', chunks: 3 }]),
          ),
        },
      },
      config: {
        documentedBytes: SEALED_MEDIA_TYPE,
        problems: [
          'malformed-id',
          'body-too-large',
          'media-type-not-supported',
          'sealed-unreadable',
          'sealed-key-unknown',
          'upload-not-allowed',
          'upload-too-large',
          'upload-digest-mismatch',
          'upload-offset-conflict',
          'storage-full',
        ],
      },
    },
    async (request, reply) => {
      const { parcel, place } = request.params;
      const parts = takeApart(Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0));
      const read = parts && readAttachmentHead(parts.head);
      if (!parts || read?.header.parcel !== parcel || read.header.place !== Number(place))
        return sendProblem(request, reply, 'sealed-unreadable');
      const keys = await services.acceptance.find(read.header.keyId);
      if (!keys) return sendProblem(request, reply, 'sealed-key-unknown');
      const opened = await openAttachment(read, keys);
      if (!opened) return sendProblem(request, reply, 'sealed-unreadable');
      const upload = createUploadOf(services, request, opened);
      let reached = await upload.begin();
      if (reached.kind === 'at') {
        const bytes = await openFrom(opened, parts, reached.offset);
        if (!bytes) return sendProblem(request, reply, 'sealed-unreadable');
        if (bytes.length > 0) reached = await upload.goOn(reached.offset, bytes);
      }
      switch (reached.kind) {
        case 'at':
          return send(reply, { state: 'receiving', chunks: Math.floor(reached.offset / CHUNK_BYTES) });
        case 'stored': {
          const { replyKey } = opened;
          const answer = { uploadReceipt: reached.receipt };
          const sealed = await sealAnswer(answer, { replyKey, parcel, place: read.header.place });
          return send(reply, { state: 'stored', sealed: Buffer.from(sealed).toString('base64url') });
        }
        case 'failed':
          if (reached.isStranger) await brake({ trackingKey: opened.trackingKey, address: request.ip });
          return sendProblem(request, reply, problemOf(request, reached.status, reached.failure));
      }
    },
  );
}

const send = (reply: FastifyReply, answer: SealedAttachmentAnswer): FastifyReply =>
  reply.code(200).send(answer);

interface Parts {
  head: Uint8Array;
  first: number;
  chunks: Uint8Array<ArrayBuffer>[];
}

function takeApart(body: Buffer): Parts | undefined {
  if (body.length < 4) return undefined;
  const headEnd = 4 + body.readUInt32BE(0);
  if (body.length < headEnd + 4) return undefined;
  const sealed = body.subarray(headEnd + 4);
  const count = Math.ceil(sealed.length / SEALED_CHUNK_BYTES);
  const chunks = Array.from({ length: count }, (_, index) =>
    Uint8Array.from(sealed.subarray(index * SEALED_CHUNK_BYTES, (index + 1) * SEALED_CHUNK_BYTES)),
  );
  return { head: body.subarray(4, headEnd), first: body.readUInt32BE(headEnd), chunks };
}

/**
 * What these chunks bring beyond the bytes that are kept already; nothing where they begin behind them.
 * @returns undefined where one of them does not open: then none of them counts
 */
async function openFrom(
  { chunks: cipher, byteLength }: OpenedAttachment,
  { first, chunks }: Parts,
  offset: number,
): Promise<Buffer | undefined> {
  const last = chunkCount(byteLength) - 1;
  const opened: Uint8Array[] = [];
  for (const [position, chunk] of chunks.entries()) {
    const index = first + position;
    const bytes = await cipher.open(index, index === last, chunk);
    if (!bytes) return undefined;
    opened.push(bytes);
  }
  const start = first * CHUNK_BYTES;
  return start > offset ? Buffer.alloc(0) : Buffer.concat(opened).subarray(offset - start);
}

type Reached =
  | { kind: 'at'; offset: number }
  | { kind: 'stored'; receipt: string }
  | { kind: 'failed'; status: number; failure: unknown; isStranger: boolean };

/** The upload of this attachment, spoken to as tus is. */
function createUploadOf(
  { uploads, trackingSecrets }: Services,
  request: FastifyRequest,
  { applicationId, attachmentId, trackingKey, byteLength }: OpenedAttachment,
): { begin: () => Promise<Reached>; goOn: (offset: number, bytes: Buffer) => Promise<Reached> } {
  const macs = trackingMacs(trackingSecrets, trackingKey);
  const ask = async (method: string, path: string, headers: object, bytes?: Buffer): Promise<Reached> => {
    const {
      response,
      headers: said,
      failure,
      isStranger,
    } = await uploads.handle(
      makeUploadRequest(request, {
        method,
        path,
        headers: new Headers({ 'tus-resumable': VERSION, ...headers }),
      }),
      {
        body: bytes && Readable.from([bytes]),
        trackingMacs: macs,
        claimedLength: bytes ? undefined : byteLength,
        checksum: undefined,
      },
    );
    if (!response.ok) return { kind: 'failed', status: response.status, failure, isStranger };
    const receipt = said['upload-receipt'];
    return receipt === undefined
      ? { kind: 'at', offset: Number(said['upload-offset'] ?? 0) }
      : { kind: 'stored', receipt };
  };
  return {
    begin: () =>
      ask('POST', UPLOAD_PATHS.uploads, {
        'upload-length': String(byteLength),
        'upload-metadata': `applicationId ${base64(applicationId)},attachmentId ${base64(attachmentId)}`,
      }),
    goOn: (offset, bytes) =>
      ask(
        'PATCH',
        pathOf(UPLOAD_PATHS.upload, { id: attachmentId }),
        {
          'upload-offset': String(offset),
          'content-type': PART_MEDIA_TYPE,
          'content-length': String(bytes.length),
        },
        bytes,
      ),
  };
}

const base64 = (text: string): string => Buffer.from(text).toString('base64');

const DESCRIPTION = `Takes chunks of 64 kB (docs/protocol.md, "Sealed applications") of an attachment that a sealed
application announces, after that was received. The body is the length of the attachment’s head in four bytes, the head, the
number of the first chunk in four bytes, and up to 16 chunks; with none it asks how far it has come. What is acknowledged survives
a power cut. A chunk that was moved, changed or left out is not taken. When the last one has come, the whole is compared with the
manifest, and the answer carries a receipt that its writer can open.`;
