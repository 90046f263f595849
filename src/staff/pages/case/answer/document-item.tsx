// One document or picture of an answer: how far it is, what the citizen will read as its name, and what a picture shows.

import { DOCUMENT_TEXT_LIMITS } from '../../../../domain/answer-document.ts';
import { Link } from '../../../../ui/link/link.tsx';
import { TextArea } from '../../../../ui/text-area/text-area.tsx';
import { TextField } from '../../../../ui/text-field/text-field.tsx';
import { VisuallyHidden } from '../../../../ui/visually-hidden/visually-hidden.tsx';
import { renditionAddress } from '../../../recordings.ts';
import type { MediumDraft } from '../../../reply-drafts.ts';
import { useTexts } from '../../../shell/texts.tsx';
import { alternativeId, mediumHeadingId, mediumId, titleId } from './judge-words.ts';
import { type FileItemProps, MediumSteps, StateOf } from './medium-item.tsx';
import { mediumName } from './medium-name.ts';

export function DocumentItem(props: FileItemProps) {
  const { medium, media, draft, onChange, errors } = props;
  const { t } = useTexts();
  const { id, kind, name, at } = medium;
  const spoken = mediumName(medium, media, t);
  const { title = '', alternative = '' } = draft.media?.find((one) => one.id === id) ?? {};
  const say = (said: Pick<MediumDraft, 'title' | 'alternative'>): void =>
    onChange(({ media = [] }) => ({
      media: media.map((one) => (one.id === id ? { ...one, ...said } : one)),
    }));
  const errorAt = (fieldId: string): string | undefined =>
    errors.find((one) => one.fieldId === fieldId)?.text;
  const isLost = at.state === 'rejected' || at.state === 'lost';
  return (
    // biome-ignore lint/a11y/useSemanticElements: its name is a heading, which a legend would say a second time.
    <div class="stack" role="group" aria-labelledby={mediumHeadingId(id)}>
      <h4 id={mediumHeadingId(id)} tabIndex={-1}>
        {spoken}
      </h4>
      {name === undefined ? null : (
        <p class="quiet">
          <bdi>{name}</bdi>
        </p>
      )}
      <StateOf medium={medium} spoken={spoken} />
      {isLost ? null : (
        <TextField
          id={titleId(id)}
          label={t('staff.document.title')}
          hint={t('staff.document.titleHint', { max: DOCUMENT_TEXT_LIMITS.name })}
          error={errorAt(titleId(id))}
          errorPrefix={t('ui.errorPrefix')}
          value={title}
          onInput={(text) => say({ title: text })}
          isRequired
        />
      )}
      {isLost || kind !== 'photo' ? null : (
        <TextArea
          id={alternativeId(id)}
          label={t('staff.document.alternative')}
          hint={t('staff.document.alternativeHint')}
          error={errorAt(alternativeId(id))}
          errorPrefix={t('ui.errorPrefix')}
          value={alternative}
          onInput={(text) => say({ alternative: text })}
          rows={3}
          isRequired
        />
      )}
      {at.state === 'ready' ? (
        <Shown id={id} isPicture={kind === 'photo'} alternative={alternative} title={title} spoken={spoken} />
      ) : null}
      <MediumSteps {...props} spoken={spoken} error={errorAt(mediumId(id))} />
    </div>
  );
}

interface ShownProps {
  id: string;
  isPicture: boolean;
  alternative: string;
  title: string;
  spoken: string;
}

/** As the citizen gets it: a picture redrawn, a document as it will be saved. */
function Shown({ id, isPicture, alternative, title, spoken }: ShownProps) {
  const { t } = useTexts();
  if (isPicture)
    return (
      <img class="case-photo" src={renditionAddress(id, 'image')} alt={alternative || title || spoken} />
    );
  return (
    <p>
      <Link kind="standalone" href={renditionAddress(id, 'original')} download="">
        {t('staff.document.open')}
        <VisuallyHidden>{`: ${spoken}`}</VisuallyHidden>
      </Link>
    </p>
  );
}
