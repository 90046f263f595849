// The server's answers to sealed applications, on their way back from whoever carried them: one file with as many as there are, of
// which each writer's phone opens its own. Nothing in it is readable to anybody else.
//
//   file = "KSR1" ‖ length of the JSON, 32 bits ‖ JSON { "answers": [ … ] } ‖ check, as in parcel-file.ts

import * as v from 'valibot';
import { concat, fromJsonBytes, toJsonBytes } from './frame.ts';
import { parcelId } from './header.ts';
import { CHECK_BYTES, createChain, type FileFault, type FileSource } from './parcel-file.ts';

const MARK = 'KSR';
const VERSION = '1';
const START_BYTES = 8;
const MAX_BYTES = 8 * 1024 * 1024;

/** base64url. */
const sealed = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]+$/), v.maxLength(16 * 1024));
const answerSchema = v.object({
  parcel: parcelId,
  /** To the application: its receipt, or why it was refused. */
  sealed,
  /** Receipts of attachments. */
  attachments: v.pipe(
    v.array(v.object({ place: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(99)), sealed })),
    v.maxLength(100),
  ),
});
export type CarriedAnswer = v.InferOutput<typeof answerSchema>;
const fileSchema = v.object({ answers: v.pipe(v.array(answerSchema), v.minLength(1)) });

export async function writeAnswersFile(answers: readonly CarriedAnswer[]): Promise<Uint8Array<ArrayBuffer>> {
  const json = toJsonBytes({ answers });
  const start = new Uint8Array(START_BYTES);
  start.set(new TextEncoder().encode(MARK + VERSION));
  new DataView(start.buffer).setUint32(4, json.length);
  return await createChain().sign(concat(start, json));
}

export async function readAnswersFile(
  file: FileSource,
): Promise<{ ok: true; answers: CarriedAnswer[] } | { ok: false; fault: FileFault }> {
  const start = new Uint8Array(await file.slice(0, START_BYTES).arrayBuffer());
  const mark = new TextDecoder('latin1').decode(start.subarray(0, 4));
  if (!mark.startsWith(MARK) || start.length < START_BYTES) return { ok: false, fault: 'foreign' };
  if (mark !== MARK + VERSION) return { ok: false, fault: 'newer' };
  const length = new DataView(start.buffer).getUint32(4);
  const whole = START_BYTES + length + CHECK_BYTES;
  if (length > MAX_BYTES || file.size > whole) return { ok: false, fault: 'damaged' };
  if (file.size < whole) return { ok: false, fault: 'cut' };
  const bytes = new Uint8Array(await file.slice(0, whole).arrayBuffer());
  const signed = await createChain().sign(bytes.subarray(0, whole - CHECK_BYTES));
  if (!signed.every((byte, index) => byte === bytes[index])) return { ok: false, fault: 'damaged' };
  const read = v.safeParse(fileSchema, fromJsonBytes(bytes.subarray(START_BYTES, whole - CHECK_BYTES)));
  return read.success ? { ok: true, answers: read.output.answers } : { ok: false, fault: 'damaged' };
}
