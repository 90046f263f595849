// What /api/openapi.json says of the uploads: tus 1.0 speaks in headers, so the document does, too. Its examples are one
// whole upload, that of the attachment below, and work in this order once the application that lists it was accepted.

import type { RouteShorthandOptions } from 'fastify';
import * as v from 'valibot';
import type { ProblemCode } from '../../src/domain/problem.ts';
import { EXAMPLE_ATTACHMENT, EXAMPLE_ATTACHMENT_BYTES, EXAMPLE_UPLOAD_METADATA } from './examples.ts';

const header = (description: string, example: string) =>
  v.pipe(v.string(), v.description(description), v.examples([example]));

const ALWAYS = {
  'tus-resumable': header('The version of tus.', '1.0.0'),
};
const CHECKSUM = v.optional(
  header(
    'Of this body: `sha256` or `sha1` and the digest in base64. Nothing of the body counts before it was verified.',
    `sha256 ${Buffer.from(EXAMPLE_ATTACHMENT.digest, 'base64url').toString('base64')}`,
  ),
);
const LENGTH = EXAMPLE_ATTACHMENT.byteLength;

const COMMON: readonly ProblemCode[] = [
  'malformed-request',
  'tus-version-not-supported',
  'too-many-requests',
];
const OF_ONE: readonly ProblemCode[] = [...COMMON, 'malformed-id', 'not-found', 'upload-expired'];
const OF_BYTES: readonly ProblemCode[] = [
  'upload-too-large',
  'upload-checksum-mismatch',
  'upload-digest-mismatch',
  'storage-full',
];

interface Documented {
  summary: string;
  description: string;
  answer: { status: number; description: string };
  headers?: v.GenericSchema;
  problems?: readonly ProblemCode[];
  takesBytes?: boolean;
}

const OPERATIONS = {
  readUploadProtocol: {
    summary: 'Read what the uploads can do',
    description: 'Version, extensions, checksum algorithms and largest size (tus 1.0), in headers.',
    answer: {
      status: 204,
      description: '`Tus-Version`, `Tus-Extension`, `Tus-Checksum-Algorithm`, `Tus-Max-Size`.',
    },
  },
  createUpload: {
    summary: 'Begin the upload of an attachment',
    description: `Resumable uploads by tus 1.0: any client of it works. An attachment is taken after its application was
accepted, and only as its manifest announces it, as here: \`${JSON.stringify(EXAMPLE_ATTACHMENT)}\`. Repeating this is
safe: what has come is kept. A body of the media type \`application/offset+octet-stream\` is the beginning of the bytes.`,
    answer: { status: 201, description: '`Location` of the upload; `Upload-Offset` says how much has come.' },
    headers: v.object({
      ...ALWAYS,
      'upload-length': header('The attachment’s length in bytes, as in the manifest.', String(LENGTH)),
      'upload-metadata': header(
        'The ids of application and attachment, in base64. No other key is kept.',
        EXAMPLE_UPLOAD_METADATA,
      ),
      'upload-checksum': CHECKSUM,
    }),
    problems: [...COMMON, 'upload-not-allowed', ...OF_BYTES],
    takesBytes: true,
  },
  readUpload: {
    summary: 'Ask how much has come',
    description:
      'Where to go on. When all has come and is stored, the answer carries the receipt, now and later.',
    answer: {
      status: 200,
      description: '`Upload-Offset`, `Upload-Length`, `Upload-Expires` or `Upload-Receipt`.',
    },
    headers: v.object(ALWAYS),
    problems: OF_ONE,
  },
  continueUpload: {
    summary: 'Send more of an attachment',
    description: `The bytes from the offset on, in as many requests as need be, of any size: here all of them,
\`${JSON.stringify(EXAMPLE_ATTACHMENT_BYTES)}\` in UTF-8. What is acknowledged survives a power cut. After the last
byte the whole is compared with the manifest’s SHA-256, and the answer carries \`Upload-Receipt\`: a JWS (ES256, the keys
are in \`GET /api/operator\`). Keep your copy until you have verified it.`,
    answer: { status: 204, description: '`Upload-Offset`; `Upload-Expires` or `Upload-Receipt`.' },
    headers: v.object({
      ...ALWAYS,
      'upload-offset': header('Where these bytes begin; what HEAD says.', '0'),
      'upload-checksum': CHECKSUM,
    }),
    problems: [...OF_ONE, 'media-type-not-supported', 'upload-offset-conflict', ...OF_BYTES],
    takesBytes: true,
  },
  endUpload: {
    summary: 'Give up an upload',
    description: 'Forgets what has come, unless all of it has: what is stored belongs to the case.',
    answer: { status: 204, description: 'Forgotten.' },
    headers: v.object(ALWAYS),
    problems: [...OF_ONE, 'upload-not-allowed'],
  },
} as const satisfies Record<string, Documented>;

/** Schema and configuration of one route. */
export function describeUpload(
  operationId: keyof typeof OPERATIONS,
  params?: v.GenericSchema,
): RouteShorthandOptions {
  const { summary, description, answer, ...rest }: Documented = OPERATIONS[operationId];
  return {
    schema: {
      operationId,
      tags: ['citizen'],
      summary,
      description,
      ...(params ? { params } : {}),
      ...(rest.headers ? { security: [{ trackingKey: [] }] } : {}),
      response: { [answer.status]: v.pipe(v.null(), v.description(answer.description)) },
    },
    config: {
      swagger: { exposeHeadRoute: true },
      ...(rest.headers ? { documentedHeaders: rest.headers } : {}),
      ...(rest.problems ? { problems: rest.problems } : {}),
      ...(rest.takesBytes ? { documentedBytes: 'application/offset+octet-stream' } : {}),
    },
  };
}
