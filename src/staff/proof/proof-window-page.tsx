// The window that went to the identity provider for a proof: what came of it, and the way back to the work.

import type { ProofOutcome } from '../../domain/wire-access.ts';
import { Notice } from '../../ui/notice/notice.tsx';
import { PageHeading } from '../../ui/page-heading/page-heading.tsx';
import { useTexts } from '../shell/texts.tsx';

export function ProofWindowPage({ outcome }: { outcome: ProofOutcome }) {
  const { t } = useTexts();
  return (
    <div class="stack measure">
      <PageHeading>{t(outcome === 'done' ? 'staff.proof.done' : 'staff.proof.failed')}</PageHeading>
      {outcome === 'done' ? null : <Notice kind="warning">{t(SENTENCES[outcome])}</Notice>}
      <p>{t('staff.proof.goBack')}</p>
    </div>
  );
}

const SENTENCES = {
  away: 'staff.signIn.providerTrouble.away',
  refused: 'staff.signIn.providerTrouble.refused',
  'too-weak': 'staff.signIn.providerTrouble.too-weak',
  // Here the account is there already: so it was another's.
  'not-entitled': 'staff.proof.anotherPerson',
} as const;
