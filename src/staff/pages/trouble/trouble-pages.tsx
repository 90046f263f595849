// When a page cannot be shown: what happened, that nothing written is lost, and the way on.

import { Button } from '../../../ui/button/button.tsx';
import { Link } from '../../../ui/link/link.tsx';
import { PageHeading } from '../../../ui/page-heading/page-heading.tsx';
import { casesAddress, FIRST_ROUTE } from '../../shell/routes.ts';
import { useTexts } from '../../shell/texts.tsx';
import type { Failure } from '../../staff-call.ts';

export function TroublePage({ failure, onAgain }: { failure: Failure; onAgain: () => void }) {
  const { t } = useTexts();
  const isUnreachable = failure.kind === 'unreachable';
  return (
    <div class="stack measure">
      <PageHeading>
        {t(isUnreachable ? 'staff.trouble.unreachableHeading' : 'staff.trouble.serverHeading')}
      </PageHeading>
      <p>{t(isUnreachable ? 'staff.trouble.unreachable' : 'staff.trouble.server')}</p>
      <Button kind="primary" onPress={onAgain}>
        {t('staff.trouble.again')}
      </Button>
    </div>
  );
}

export function CaseMissingPage() {
  const { t } = useTexts();
  return (
    <div class="stack measure">
      <PageHeading>{t('staff.trouble.notFoundHeading')}</PageHeading>
      <p>{t('staff.trouble.notFound')}</p>
      <ToList />
    </div>
  );
}

export function UnknownPage() {
  const { t } = useTexts();
  return (
    <div class="stack measure">
      <PageHeading>{t('staff.trouble.unknownHeading')}</PageHeading>
      <p>{t('staff.trouble.unknown')}</p>
      <ToList />
    </div>
  );
}

function ToList() {
  const { t } = useTexts();
  return (
    <p>
      <Link href={casesAddress(FIRST_ROUTE)} kind="standalone">
        {t('staff.trouble.toList')}
      </Link>
    </p>
  );
}
