// Writing an answer in the form that the citizen asked for. "Send" asks once, with who will get it; an answer that fails stays
// where it is and goes again without a second question. The draft belongs to the page above: this form can go at any time.

import { useEffect, useRef, useState } from 'preact/hooks';
import type { AnswerLimits } from '../../../../domain/answer-limits.ts';
import { codePointCount, normaliseText } from '../../../../domain/text.ts';
import {
  REPLY_MAX_LENGTH,
  type ReplyInput,
  type StaffCase,
  type StaffSession,
} from '../../../../domain/wire-staff.ts';
import type { Translate } from '../../../../i18n/translate.ts';
import { Button } from '../../../../ui/button/button.tsx';
import { ConfirmDialog } from '../../../../ui/confirm-dialog/confirm-dialog.tsx';
import type { SummarizedError } from '../../../../ui/error-summary/error-summary.tsx';
import { SendIcon } from '../../../../ui/icon/icon.tsx';
import { Notice } from '../../../../ui/notice/notice.tsx';
import { StatusBanner } from '../../../../ui/status-banner/status-banner.tsx';
import { TextArea, type TextAreaCounter } from '../../../../ui/text-area/text-area.tsx';
import type { AnswerMedia } from '../../../answer-media/answer-media.ts';
import { KeyHint } from '../../../keys/key-hint.tsx';
import type { ReplyDraft } from '../../../reply-drafts.ts';
import { SignInLink } from '../../../shell/sign-in-link.tsx';
import { useTexts } from '../../../shell/texts.tsx';
import { AnswerForms } from './answer-forms.tsx';
import { judgeAnswer, REPLY_FIELD_ID } from './judge-answer.ts';
import { MissingForms } from './missing-forms.tsx';
import { type ReplyTrouble, troubleTitle } from './send-reply.ts';
import { TemplateChoice, type TemplateChoiceProps } from './template-choice.tsx';
import { TextTools } from './text-tools.tsx';
import { useLimits } from './use-limits.ts';
import { useMedia } from './use-media.ts';
import { WhoGetsIt } from './who-gets-it.tsx';
import './answer.css';

/** The counter is spoken only near the limit, in steps: an answer is rarely longer than a tenth of it. */
const NEAR_LIMIT = 1_000;
const STEP = 100;

export type ChangeDraft = (part: (before: ReplyDraft) => Partial<ReplyDraft>) => void;

export interface AnswerFormProps {
  staffCase: StaffCase;
  session: StaffSession;
  draft: ReplyDraft;
  onChange: ChangeDraft;
  media: AnswerMedia;
  makeId: () => string;
  onReadLimits: () => Promise<AnswerLimits>;
  onReadTemplates: TemplateChoiceProps['onRead'];
  onSend: (reply: ReplyInput) => void;
  isSending: boolean;
  trouble: ReplyTrouble | undefined;
  errors: readonly SummarizedError[];
  onErrors: (errors: readonly SummarizedError[]) => void;
  onJudgedAgain: (errors: readonly SummarizedError[]) => void;
}

export function AnswerForm(props: AnswerFormProps) {
  const { staffCase, session, draft, onChange, onSend, isSending, trouble, errors, onErrors } = props;
  const { t } = useTexts();
  const [isAsking, setAsking] = useState(false);
  const confirmed = useRef<string>(undefined);
  const media = useMedia(props.media, draft, onChange);
  const limits = useLimits(props.onReadLimits);
  const answer = { formats: staffCase.formats, role: session.role, draft, media };
  const isToApprove = staffCase.life?.needsApproval ?? false;
  const sendLabel = t(isToApprove ? 'staff.reply.toApproval' : 'staff.reply.send');

  useEffect(() => {
    if (errors.length === 0) return;
    const judged = judgeAnswer(answer, t);
    props.onJudgedAgain(judged.ok ? [] : judged.errors);
  }, [draft, media, t]);

  const write = (text: string): void => onChange(() => ({ text }));
  const asked = isAsking ? judgeAnswer(answer, t) : undefined;
  const press = (): void => {
    const judged = judgeAnswer(answer, t);
    onErrors(judged.ok ? [] : judged.errors);
    if (!judged.ok) return;
    if (confirmed.current === JSON.stringify(judged.reply)) onSend(judged.reply);
    else setAsking(true);
  };

  const confirm = (): void => {
    setAsking(false);
    const judged = judgeAnswer(answer, t);
    if (!judged.ok) return;
    confirmed.current = JSON.stringify(judged.reply);
    onSend(judged.reply);
  };

  return (
    <div class="stack">
      {session.institutionId === null && staffCase.holder !== null ? (
        <Notice>{t('staff.reply.onBehalf', { institution: staffCase.holder })}</Notice>
      ) : null}
      <TemplateChoice
        staffCase={staffCase}
        institution={session.institution ?? undefined}
        text={draft.text}
        onText={write}
        onRead={props.onReadTemplates}
      />
      <TextArea
        id={REPLY_FIELD_ID}
        label={t('staff.reply.label')}
        hint={t('staff.reply.hint')}
        error={errors.find(({ fieldId }) => fieldId === REPLY_FIELD_ID)?.text}
        errorPrefix={t('staff.reply.errorPrefix')}
        value={draft.text}
        onInput={write}
        rows={10}
        isRequired
        counter={counterOf(draft.text, t)}
      />
      <TextTools text={draft.text} onText={write} />
      <AnswerForms
        staffCase={staffCase}
        session={session}
        draft={draft}
        onChange={onChange}
        media={media}
        desk={props.media}
        limits={limits}
        makeId={props.makeId}
        errors={errors}
      />
      <MissingForms answer={answer} onChange={onChange} errors={errors} />
      {trouble ? (
        <StatusBanner kind="danger" title={t(troubleTitle(trouble))} headingLevel={3}>
          <p>{t(`staff.reply.${trouble}`)}</p>
          {trouble === 'signedOut' ? <SignInLink /> : null}
        </StatusBanner>
      ) : null}
      {isToApprove ? <p>{t('staff.reply.needsApproval')}</p> : null}
      <div class="cluster">
        <Button id="reply-send" kind="primary" onPress={press} isDisabled={isSending} icon={<SendIcon />}>
          {isSending ? t('staff.reply.sending') : trouble ? t('staff.reply.again') : sendLabel}
          <KeyHint name="send" />
        </Button>
        <p class="quiet case-kept">{t('staff.reply.kept')}</p>
      </div>
      <ConfirmDialog
        title={t(isToApprove ? 'staff.reply.confirmTitleApproval' : 'staff.reply.confirmTitle')}
        body={
          <WhoGetsIt
            staffCase={staffCase}
            session={session}
            kinds={media.map(({ kind }) => kind)}
            reply={asked?.ok ? asked.reply : undefined}
          />
        }
        confirmLabel={sendLabel}
        cancelLabel={t('staff.reply.confirmCancel')}
        onConfirm={confirm}
        onCancel={() => setAsking(false)}
        isOpen={isAsking}
      />
    </div>
  );
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
