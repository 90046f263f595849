// Who will get the answer, from whom, and in what; sentences, not a list of terms: as the dialog's description they are spoken
// in one breath.

import type { AnswerFileKind } from '../../../../domain/answer-document.ts';
import type { ReplyInput, StaffCase, StaffSession } from '../../../../domain/wire-staff.ts';
import { useTexts } from '../../../shell/texts.tsx';

export interface WhoGetsItProps {
  staffCase: StaffCase;
  session: StaffSession;
  /** Of what goes along. */
  kinds: readonly AnswerFileKind[];
  reply: ReplyInput | undefined;
}

export function WhoGetsIt({ staffCase, session, kinds, reply }: WhoGetsItProps) {
  const { t, tag } = useTexts();
  const recipient = staffCase.hideIdentity
    ? t('staff.reply.confirmHidden')
    : (staffCase.applicant?.fullName ?? t('staff.reply.confirmUnnamed'));
  const along = [...new Set(kinds)].map((kind) => t(`staff.medium.of.${kind}`));
  if (reply?.summary !== undefined) along.push(t('staff.answer.of.summary'));
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
      {along.length > 0 ? (
        <p>{t('staff.answer.confirmAlong', { forms: new Intl.ListFormat(tag).format(along) })} </p>
      ) : null}
      {reply?.override ? <p>{t('staff.answer.confirmOverride')} </p> : null}
      <p>{t(staffCase.life?.needsApproval ? 'staff.reply.confirmApproval' : 'staff.reply.confirmFinal')}</p>
    </div>
  );
}
