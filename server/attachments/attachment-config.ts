// The operator's settings for attachments: what is allowed, how long an unfinished upload is kept, and where the bytes
// go: below DATA_DIR, or into a bucket of an S3-compatible object store.

import {
  type AnswerLimits,
  DEFAULT_ANSWER_LIMITS,
  MAX_ANSWER_DOCUMENTS,
} from '../../src/domain/answer-limits.ts';
import { MAX_ATTACHMENTS, MAX_BYTES_CEILING } from '../../src/domain/attachment.ts';
import { type ConfigVariable, flag, isLoopback, origin, type Reader, wholeNumber } from '../config-reader.ts';

export type S3Config = Readonly<{
  /** Scheme, host and port; the bucket is part of the path. */
  endpoint: string;
  bucket: string;
  region: string;
  accessKeyId: string;
  secretAccessKey: string;
}>;

export type AttachmentConfig = Readonly<{
  limits: AnswerLimits;
  uploadExpiryDays: number;
  /** Absent: the disk. */
  s3: S3Config | undefined;
}>;

const MEGABYTE = 1024 * 1024;
const S3_VARIABLES = ['S3_ENDPOINT', 'S3_BUCKET', 'S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY'] as const;

export function attachmentConfig(reader: Reader): AttachmentConfig {
  return Object.freeze({
    limits: attachmentLimits(reader),
    uploadExpiryDays: wholeNumber(reader, 'UPLOAD_EXPIRY_DAYS', { fallback: 30, min: 1, max: 365 }),
    s3: s3Config(reader),
  });
}

function attachmentLimits(reader: Reader): AnswerLimits {
  const { count, bytes: maxBytes, seconds, answerDocuments } = DEFAULT_ANSWER_LIMITS;
  const bytesOf = (variable: ConfigVariable, fallback: number) =>
    MEGABYTE *
    wholeNumber(reader, variable, {
      fallback: fallback / MEGABYTE,
      min: 1,
      max: MAX_BYTES_CEILING / MEGABYTE,
    });
  const audio = bytesOf('AUDIO_MAX_MB', maxBytes.audio);
  const video = bytesOf('VIDEO_MAX_MB', maxBytes.video);
  return {
    count: wholeNumber(reader, 'ATTACHMENT_MAX_COUNT', {
      fallback: count,
      min: 0,
      max: MAX_ATTACHMENTS,
    }),
    bytes: {
      voice: audio,
      'sign-video': video,
      photo: bytesOf('PHOTO_MAX_MB', maxBytes.photo),
      document: bytesOf('DOCUMENT_MAX_MB', maxBytes.document),
      audio,
      video,
    },
    answerDocuments: wholeNumber(reader, 'ANSWER_DOCUMENT_MAX_COUNT', {
      fallback: answerDocuments,
      min: 0,
      max: MAX_ANSWER_DOCUMENTS,
    }),
    seconds: {
      voice: wholeNumber(reader, 'VOICE_MAX_SECONDS', { fallback: seconds.voice, min: 10, max: 7_200 }),
      'sign-video': wholeNumber(reader, 'SIGN_VIDEO_MAX_SECONDS', {
        fallback: seconds['sign-video'],
        min: 10,
        max: 3_600,
      }),
    },
  };
}

/** All of S3's variables or none: half of them would store the first recordings on the disk, unnoticed. */
function s3Config(reader: Reader): S3Config | undefined {
  const endpoint = origin(reader, 'S3_ENDPOINT', undefined);
  const bucket = bucketName(reader);
  const accessKeyId = reader.text('S3_ACCESS_KEY_ID');
  const secretAccessKey = reader.text('S3_SECRET_ACCESS_KEY');
  const given = S3_VARIABLES.filter((variable) => reader.text(variable) !== undefined);
  const missing = S3_VARIABLES.filter((variable) => !given.includes(variable));
  const [first] = given;
  if (first === undefined) return undefined;
  for (const other of missing) reader.fail({ variable: first, code: 'needsAnother', params: { other } });
  if (endpoint) holdToTls(reader, endpoint);
  if (!endpoint || !bucket || !accessKeyId || !secretAccessKey) return undefined;
  return Object.freeze({
    endpoint,
    bucket,
    region: reader.text('S3_REGION') ?? 'us-east-1',
    accessKeyId,
    secretAccessKey,
  });
}

function holdToTls(reader: Reader, endpoint: string): void {
  const mayBePlain = flag(reader, 'ALLOW_UNENCRYPTED_S3') || isLoopback(new URL(endpoint).hostname);
  if (endpoint.startsWith('https:') || mayBePlain) return;
  const params = { value: endpoint, other: 'ALLOW_UNENCRYPTED_S3' } as const;
  reader.fail({ variable: 'S3_ENDPOINT', code: 's3WithoutTls', params });
}

function bucketName(reader: Reader): string | undefined {
  const value = reader.text('S3_BUCKET');
  if (value === undefined || /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(value)) return value;
  reader.fail({ variable: 'S3_BUCKET', code: 'notABucket', params: { value } });
  return undefined;
}
