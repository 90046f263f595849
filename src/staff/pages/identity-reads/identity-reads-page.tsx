// Who has read whose identity, for the auditor: when, who, of which application, and by what right. No identity is shown.

import { useState } from 'preact/hooks';
import { readApplicationNumber } from '../../../domain/application-number.ts';
import type { IdentityReads } from '../../../domain/audit-wire.ts';
import { Button } from '../../../ui/button/button.tsx';
import { ErrorSummary } from '../../../ui/error-summary/error-summary.tsx';
import { Link } from '../../../ui/link/link.tsx';
import { PageHeading } from '../../../ui/page-heading/page-heading.tsx';
import { TextField } from '../../../ui/text-field/text-field.tsx';
import {
  IDENTITY_READS_ADDRESS,
  type IdentityReadsRoute,
  identityReadsAddress,
} from '../../audit/audit-address.ts';
import { identityReadsHeading } from '../../shell/list-heading.ts';
import { useTexts } from '../../shell/texts.tsx';
import { useErrorTitle } from '../../shell/use-error-title.ts';
import { ListPages } from '../list/list-pages.tsx';
import { IdentityReadsTable } from './identity-reads-table.tsx';
import '../cases/cases.css';

export interface IdentityReadsPageProps {
  route: IdentityReadsRoute;
  list: IdentityReads;
  /** An address of the console. */
  onOpen: (address: string) => void;
}

const NUMBER_ID = 'reads-number';

export function IdentityReadsPage({ route, list, onOpen }: IdentityReadsPageProps) {
  const { t } = useTexts();
  const { after: _after, ...whole } = route;
  const [typed, setTyped] = useState(route.number ?? '');
  const [wrongPresses, setWrongPresses] = useState(0);
  const error = wrongPresses > 0 ? t('staff.reads.numberWrong') : undefined;
  useErrorTitle(error !== undefined);
  const show = (): void => {
    const number = readApplicationNumber(typed);
    if (number !== undefined) onOpen(identityReadsAddress({ number, pageNumber: 1 }));
    else if (typed.trim() === '') onOpen(IDENTITY_READS_ADDRESS);
    else setWrongPresses((before) => before + 1);
  };
  return (
    <div class="stack cases">
      {error ? (
        <ErrorSummary
          key={wrongPresses}
          title={t('staff.me.errorTitle')}
          errors={[{ fieldId: NUMBER_ID, text: error }]}
        />
      ) : null}
      <PageHeading>{identityReadsHeading(route, t)}</PageHeading>
      <p class="measure">{t('staff.reads.lead')}</p>
      <form
        class="case-search"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          show();
        }}
      >
        <TextField
          id={NUMBER_ID}
          label={t('staff.reads.number')}
          hint={t('staff.reads.numberHint')}
          error={error}
          errorPrefix={t('ui.errorPrefix')}
          value={typed}
          onInput={setTyped}
          autocomplete="off"
          maxWidth="medium"
          dir="ltr"
        />
        <Button type="submit">{t('staff.place.show')}</Button>
        {route.number === undefined ? null : (
          <Link href={IDENTITY_READS_ADDRESS} kind="standalone">
            {t('staff.reads.all')}
          </Link>
        )}
      </form>
      {list.reads.length === 0 ? (
        <section class="cases-empty stack">
          <h2>{t('staff.reads.emptyTitle')}</h2>
          <p>{t(route.number === undefined ? 'staff.reads.empty' : 'staff.reads.emptyOf')}</p>
        </section>
      ) : (
        <IdentityReadsTable reads={list.reads} />
      )}
      <ListPages
        isFirstPage={route.after === undefined}
        firstAddress={identityReadsAddress({ ...whole, pageNumber: 1 })}
        previousAddress={undefined}
        nextAddress={
          list.next === null
            ? undefined
            : identityReadsAddress({ ...route, after: list.next, pageNumber: route.pageNumber + 1 })
        }
      />
    </div>
  );
}
