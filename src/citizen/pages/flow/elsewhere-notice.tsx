// Says that another tab has changed, sent or deleted the draft that is open here, and what can be done about it.

import { useEffect } from 'preact/hooks';
import type { ElsewhereReason } from '../../../offline/drafts.ts';
import { keepAsNewDraft } from '../../../offline/gone-drafts.ts';
import { Button } from '../../../ui/button/button.tsx';
import { useAnnounce } from '../../../ui/live-region/live-region.tsx';
import { StatusBanner } from '../../../ui/status-banner/status-banner.tsx';
import { navigate } from '../../shell/navigate.ts';
import { StoreFailure } from '../../shell/store-failure.tsx';
import { useTexts } from '../../shell/texts.tsx';
import { useStoreAct } from '../../shell/use-store-act.ts';
import { type FlowPage, pathOfStep } from './slugs.ts';
import type { OpenDraft } from './use-flow-draft.ts';

export interface ElsewhereNoticeProps {
  what: ElsewhereReason;
  flow: OpenDraft;
  page: FlowPage;
}

export function ElsewhereNotice({ what, flow, page }: ElsewhereNoticeProps) {
  const { t } = useTexts();
  const announce = useAnnounce();
  const { failure, run } = useStoreAct();
  const key = what === 'changed' ? 'changed' : 'gone';
  const title = t(`flow.elsewhere.${key}Title`);

  // What was sent is another text when this one was not saved, or had been overtaken before.
  const canKeepAsNew =
    what === 'gone' || (what === 'sent' && (flow.isUnsaved() || flow.saveState === 'changed'));

  useEffect(() => announce(title, { assertive: true }), [announce, title]);

  const keepAsNew = (): Promise<void> =>
    run(async () => {
      const { id } = await keepAsNewDraft(flow.draft);
      flow.letGo();
      navigate(pathOfStep(id, page), { replace: true });
    });

  return (
    <StatusBanner kind="problem" title={title}>
      <p>{t(`flow.elsewhere.${key}Body`)}</p>
      {what === 'changed' && (
        <div class="actions">
          {flow.saveState === 'changed' && (
            <Button kind="secondary" onPress={() => void flow.keepMine()}>
              {t('flow.elsewhere.keepMine')}
            </Button>
          )}
          <Button kind="secondary" onPress={flow.reload}>
            {t('flow.elsewhere.reload')}
          </Button>
        </div>
      )}
      {canKeepAsNew && (
        <div class="actions">
          <Button kind="secondary" onPress={() => void keepAsNew()}>
            {t('flow.elsewhere.keepAsNew')}
          </Button>
        </div>
      )}
      <StoreFailure reason={failure} />
      {what !== 'changed' && (
        <p>
          <a href="/basvurularim/">{t('flow.missing.applications')}</a>
        </p>
      )}
    </StatusBanner>
  );
}
