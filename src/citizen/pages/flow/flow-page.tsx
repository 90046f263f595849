// The pages of the flow under one component, so that the draft is read once and survives every step in memory, also
// where the device cannot save it.

import { useEffect, useState } from 'preact/hooks';
import { partOf } from '../../../domain/flow.ts';
import type { MessageKey } from '../../../i18n/translate.ts';
import { ErrorSummary, type SummarizedError } from '../../../ui/error-summary/error-summary.tsx';
import { Link } from '../../../ui/link/link.tsx';
import { PageHeading } from '../../../ui/page-heading/page-heading.tsx';
import type { PageModule, PageProps } from '../../shell/page.ts';
import { useTexts } from '../../shell/texts.tsx';
import { Unreadable } from '../../shell/unreadable.tsx';
import { useErrorTitle } from '../../shell/use-error-title.ts';
import type { FlowViewProps } from './flow-view.ts';
import { laterPages, loadLaterPages } from './later.ts';
import type { LaterPages } from './later-pages.tsx';
import { QuestionView } from './question-view.tsx';
import { SaveNote } from './save-note.tsx';
import { type FlowPage, leadsToReview, pageOfSlug, pathOfStep } from './slugs.ts';
import { type FlowDraft, useFlowDraft } from './use-flow-draft.ts';
import { type Grouping, isStep, pageAfter, pageBefore, progressOf, questionsOn } from './way.ts';
import './flow.css';

export const title: PageModule['title'] = (t, { step }) => {
  const page = pageOfSlug(step);
  return t(page ? headingOf(page) : 'flow.missing.heading');
};

/** The first question stands at once and asks for the rest behind it; every other page waits for the rest. */
export const prepare: NonNullable<PageModule['prepare']> = async ({ step }, loadMessages) => {
  const later = loadLaterPages(loadMessages);
  if (pageOfSlug(step) === 'kind' && groupingNow() === 'question') later.catch(() => undefined);
  else await later;
};

export function Page({ params }: PageProps) {
  const { draftId = '', step } = params;
  const flow = useFlowDraft(draftId);
  const page = pageOfSlug(step);
  const isMissing = !page || flow.state === 'missing';
  const later = useLaterPages(isMissing || (flow.state === 'ready' && flow.elsewhere !== undefined));
  if (!page || (later && flow.state === 'missing')) return later ? <later.MissingDraft /> : null;
  // A new page begins anew: no fault and no half-made choice of the page before is carried over.
  return <FlowScreen key={page} draftId={draftId} page={page} flow={flow} later={later} />;
}

/** The progress stands before the heading, where the focus arrives: as its description it is heard after it. */
const PROGRESS_ID = 'flow-progress';

interface FlowScreenProps {
  draftId: string;
  page: FlowPage;
  flow: FlowDraft;
  later: LaterPages | undefined;
}

/**
 * The heading comes with its description, when the draft has been read: a description that comes later is spoken in the
 * heading's place.
 */
function FlowScreen({ draftId, page, flow, later }: FlowScreenProps) {
  const { t } = useTexts();
  const [faults, setFaults] = useState<{ errors: readonly SummarizedError[]; attempt: number }>({
    errors: [],
    attempt: 0,
  });
  useErrorTitle(faults.errors.length > 0);
  const thenReview = leadsToReview(location.search);
  const kind = flow.state === 'ready' ? flow.draft.answers.kind : undefined;
  const grouping = groupingNow();
  const before = thenReview ? 'review' : pageBefore(page, kind, grouping);
  const progress = progressOf(page, kind, grouping);
  if (flow.state === 'loading' || flow.state === 'missing') return <p>{t('flow.opening')}</p>;
  const showFaults = (errors: readonly SummarizedError[]): void =>
    setFaults(({ attempt }) => ({ errors, attempt: attempt + 1 }));

  return (
    <>
      <p data-print="no">
        <Link kind="back" href={before ? pathOfStep(draftId, before) : '/basvuru/'}>
          {t(thenReview ? 'flow.backToReview' : 'flow.back')}
        </Link>
      </p>
      {faults.errors.length > 0 && (
        <ErrorSummary
          key={faults.attempt}
          title={t('flow.errorCount', { count: faults.errors.length })}
          errors={faults.errors}
        />
      )}
      {progress && flow.state === 'ready' && (
        <p class="flow-progress" id={PROGRESS_ID}>
          {t(grouping === 'part' ? 'flow.progressByPart' : 'flow.progress', progress)}
        </p>
      )}
      <PageHeading key="heading" describedBy={progress && PROGRESS_ID}>
        {t(headingOf(page))}
      </PageHeading>
      {flow.state === 'unreadable' && <Unreadable />}
      {flow.state === 'ready' && (
        <>
          {later && flow.elsewhere && <later.ElsewhereNotice what={flow.elsewhere} flow={flow} page={page} />}
          <FlowView
            page={page}
            flow={flow}
            thenReview={thenReview}
            errors={faults.errors}
            showFaults={showFaults}
          />
          <div class="flow-saving" data-print="no">
            <SaveNote saveState={flow.saveState} onSaveAgain={() => void flow.flush()} />
          </div>
        </>
      )}
    </>
  );
}

/** The later pages, brought where something of theirs is needed before its turn: what another tab did to the draft. */
function useLaterPages(isNeeded: boolean): LaterPages | undefined {
  const { loadMessages } = useTexts();
  const [later, setLater] = useState(laterPages);
  useEffect(() => {
    // What cannot be had now is asked for again by "Devam et"; nothing is saved over another text meanwhile.
    if (isNeeded) loadLaterPages(loadMessages).then(setLater, () => undefined);
  }, [isNeeded, loadMessages]);
  return later;
}

function FlowView({ page, thenReview, ...view }: FlowViewProps & { page: FlowPage; thenReview: boolean }) {
  if (isStep(page)) {
    const { kind } = view.flow.draft.answers;
    const grouping = groupingNow();
    return (
      <QuestionView
        steps={questionsOn(page, kind, grouping)}
        next={thenReview ? 'review' : pageAfter(page, kind, grouping)}
        {...view}
      />
    );
  }
  const View = laterPages()?.views[page];
  return View ? <View {...view} /> : null;
}

/** Who comes from the review to change one answer sees that question alone, whatever they chose. */
function groupingNow(): Grouping {
  return document.documentElement.dataset.questions === 'part' && !leadsToReview(location.search)
    ? 'part'
    : 'question';
}

function headingOf(page: FlowPage): MessageKey {
  return isStep(page) && groupingNow() === 'part'
    ? `flow.part.${partOf(page, undefined).part}.heading`
    : `flow.${page}.heading`;
}
