// One answer to one of many: its fields filled in, its files attached, sent like any other.

import { fillAnswer, isAnsweredByText, needsName } from '../../domain/bulk-answer.ts';
import type { ReplyInput } from '../../domain/wire-staff.ts';
import type { StaffApi } from '../api.ts';
import type { Failure } from '../staff-call.ts';
import { type EachOutcome, type EachRow, type EachTrouble, troubleOf } from './run-each.ts';

export interface AnswerToMany {
  /** With its fields. */
  template: string;
  documents: NonNullable<ReplyInput['documents']>;
  /** The case that has the files before they go to the others; undefined where there are none. */
  filesAt: string | undefined;
}

/** @param idOf the same id for the same thing to the same case, so that trying again repeats nothing */
export async function answerOne(
  api: Pick<StaffApi, 'readCase' | 'sendReply' | 'copyMedium' | 'removeMedium'>,
  row: EachRow,
  answer: AnswerToMany,
  idOf: (row: EachRow, what: unknown) => string,
): Promise<EachOutcome> {
  const { applicationId, number, formats } = row;
  const { template } = answer;
  if (!isAnsweredByText(formats)) return 'form';
  let name: string | null = null;
  // An identity is read, and its reading written down, only where the answer names the citizen.
  if (needsName(template)) {
    const read = await api.readCase(applicationId);
    if (!read.ok) return troubleOf(read.failure);
    name = read.value.applicant?.fullName ?? null;
  }
  const filled = fillAnswer(template, { number, name });
  if (!filled.ok) return filled.why;
  const documents: AnswerToMany['documents'] = [];
  for (const document of answer.documents) {
    const attached = await attach(api, row, document.id, answer.filesAt, idOf);
    if (!attached.ok) return attached.trouble;
    documents.push({ ...document, id: attached.id });
  }
  const reply = await api.sendReply({
    applicationId,
    replyId: idOf(row, answer),
    text: filled.text,
    ...(documents.length > 0 && { documents }),
  });
  if (reply.ok) return 'done';
  // Copies that go with no answer are nobody's; where no word came, the answer may have taken them.
  if (reply.failure.kind === 'refused' && answer.filesAt !== applicationId)
    for (const { id } of documents) await api.removeMedium(applicationId, id);
  return troubleOf(reply.failure);
}

type Attached = { ok: true; id: string } | { ok: false; trouble: EachTrouble };

async function attach(
  api: Pick<StaffApi, 'copyMedium'>,
  row: EachRow,
  id: string,
  filesAt: string | undefined,
  idOf: (row: EachRow, what: unknown) => string,
): Promise<Attached> {
  if (filesAt === undefined || filesAt === row.applicationId) return { ok: true, id };
  const copyId = idOf(row, { copyOf: id });
  const from = { applicationId: filesAt, id };
  const copied = await api.copyMedium({ from, to: { applicationId: row.applicationId, id: copyId } });
  return copied.ok ? { ok: true, id: copyId } : { ok: false, trouble: copyTrouble(copied.failure) };
}

function copyTrouble(failure: Failure): EachTrouble {
  const isOfFile =
    failure.kind === 'refused' &&
    ['not-found', 'media-conflict', 'answer-media-not-ready'].includes(failure.code);
  return isOfFile ? 'documents' : troubleOf(failure);
}
