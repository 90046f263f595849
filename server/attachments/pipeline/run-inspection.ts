// Starts the inspecting program (inspection/worker.ts) in the sandbox and reads its answer.

import { join } from 'node:path';
import * as v from 'valibot';
import type { AttachmentKind } from '../../../src/domain/attachment.ts';
import {
  type InspectionAnswer,
  type InspectionRequest,
  inspectionAnswerSchema,
} from './inspection/messages.ts';
import type { PipelineLimits } from './limits.ts';
import type { Sandbox, ToolEnd } from './sandbox.ts';

export const IMAGE_FILE_NAME = 'image.jpg';
export const DOCUMENT_FILE_NAME = 'document';

export type InspectionResult =
  | { kind: 'answered'; answer: InspectionAnswer }
  | { kind: 'not-done'; end: ToolEnd };

const ROOT = join(import.meta.dirname, '../../..');
const WORKER = join(import.meta.dirname, 'inspection/worker.ts');
/** What the program consists of. Not the whole folder: the data may stand in it. */
const CODE = ['server/attachments', 'src/domain', 'node_modules', 'package.json'].map((path) =>
  join(ROOT, path),
);
const HEAP_MB = 512;

export async function runInspection(
  file: { path: string; kind: AttachmentKind; folder: string; isAnswer: boolean },
  sandbox: Sandbox,
  limits: PipelineLimits,
): Promise<InspectionResult> {
  const request: InspectionRequest = {
    path: file.path,
    kind: file.kind,
    imagePath: join(file.folder, IMAGE_FILE_NAME),
    documentPath: join(file.folder, DOCUMENT_FILE_NAME),
    maxPixels: limits.imagePixels,
    isAnswer: file.isAnswer,
  };
  const end = await sandbox.run({
    program: process.execPath,
    args: [`--max-old-space-size=${HEAP_MB}`, '--no-warnings', WORKER, JSON.stringify(request)],
    readable: [...CODE, file.path],
    writable: file.folder,
    limits: limits.inspection,
  });
  if (end.kind !== 'exited' || end.code !== 0) return { kind: 'not-done', end };
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), inspectionAnswerSchema), end.stdout);
  return parsed.success ? { kind: 'answered', answer: parsed.output } : { kind: 'not-done', end };
}
