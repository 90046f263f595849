// Parcels at the simulated server, in the order of judgement of server/http/sealed-routes.ts: digest, seal, then the intake as for what
// comes in the open; the answer is sealed to the writer. And answers that are sealed as they should be around a receipt that does not hold.

import { hash } from 'node:crypto';
import { contradictsDigest } from '../../../server/http/content-digest.ts';
import { DIGEST_HEADER } from '../../../src/domain/wire.ts';
import type { HttpAnswer, HttpRequest } from '../../../src/offline/environment.ts';
import { type OpenedParcel, openParcel } from '../parcels/server-seals.ts';
import { json, problem } from './answers.ts';

type Put = (id: string, request: HttpRequest) => Promise<HttpAnswer | undefined>;

/** @param put the intake. @returns undefined when the server died under it */
export async function takeParcel(request: HttpRequest, put: Put): Promise<HttpAnswer | undefined> {
  const bytes = request.bytes ?? new Uint8Array();
  if (contradictsDigest(request.headers[DIGEST_HEADER], hash('sha256', bytes, 'buffer')))
    return problem('digest-mismatch');
  const opened = await openParcel(bytes);
  if (!opened) return problem('sealed-unreadable');
  return await answerTo(await put(opened.id, { ...request, headers: {}, body: opened.body }), opened);
}

async function answerTo(
  answer: HttpAnswer | undefined,
  opened: OpenedParcel,
): Promise<HttpAnswer | undefined> {
  if (answer && answer.status < 300) return await sealed(answer, opened);
  return answer && answer.status < 500 ? await refused(opened) : answer;
}

/** @param refuse says no to the application for good, or takes it where it has been taken already */
export async function refuseParcel(request: HttpRequest, refuse: Put): Promise<HttpAnswer | undefined> {
  const opened = await openParcel(request.bytes ?? new Uint8Array());
  if (!opened) return problem('sealed-unreadable');
  const answer = await refuse(opened.id, { ...request, headers: {}, body: opened.body });
  return await answerTo(answer, opened);
}

async function refused({ seal }: OpenedParcel): Promise<HttpAnswer> {
  const reason = { problem: 'application-not-valid', violations: [] };
  return json(422, { code: 'sealed-refused', sealed: await seal(reason) });
}

/** @param forge what would be answered to the application in the open */
export async function forgedParcelAnswer(
  request: HttpRequest,
  forge: (id: string, request: HttpRequest) => HttpAnswer | undefined,
): Promise<HttpAnswer | undefined> {
  const opened = await openParcel(request.bytes ?? new Uint8Array());
  const answer = opened && forge(opened.id, { ...request, body: opened.body });
  return opened && answer && (await sealed(answer, opened));
}

async function sealed(answer: HttpAnswer, { seal }: OpenedParcel): Promise<HttpAnswer> {
  return json(answer.status, { sealed: await seal(JSON.parse(await answer.text())) });
}
