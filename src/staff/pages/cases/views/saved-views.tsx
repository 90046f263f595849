// The officer's own views above a list, as links, and the way to keep the list that is shown under a name.

import { useState } from 'preact/hooks';
import * as v from 'valibot';
import { type SavedView, VIEW_NAME_MAX_LENGTH, type ViewInput } from '../../../../domain/desk-wire.ts';
import { codePointCount, isSafeName, isVisible } from '../../../../domain/text.ts';
import { Button } from '../../../../ui/button/button.tsx';
import { Details } from '../../../../ui/details/details.tsx';
import { TextField } from '../../../../ui/text-field/text-field.tsx';
import { VIEWS_ADDRESS } from '../../../shell/routes.ts';
import { useTexts } from '../../../shell/texts.tsx';
import { useFormDraft } from '../../../shell/use-form-draft.ts';
import { type InWords, useSaid } from '../../../shell/use-said.ts';
import { type Failure, isSignedOut, type Result } from '../../../staff-call.ts';

export interface SavedViewsProps {
  views: readonly SavedView[];
  /** Of the list that is shown, its first page. */
  address: string;
  onKeep: (viewId: string, view: ViewInput) => Promise<Result<SavedView[]>>;
  makeId: () => string;
  onSessionEnded: () => void;
}

const NAME_ID = 'view-name';
/** The id with it: however often it is sent, it is one view. */
const viewDraftSchema = v.object({ viewId: v.string(), name: v.string() });

export function SavedViews({ address, onKeep, makeId, onSessionEnded, ...first }: SavedViewsProps) {
  const { t } = useTexts();
  const [note, say] = useSaid();
  const [views, setViews] = useState(first.views);
  const draft = useFormDraft({
    id: NAME_ID,
    schema: viewDraftSchema,
    start: () => ({ viewId: makeId(), name: '' }),
    isWritten: (view) => view.name !== '',
  });
  const { viewId, name } = draft.content;
  const [isWrong, setWrong] = useState(false);

  const keep = async (): Promise<void> => {
    if (!isViewName(name)) {
      setWrong(true);
      document.getElementById(NAME_ID)?.focus();
      return;
    }
    setWrong(false);
    const kept = await onKeep(viewId, { name, address });
    if (!kept.ok) {
      say(failureInWords(kept.failure));
      if (isSignedOut(kept.failure)) onSessionEnded();
      return;
    }
    setViews(kept.value);
    draft.settle(() => ({ viewId: makeId(), name: '' }));
    say((words) => words('staff.views.kept', { name }));
  };
  return (
    <>
      {views.length > 0 ? (
        <nav id="saved-views" class="cases-parts" aria-label={t('staff.views.heading')}>
          <ul>
            {views.map((view) => (
              <li key={view.id}>
                <a href={view.address} aria-current={view.address === address ? 'page' : undefined}>
                  <bdi lang="">{view.name}</bdi>
                </a>
              </li>
            ))}
            <li>
              <a href={VIEWS_ADDRESS}>{t('staff.views.manage')}</a>
            </li>
          </ul>
        </nav>
      ) : null}
      <div id="keep-view">
        <Details summary={t('staff.views.keepHeading')}>
          <form
            class="case-search"
            noValidate
            onSubmit={(event) => {
              event.preventDefault();
              void keep();
            }}
          >
            <TextField
              id={NAME_ID}
              label={t('staff.views.name')}
              hint={t('staff.views.hint')}
              error={isWrong ? t('staff.views.nameWrong', { max: VIEW_NAME_MAX_LENGTH }) : undefined}
              errorPrefix={t('ui.errorPrefix')}
              value={name}
              onInput={(typed) => draft.change((before) => ({ ...before, name: typed }))}
              autocomplete="off"
              maxWidth="medium"
              dir="auto"
              isRequired
            />
            <Button type="submit">{t('staff.views.keep')}</Button>
          </form>
          {note ? <p>{note}</p> : null}
        </Details>
      </div>
    </>
  );
}

export function isViewName(name: string): boolean {
  return isVisible(name) && isSafeName(name) && codePointCount(name) <= VIEW_NAME_MAX_LENGTH;
}

function failureInWords(failure: Failure): InWords {
  return failure.kind === 'refused' ? `problem.${failure.code}` : 'staff.me.unsure';
}
