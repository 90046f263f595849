// Who wrote, as far as this officer may know. A hidden identity is said, not left blank; at the centre, which sees it,
// the wish to stay hidden stands above the data.

import { IDENTITY_NUMBER_GROUPS } from '../../../domain/identity-number.ts';
import { showPhone } from '../../../domain/phone.ts';
import { may } from '../../../domain/role.ts';
import type { StaffCase, StaffSession } from '../../../domain/wire-staff.ts';
import type { Translate } from '../../../i18n/translate.ts';
import { Notice } from '../../../ui/notice/notice.tsx';
import { groupDigits } from '../../../ui/number-field/group-digits.ts';
import { SummaryList } from '../../../ui/summary-list/summary-list.tsx';
import { useTexts } from '../../shell/texts.tsx';

export function Applicant({ staffCase, session }: { staffCase: StaffCase; session: StaffSession }) {
  const { t } = useTexts();
  const rows = staffCase.applicant ? rowsOf(staffCase.applicant, t) : [];
  return (
    <section class="case-facts">
      <h2>{t('staff.case.applicantHeading')}</h2>
      {staffCase.hideIdentity ? (
        <Notice kind={rows.length > 0 ? 'warning' : 'info'}>
          <p>
            <strong>{t('staff.case.hidden')}</strong>
          </p>
          <p>{t(rows.length > 0 ? 'staff.case.hiddenCentre' : 'staff.case.hiddenBody')}</p>
        </Notice>
      ) : null}
      {!staffCase.hideIdentity && rows.length === 0 ? (
        <p>
          {t(
            may(session.role, 'case.read-identity') ? 'staff.case.noApplicant' : 'staff.case.notForYourRole',
          )}
        </p>
      ) : null}
      {rows.length > 0 ? <SummaryList rows={rows} /> : null}
    </section>
  );
}

function rowsOf(applicant: NonNullable<StaffCase['applicant']>, t: Translate) {
  const { fullName, identityNumber, addressKind, addressText, phone, email } = applicant;
  const address =
    addressKind === 'home'
      ? t('staff.case.homeAddress')
      : addressKind === 'work'
        ? t('staff.case.workAddress')
        : t('staff.case.address');
  const words = (text: string) => <bdi lang="">{text}</bdi>;
  const number = (text: string) => <bdi dir="ltr">{text}</bdi>;
  return [
    fullName === null ? [] : { key: t('staff.case.fullName'), value: words(fullName) },
    identityNumber === null
      ? []
      : {
          key: t('staff.case.identityNumber'),
          value: number(groupDigits(identityNumber, IDENTITY_NUMBER_GROUPS)),
        },
    addressText === null ? [] : { key: address, value: words(addressText) },
    phone === null ? [] : { key: t('staff.case.phone'), value: number(showPhone(phone)) },
    email === null ? [] : { key: t('staff.case.email'), value: words(email) },
  ].flat();
}
