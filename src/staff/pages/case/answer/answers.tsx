// The answers that were given, in every form, as the citizen has them.

import { readAnswerText } from '../../../../domain/answer-text.ts';
import { readAnswer } from '../../../../domain/thread-answer.ts';
import type { ThreadReply } from '../../../../domain/wire.ts';
import type { StaffCase } from '../../../../domain/wire-staff.ts';
import { formatInstant } from '../../../../i18n/format.ts';
import { useTexts } from '../../../shell/texts.tsx';
import { ActsOnAnswer } from '../acts/citizen-acts.tsx';
import { AnswerBody } from './answer-body.tsx';
import { OtherForms } from './other-forms.tsx';

export function Answers({ staffCase }: { staffCase: StaffCase }) {
  return (
    <>
      {staffCase.replies.map((reply) => (
        <Answer key={reply.id} staffCase={staffCase} reply={reply} />
      ))}
    </>
  );
}

function Answer({ staffCase, reply }: { staffCase: StaffCase; reply: ThreadReply }) {
  const { t, tag } = useTexts();
  const { institution, at, text } = reply;
  return (
    <article class="case-answer">
      <AnswerBody text={text} blocks={readAnswerText(reply)} />
      <p class="quiet">{t('staff.case.answerBy', { institution, when: formatInstant(tag, at) })}</p>
      <OtherForms answer={readAnswer(reply)} />
      <ActsOnAnswer staffCase={staffCase} replyId={reply.id} />
    </article>
  );
}
