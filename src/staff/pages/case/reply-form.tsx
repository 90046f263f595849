// Writing the answer. It is final once sent, so the officer is asked once more and sees who gets it; after a failure
// the same text goes again without a second question. The text belongs to the page above: this form can go at any time.

import { useRef, useState } from 'preact/hooks';
import * as v from 'valibot';
import { codePointCount, normaliseText } from '../../../domain/text.ts';
import {
  REPLY_MAX_LENGTH,
  replySchema,
  type StaffCase,
  type StaffSession,
} from '../../../domain/wire-staff.ts';
import type { Translate } from '../../../i18n/translate.ts';
import { Button } from '../../../ui/button/button.tsx';
import { ConfirmDialog } from '../../../ui/confirm-dialog/confirm-dialog.tsx';
import { SendIcon } from '../../../ui/icon/icon.tsx';
import { Notice } from '../../../ui/notice/notice.tsx';
import { StatusBanner } from '../../../ui/status-banner/status-banner.tsx';
import { TextArea, type TextAreaCounter } from '../../../ui/text-area/text-area.tsx';
import { SignInLink } from '../../shell/sign-in-link.tsx';
import { useTexts } from '../../shell/texts.tsx';
import { type ReplyTrouble, troubleTitle } from './send-reply.ts';

export const REPLY_FIELD_ID = 'reply-text';
/** The counter is spoken only near the limit, in steps: an answer is rarely longer than a tenth of it. */
const NEAR_LIMIT = 1_000;
const STEP = 100;

export interface ReplyFormProps {
  staffCase: StaffCase;
  session: StaffSession;
  text: string;
  onText: (text: string) => void;
  onSend: () => void;
  isSending: boolean;
  trouble: ReplyTrouble | undefined;
  /** What keeps the text from being sent, since the last press. */
  error: string | undefined;
  onError: (error: string | undefined) => void;
}

export function ReplyForm(props: ReplyFormProps) {
  const { staffCase, session, text, onText, onSend, isSending, trouble, error, onError } = props;
  const { t } = useTexts();
  const [isAsking, setAsking] = useState(false);
  const confirmedText = useRef<string>(undefined);

  const press = (): void => {
    const found = findError(text, t);
    onError(found);
    if (found !== undefined) return;
    if (confirmedText.current === text) onSend();
    else setAsking(true);
  };

  const confirm = (): void => {
    confirmedText.current = text;
    setAsking(false);
    onSend();
  };

  return (
    <div class="stack">
      {session.institutionId === null && staffCase.holder !== null ? (
        <Notice>{t('staff.reply.onBehalf', { institution: staffCase.holder })}</Notice>
      ) : null}
      <TextArea
        id={REPLY_FIELD_ID}
        label={t('staff.reply.label')}
        hint={t('staff.reply.hint')}
        error={error}
        errorPrefix={t('staff.reply.errorPrefix')}
        value={text}
        onInput={onText}
        rows={10}
        isRequired
        counter={counterOf(text, t)}
      />
      {trouble ? (
        <StatusBanner kind="danger" title={t(troubleTitle(trouble))} headingLevel={3}>
          <p>{t(`staff.reply.${trouble}`)}</p>
          {trouble === 'signedOut' ? <SignInLink /> : null}
        </StatusBanner>
      ) : null}
      <div class="cluster">
        <Button kind="primary" onPress={press} isDisabled={isSending} icon={<SendIcon />}>
          {t(isSending ? 'staff.reply.sending' : trouble ? 'staff.reply.again' : 'staff.reply.send')}
        </Button>
        <p class="quiet case-kept">{t('staff.reply.kept')}</p>
      </div>
      <ConfirmDialog
        title={t('staff.reply.confirmTitle')}
        body={<WhoGetsIt staffCase={staffCase} session={session} />}
        confirmLabel={t('staff.reply.send')}
        cancelLabel={t('staff.reply.confirmCancel')}
        onConfirm={confirm}
        onCancel={() => setAsking(false)}
        isOpen={isAsking}
      />
    </div>
  );
}

/** Sentences, not a list of terms: as the dialog's description they are spoken in one breath. */
function WhoGetsIt({ staffCase, session }: Pick<ReplyFormProps, 'staffCase' | 'session'>) {
  const { t } = useTexts();
  const recipient = staffCase.hideIdentity
    ? t('staff.reply.confirmHidden')
    : (staffCase.applicant?.fullName ?? t('staff.reply.confirmUnnamed'));
  const facts = [
    [t('staff.reply.confirmTo'), recipient],
    [t('staff.reply.confirmFrom'), session.institution ?? staffCase.holder ?? t('staff.centre')],
    [t('staff.reply.confirmCase'), `${staffCase.number} ${staffCase.subject}`],
  ];
  return (
    <div class="case-confirm">
      {facts.map(([key, value]) => (
        <p key={key}>
          {`${key}: `}
          <strong>
            <bdi lang="">{value}</bdi>
          </strong>
          {'. '}
        </p>
      ))}
      <p>{t('staff.reply.confirmFinal')}</p>
    </div>
  );
}

/** The sentence about the first thing that keeps the text from being sent. */
function findError(text: string, t: Translate): string | undefined {
  const result = v.safeParse(replySchema, { text: normaliseText(text) });
  if (result.success) return undefined;
  switch (result.issues[0].message) {
    case 'required':
      return t('staff.reply.required');
    case 'too-long':
      return t('staff.reply.tooLong', { max: REPLY_MAX_LENGTH });
    default:
      return t('staff.reply.forbidden');
  }
}

function counterOf(text: string, t: Translate): TextAreaCounter {
  const left = REPLY_MAX_LENGTH - codePointCount(normaliseText(text));
  if (left < 0) {
    const over = t('staff.reply.over', { count: -left });
    return { text: over, announce: over, isOver: true };
  }
  return {
    text: t('staff.reply.left', { count: left }),
    announce:
      left <= NEAR_LIMIT
        ? t('staff.reply.fewLeft', { count: Math.ceil((left + 1) / STEP) * STEP })
        : undefined,
  };
}
