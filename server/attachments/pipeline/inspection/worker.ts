// The program that reads a stranger's file: started for one file, in the sandbox, and ended with it. What it says is read
// by run-inspection.ts, which believes it as little as the file.

import { readFileSync, writeFileSync } from 'node:fs';
import { inspect } from './inspect.ts';
import type { InspectionAnswer, InspectionRequest } from './messages.ts';

async function answer(request: InspectionRequest): Promise<InspectionAnswer> {
  const { path, imagePath, documentPath, maxPixels } = request;
  const bytes = readFileSync(path);
  const inspected = await inspect(bytes, request.kind, request.isAnswer);
  if (!inspected.ok) return inspected;
  const { mediaType } = inspected;
  // Loaded for what needs them only: they are most of the time that this program takes.
  if (inspected.family === 'document') {
    const { cleanDocument } = await import('../cleaning/clean-document.ts');
    const cleaned = await cleanDocument(bytes, mediaType);
    if (cleaned.kind === 'refused') return { ok: false, problem: cleaned.problem };
    if (cleaned.kind === 'signed') return { ok: true, mediaType, isSigned: true };
    writeFileSync(documentPath, cleaned.bytes);
    return { ok: true, mediaType };
  }
  if (inspected.family !== 'image') return { ok: true, mediaType };
  const { redrawImage } = await import('./image.ts');
  const image = await redrawImage(bytes, imagePath, maxPixels);
  return image.ok ? { ...image, mediaType } : image;
}

const request: InspectionRequest = JSON.parse(process.argv[2] ?? '');
process.stdout.write(JSON.stringify(await answer(request)));
