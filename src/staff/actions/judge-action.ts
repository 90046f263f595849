// What keeps an action from being sent: what is not chosen or not written. Pure; the server judges by the same schema again.

import * as v from 'valibot';
import { OVERRIDE_REASON_LENGTH } from '../../domain/answer-limits.ts';
import { FEE_MAX_AMOUNT, parseSum } from '../../domain/fee.ts';
import {
  ACTION_TEXT_MAX_LENGTH,
  type StaffAction,
  type StaffActionKind,
  staffActionSchema,
} from '../../domain/staff-action.ts';
import { normaliseText } from '../../domain/text.ts';
import type { Translate } from '../../i18n/translate.ts';
import type { SummarizedError } from '../../ui/error-summary/error-summary.tsx';
import type { ActionDraft } from './action-drafts.ts';
import { ACTION_FORMS, actionFieldId, isWritten } from './action-forms.ts';

export type JudgedAction = { ok: true; action: StaffAction } | { ok: false; errors: SummarizedError[] };

/**
 * @param draft `overrideReason` only where the action needs it
 * @param replyId of the draft that is approved or sent back
 */
export function judgeAction(
  kind: StaffActionKind,
  draft: Omit<ActionDraft, 'actionId'>,
  replyId: string | undefined,
  t: Translate,
): JudgedAction {
  const form = ACTION_FORMS[kind];
  const candidate = {
    kind,
    ...(isOfUnit(kind, draft)
      ? { unitId: draft.unitId }
      : form.institution && { [form.institution]: draft.institutionId }),
    ...(form.institution === 'to' && draft.unitId != null && { unitId: draft.unitId }),
    ...(form.amount && { amount: parseSum(draft.amount ?? '') }),
    ...(form.text && { [form.text]: normaliseText(draft.text) }),
    ...(form.place && { unitId: draft.unitId ?? null, colleagueId: draft.colleagueId ?? null }),
    ...(form.ground && { ground: draft.ground }),
    ...(draft.overrideReason !== undefined && { override: { reason: normaliseText(draft.overrideReason) } }),
    ...(replyId !== undefined && { replyId }),
  };
  const parsed = v.safeParse(staffActionSchema, candidate, { abortPipeEarly: true });
  if (parsed.success) return { ok: true, action: parsed.output };
  const errors = parsed.issues.map(({ path, message }) =>
    toError(kind, isOfUnit(kind, draft), String(path?.[0]?.key), message, t),
  );
  return { ok: false, errors };
}

/** Whether a unit of the institution is asked, and not another institution. */
function isOfUnit(kind: StaffActionKind, { unitId }: Pick<ActionDraft, 'unitId'>): boolean {
  return kind === 'ask-opinion' && unitId !== undefined;
}

function toError(
  kind: StaffActionKind,
  isUnit: boolean,
  field: string,
  message: string,
  t: Translate,
): SummarizedError {
  const { institution, text } = ACTION_FORMS[kind];
  if (isUnit && (field === institution || field === 'unitId'))
    return { fieldId: actionFieldId(kind, 'unit'), text: t('staff.action.chooseUnit') };
  if (field === institution)
    return { fieldId: actionFieldId(kind, 'institution'), text: t('staff.action.chooseInstitution') };
  if (field === 'ground')
    return { fieldId: actionFieldId(kind, 'ground'), text: t('staff.action.chooseGround') };
  if (field === 'amount') {
    const max = FEE_MAX_AMOUNT / 100;
    return { fieldId: actionFieldId(kind, 'amount'), text: t('staff.action.amountRequired', { max }) };
  }
  if (field === 'override')
    return { fieldId: actionFieldId(kind, 'override'), text: reasonError(message, t) };
  const fieldId = actionFieldId(kind, 'text');
  if (field === text && message === 'too-long')
    return { fieldId, text: t('staff.action.tooLong', { max: ACTION_TEXT_MAX_LENGTH }) };
  if (field === text && message === 'forbidden-characters')
    return { fieldId, text: t('staff.reply.forbidden') };
  if (!isWritten(kind)) throw new Error(`${kind} has no field ${field}`);
  return { fieldId, text: t(`staff.action.${kind}.required`) };
}

function reasonError(message: string, t: Translate): string {
  if (message === 'too-long') return t('staff.answer.reasonTooLong', OVERRIDE_REASON_LENGTH);
  if (message === 'forbidden-characters') return t('staff.answer.reasonForbidden');
  return t('staff.answer.reasonRequired', OVERRIDE_REASON_LENGTH);
}
