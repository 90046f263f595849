// One sign video or sound of an answer: how far it is, what can be done, and its captions. State and steps are a document's,
// too.

import { useState } from 'preact/hooks';
import { isDocumentKind } from '../../../../domain/answer-document.ts';
import { isAttachmentProblem } from '../../../../domain/attachment-problem.ts';
import { durationInWords, factsInWords, sizeInWords } from '../../../../i18n/figures.ts';
import { Button } from '../../../../ui/button/button.tsx';
import { ConfirmDialog } from '../../../../ui/confirm-dialog/confirm-dialog.tsx';
import { useAnnounce } from '../../../../ui/live-region/live-region.tsx';
import { Notice } from '../../../../ui/notice/notice.tsx';
import { Progress } from '../../../../ui/progress/progress.tsx';
import { VisuallyHidden } from '../../../../ui/visually-hidden/visually-hidden.tsx';
import { isStored, type Medium, type MediumFault } from '../../../answer-media/medium.ts';
import { useTexts } from '../../../shell/texts.tsx';
import type { AnswerFilesProps, AnswerFormsProps } from './answer-forms.tsx';
import { FILE_FIELD_IDS } from './judge-answer.ts';
import { mediumHeadingId, mediumId } from './judge-words.ts';
import { mediumName } from './medium-name.ts';
import { ReadyMedium } from './ready-medium.tsx';

export interface MediumItemProps extends AnswerFormsProps {
  medium: Medium;
}

export interface FileItemProps extends AnswerFilesProps {
  medium: Medium;
}

export function MediumItem(props: MediumItemProps) {
  const { medium, media, errors } = props;
  const { t } = useTexts();
  const { id, name, at } = medium;
  const spoken = mediumName(medium, media, t);
  const error = errors.find(({ fieldId }) => fieldId === mediumId(id))?.text;
  return (
    <div class="stack">
      <h4 id={mediumHeadingId(id)} tabIndex={-1}>
        {spoken}
      </h4>
      {name === undefined ? null : (
        <p class="quiet">
          <bdi>{name}</bdi>
        </p>
      )}
      <StateOf medium={medium} spoken={spoken} />
      {at.state === 'ready' ? <ReadyMedium {...props} name={spoken} stored={at.stored} /> : null}
      <MediumSteps {...props} spoken={spoken} error={error} />
    </div>
  );
}

export interface MediumStepsProps extends FileItemProps {
  spoken: string;
  error: string | undefined;
}

/** What can be done about it, which is where the summary leads. */
export function MediumSteps(props: MediumStepsProps) {
  const { medium, desk, spoken, error } = props;
  const { t } = useTexts();
  const { id, at } = medium;
  const field = { id: mediumId(id), describedBy: error ? `${mediumId(id)}-error` : undefined };
  return (
    <>
      {error ? (
        <p class="cues-error" id={`${mediumId(id)}-error`}>
          {error}
        </p>
      ) : null}
      <div class="cluster">
        {at.state === 'failed' ? (
          <Button {...field} onPress={() => desk.again(id)}>
            {t('staff.medium.again')}
            <VisuallyHidden>{`: ${spoken}`}</VisuallyHidden>
          </Button>
        ) : null}
        <Remove {...props} field={at.state === 'failed' ? {} : field} />
      </div>
    </>
  );
}

export function StateOf({ medium: { kind, at }, spoken }: { medium: Medium; spoken: string }) {
  const { t, tag } = useTexts();
  switch (at.state) {
    case 'reading':
    case 'uploading':
      return (
        <Progress
          label={spoken}
          value={at.percent}
          valueText={t(`staff.medium.progress.${at.state}`, { percent: at.percent })}
        />
      );
    case 'failed':
      return <Notice kind="warning">{t(`staff.medium.fault.${at.fault}`)}</Notice>;
    case 'lost':
      return <Notice kind="warning">{t('staff.medium.lost')}</Notice>;
    case 'processing':
      return <p>{t(isDocumentKind(kind) ? 'staff.document.processing' : 'staff.medium.processing')}</p>;
    case 'rejected':
      return (
        <Notice kind="warning">
          <p>{t(isDocumentKind(kind) ? 'staff.document.rejected' : 'staff.medium.rejected')}</p>
          {isAttachmentProblem(at.problem) ? <p>{t(`media.problem.${at.problem}`)}</p> : null}
        </Notice>
      );
    case 'ready': {
      const { durationMs, byteLength } = at.stored;
      const facts = [
        t('staff.medium.ready'),
        ...(durationMs === undefined ? [] : [durationInWords(durationMs, t)]),
        sizeInWords(byteLength, tag),
      ];
      return <p>{factsInWords(facts, t)}</p>;
    }
  }
}

interface RemoveProps extends MediumStepsProps {
  field: { id?: string; describedBy?: string | undefined };
}

/** Asks where something would be gone that is not simply chosen again. */
function Remove({ medium, desk, draft, spoken, field }: RemoveProps) {
  const { t } = useTexts();
  const announce = useAnnounce();
  const [isAsking, setAsking] = useState(false);
  const [fault, setFault] = useState<MediumFault>();
  const { id, kind } = medium;
  const captions = draft.media?.find((one) => one.id === id)?.captions ?? [];
  const remove = async (): Promise<void> => {
    setAsking(false);
    const found = await desk.remove(id);
    setFault(found);
    if (found) announce(t(`staff.medium.fault.${found}`), { assertive: true });
    else {
      document.getElementById(FILE_FIELD_IDS[kind])?.focus();
      announce(t('staff.medium.removed', { name: spoken }));
    }
  };
  const press = (): void => {
    if (isStored(medium) || captions.length > 0) setAsking(true);
    else void remove();
  };
  return (
    <>
      <Button kind="quiet" {...field} onPress={press}>
        {t('staff.medium.remove')}
        <VisuallyHidden>{`: ${spoken}`}</VisuallyHidden>
      </Button>
      {fault ? <p class="cues-error">{t(`staff.medium.fault.${fault}`)}</p> : null}
      <ConfirmDialog
        title={t('staff.medium.removeTitle', { name: spoken })}
        body={<p>{t(captions.length > 0 ? 'staff.medium.removeWithCaptions' : 'staff.medium.removeBody')}</p>}
        confirmLabel={t('staff.medium.remove')}
        cancelLabel={t('staff.medium.keep')}
        onConfirm={() => void remove()}
        onCancel={() => setAsking(false)}
        isOpen={isAsking}
        isDanger
      />
    </>
  );
}
