// Before the first question: what is asked, what to have at hand, what happens to personal data; and drafts.

import { useCallback, useRef, useState } from 'preact/hooks';
import { createDraft, listDrafts } from '../../../offline/drafts.ts';
import { StorageFault } from '../../../offline/storage-fault.ts';
import { Button } from '../../../ui/button/button.tsx';
import { Link } from '../../../ui/link/link.tsx';
import { useAnnounce } from '../../../ui/live-region/live-region.tsx';
import { PageHeading } from '../../../ui/page-heading/page-heading.tsx';
import { StatusBanner } from '../../../ui/status-banner/status-banner.tsx';
import { navigate } from '../../shell/navigate.ts';
import type { PageModule } from '../../shell/page.ts';
import { StorageNotices } from '../../shell/storage-notices.tsx';
import { type LoadMessages, useTexts } from '../../shell/texts.tsx';
import { Unreadable } from '../../shell/unreadable.tsx';
import { useStored } from '../../shell/use-stored.ts';
import { WhenReady } from '../../shell/when-ready.tsx';
import { WithoutScript } from '../../shell/without-script.tsx';
import { pathOfStep } from '../flow/slugs.ts';

export const title: PageModule['title'] = (t) => t('apply.title');

/** The drafts with what shows them: its code and words are asked for only where there is something to show. */
async function readDrafts(loadMessages: LoadMessages) {
  const drafts = await listDrafts();
  if (drafts.length === 0) return undefined;
  const [{ DraftList }] = await Promise.all([import('../../shell/draft-list.tsx'), loadMessages(['rest'])]);
  return { drafts, DraftList };
}

export function Page() {
  const { t, loadMessages } = useTexts();
  const announce = useAnnounce();
  const drafts = useStored(useCallback(() => readDrafts(loadMessages), [loadMessages]));
  const [failure, setFailure] = useState<'apply.failed' | 'apply.failedQuota'>();

  // A hand that shakes presses twice.
  const isBeginning = useRef(false);
  const begin = async (): Promise<void> => {
    if (isBeginning.current) return;
    isBeginning.current = true;
    setFailure(undefined);
    try {
      const draft = await createDraft();
      navigate(pathOfStep(draft.id, 'kind'));
    } catch (error) {
      const isFull = error instanceof StorageFault && error.reason === 'quota';
      const key = isFull ? 'apply.failedQuota' : 'apply.failed';
      setFailure(key);
      announce(t(key), { assertive: true });
      isBeginning.current = false;
    }
  };

  return (
    <>
      <PageHeading>{t('apply.heading')}</PageHeading>
      <WithoutScript need="apply" />
      <StorageNotices />
      <p>{t('apply.lead')}</p>
      <h2>{t('apply.needHeading')}</h2>
      <ul>
        <li>{t('apply.needStory')}</li>
        <li>{t('apply.needIdentity')}</li>
        <li>{t('apply.needAddress')}</li>
      </ul>
      <h2>{t('apply.noticeHeading')}</h2>
      <p>{t('apply.notice')}</p>
      <p>
        <Link kind="standalone" href="/aydinlatma/">
          {t('apply.noticeLink')}
        </Link>
      </p>
      {failure && <StatusBanner kind="problem" title={t(failure)} />}
      <WhenReady>
        <p>
          <Button kind="primary" onPress={() => void begin()}>
            {t('apply.begin')}
          </Button>
        </p>
      </WhenReady>
      {drafts.state === 'unreadable' && <Unreadable />}
      {drafts.state === 'ready' && drafts.value && (
        <section>
          <h2>{t('apply.draftsHeading')}</h2>
          <drafts.value.DraftList drafts={drafts.value.drafts} />
        </section>
      )}
    </>
  );
}
