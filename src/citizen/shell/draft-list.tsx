// The drafts of this device: go on, or delete after a question. Where something that was recorded or chosen at one has not
// reached it, one goes on there: it is told, and can be chosen again, at that question and nowhere before it.

import { useState } from 'preact/hooks';
import type { Draft } from '../../domain/application.ts';
import { firstOpenStep } from '../../domain/completeness.ts';
import { formatInstant } from '../../i18n/format.ts';
import { deleteDraft } from '../../offline/gone-drafts.ts';
import { isIncomplete, readRecordings } from '../../offline/recording-sweep.ts';
import { Button } from '../../ui/button/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog/confirm-dialog.tsx';
import { useAnnounce } from '../../ui/live-region/live-region.tsx';
import { VisuallyHidden } from '../../ui/visually-hidden/visually-hidden.tsx';
import { letGoOfDraft } from '../pages/flow/draft-sessions.ts';
import { type FlowPage, pathOfStep } from '../pages/flow/slugs.ts';
import { OwnWords } from './own-words.tsx';
import { StoreFailure } from './store-failure.tsx';
import { useTexts } from './texts.tsx';
import { useRules } from './use-rules.ts';
import { useStoreAct } from './use-store-act.ts';
import { useStored } from './use-stored.ts';

export function DraftList({ drafts }: { drafts: readonly Draft[] }) {
  const { t, tag } = useTexts();
  const announce = useAnnounce();
  const rules = useRules();
  const recordings = useStored(readRecordings);
  const [asked, setAsked] = useState<Draft>();
  const [removed, setRemoved] = useState<string>();
  const { failure, run } = useStoreAct();
  const nameOf = (draft: Draft): string => draft.answers.subject?.trim() || t('draft.untitled');

  const remove = (draft: Draft): Promise<void> => {
    setAsked(undefined);
    setRemoved(draft.id);
    return run(async () => {
      await deleteDraft(draft.id);
      letGoOfDraft(draft.id);
      announce(t('draft.deleted'));
      document.querySelector<HTMLElement>('main h1')?.focus();
    });
  };

  // A link that is pressed early leads no other way.
  if (recordings.state === 'loading') return null;
  const pageOf = ({ id, answers }: Draft): FlowPage =>
    recordings.state === 'ready' && isIncomplete(recordings.value, id, answers)
      ? 'text'
      : (firstOpenStep(answers, rules) ?? 'review');
  return (
    <>
      <ul class="cards">
        {drafts.map((draft) => (
          <li key={draft.id} class="card">
            <h3>{draft.answers.subject ? <OwnWords>{nameOf(draft)}</OwnWords> : nameOf(draft)}</h3>
            <p>{t('draft.changed', { when: formatInstant(tag, draft.changedAt) })}</p>
            <p class="actions">
              <a class="button" href={pathOfStep(draft.id, pageOf(draft))}>
                {t('draft.continue')}
                <VisuallyHidden>{`: ${nameOf(draft)}`}</VisuallyHidden>
              </a>
              <Button kind="quiet" onPress={() => setAsked(draft)}>
                {t('draft.delete')}
                <VisuallyHidden>{`: ${nameOf(draft)}`}</VisuallyHidden>
              </Button>
            </p>
            {removed === draft.id && <StoreFailure reason={failure} />}
          </li>
        ))}
      </ul>
      <ConfirmDialog
        isOpen={asked !== undefined}
        title={t('draft.deleteTitle')}
        body={asked ? t('draft.deleteBody', { subject: nameOf(asked) }) : ''}
        confirmLabel={t('draft.deleteConfirm')}
        cancelLabel={t('draft.deleteCancel')}
        isDanger
        onConfirm={() => asked && void remove(asked)}
        onCancel={() => setAsked(undefined)}
      />
    </>
  );
}
