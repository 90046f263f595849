// The officer's own views: opening, renaming, deleting. The cases in them are untouched by all of it.

import { useState } from 'preact/hooks';
import * as v from 'valibot';
import { type SavedView, VIEW_NAME_MAX_LENGTH } from '../../../domain/desk-wire.ts';
import { Button } from '../../../ui/button/button.tsx';
import { ConfirmDialog } from '../../../ui/confirm-dialog/confirm-dialog.tsx';
import { Link } from '../../../ui/link/link.tsx';
import { PageHeading } from '../../../ui/page-heading/page-heading.tsx';
import { TextField } from '../../../ui/text-field/text-field.tsx';
import type { DeskApi } from '../../desk/desk-api.ts';
import { casesAddress, FIRST_ROUTE } from '../../shell/routes.ts';
import { useTexts } from '../../shell/texts.tsx';
import { useFormDraft } from '../../shell/use-form-draft.ts';
import { useAct } from '../account/use-act.ts';
import { isViewName } from '../cases/views/saved-views.tsx';
import '../cases/cases.css';

export interface ViewsPageProps {
  views: readonly SavedView[];
  desk: Pick<DeskApi, 'keepView' | 'dropView'>;
  onSessionEnded: () => void;
}

export function ViewsPage({ desk, onSessionEnded, ...first }: ViewsPageProps) {
  const { t } = useTexts();
  const { act, isBusy, note } = useAct(onSessionEnded);
  const [views, setViews] = useState(first.views);
  const [asked, setAsked] = useState<SavedView>();

  const rename = async (view: SavedView, name: string): Promise<boolean> => {
    const { id, address } = view;
    const kept = await act(
      () => desk.keepView(id, { name, address }),
      (t) => t('staff.views.kept', { name }),
    );
    if (kept) setViews(kept);
    return kept !== undefined;
  };
  const drop = async (view: SavedView): Promise<void> => {
    const dropped = await act(
      () => desk.dropView(view.id),
      (t) => t('staff.views.dropped', { name: view.name }),
    );
    if (!dropped) return;
    setViews(views.filter(({ id }) => id !== view.id));
    // The button that was pressed is gone.
    document.querySelector<HTMLElement>('main h1')?.focus();
  };
  return (
    <div class="stack measure">
      <Link href={casesAddress(FIRST_ROUTE)} kind="back">
        {t('staff.cases.openHeading')}
      </Link>
      <PageHeading>{t('staff.views.heading')}</PageHeading>
      {note ? <p>{note}</p> : null}
      {views.length === 0 ? <p>{t('staff.views.none')}</p> : null}
      <ul class="plain-list stack views-list">
        {views.map((view) => (
          <li key={view.id}>
            <OneView view={view} onRename={rename} onDrop={() => setAsked(view)} isBusy={isBusy} />
          </li>
        ))}
      </ul>
      <ConfirmDialog
        title={t('staff.views.dropTitle', { name: asked?.name ?? '' })}
        body={<p>{t('staff.views.dropBody')}</p>}
        confirmLabel={t('staff.views.drop')}
        cancelLabel={t('staff.accounts.cancel')}
        onConfirm={() => {
          if (asked) void drop(asked);
          setAsked(undefined);
        }}
        onCancel={() => setAsked(undefined)}
        isOpen={asked !== undefined}
        isDanger
      />
    </div>
  );
}

/** null where nobody is renaming it. */
const renameSchema = v.nullable(v.string());

interface OneViewProps {
  view: SavedView;
  /** @returns whether it has the new name */
  onRename: (view: SavedView, name: string) => Promise<boolean>;
  onDrop: () => void;
  isBusy: boolean;
}

/** The name of the view is in the names of its buttons, so that a list of all buttons tells them apart. */
function OneView({ view, onRename, onDrop, isBusy }: OneViewProps) {
  const { t } = useTexts();
  const id = `view-${view.id}`;
  const draft = useFormDraft<string | null>({
    id,
    schema: renameSchema,
    start: () => null,
    isWritten: (typed) => typed !== view.name,
  });
  const name = draft.content;
  const setName = (typed: string): void => draft.change(() => typed);
  const [isWrong, setWrong] = useState(false);
  const save = async (): Promise<void> => {
    const isName = name !== null && isViewName(name);
    setWrong(!isName);
    if (!isName) {
      document.getElementById(id)?.focus();
      return;
    }
    if (await onRename(view, name)) draft.settle(() => null);
  };
  return (
    <>
      <Link href={view.address} kind="standalone">
        <bdi lang="">{view.name}</bdi>
      </Link>
      <div class="cluster">
        {name === null ? (
          <Button onPress={() => setName(view.name)} isDisabled={isBusy}>
            {t('staff.views.rename', { name: view.name })}
          </Button>
        ) : (
          <form
            class="case-search"
            noValidate
            onSubmit={(event) => {
              event.preventDefault();
              void save();
            }}
          >
            <TextField
              id={id}
              label={t('staff.views.name')}
              error={isWrong ? t('staff.views.nameWrong', { max: VIEW_NAME_MAX_LENGTH }) : undefined}
              errorPrefix={t('ui.errorPrefix')}
              value={name}
              onInput={setName}
              autocomplete="off"
              maxWidth="medium"
              dir="auto"
              isRequired
            />
            <Button type="submit" isDisabled={isBusy}>
              {t('staff.views.keep')}
            </Button>
          </form>
        )}
        <Button onPress={onDrop} isDisabled={isBusy}>
          {t('staff.views.dropNamed', { name: view.name })}
        </Button>
      </div>
    </>
  );
}
