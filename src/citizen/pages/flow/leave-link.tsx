// "Kaydet ve çık": leaves the flow when the newest text is on the disk. What could not be saved is not left behind;
// the warning that says so stands on the same page.

import { Link } from '../../../ui/link/link.tsx';
import { navigate } from '../../shell/navigate.ts';
import { useTexts } from '../../shell/texts.tsx';
import type { OpenDraft } from './use-flow-draft.ts';

const APPLICATIONS = '/basvurularim/';

export function LeaveLink({ flow }: { flow: OpenDraft }) {
  const { t } = useTexts();
  const leave = async (event: MouseEvent): Promise<void> => {
    // A new tab or window takes nothing away from this one.
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const isSaved = await flow.flush();
    const isGone = flow.elsewhere === 'sent' || flow.elsewhere === 'gone';
    if (isSaved || isGone) navigate(APPLICATIONS);
  };
  return (
    <Link href={APPLICATIONS} onFollow={(event) => void leave(event)}>
      {t('flow.saveAndLeave')}
    </Link>
  );
}
