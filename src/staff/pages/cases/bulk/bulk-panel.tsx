// What can be done to all the chosen cases: lay them on a desk or with a unit, or give them to an institution. Each is an action of
// its own, with an id of its own, and what came of each is told.

import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import * as v from 'valibot';
import { may } from '../../../../domain/role.ts';
import type { StaffAction } from '../../../../domain/staff-action.ts';
import type { StaffSession } from '../../../../domain/wire-staff.ts';
import type { Translate } from '../../../../i18n/translate.ts';
import { Button } from '../../../../ui/button/button.tsx';
import { ConfirmDialog } from '../../../../ui/confirm-dialog/confirm-dialog.tsx';
import type { SummarizedError } from '../../../../ui/error-summary/error-summary.tsx';
import { RadioGroup } from '../../../../ui/radio-group/radio-group.tsx';
import { TextArea } from '../../../../ui/text-area/text-area.tsx';
import { actionFieldId } from '../../../actions/action-forms.ts';
import { judgeAction } from '../../../actions/judge-action.ts';
import type { StaffApi } from '../../../api.ts';
import { createIds, type EachOutcome, type EachRow, troubleOf } from '../../../bulk/run-each.ts';
import { useTexts } from '../../../shell/texts.tsx';
import { useFormDraft } from '../../../shell/use-form-draft.ts';
import { InstitutionChoice } from '../../case/actions/institution-choice.tsx';
import { ColleagueSelect, UnitSelect, usePlaces } from '../../case/actions/place-choice.tsx';
import { EachOutcomeView, triedAgain } from './each-outcome.tsx';
import type { ReportErrors } from './page-errors.ts';
import { useEach } from './use-each.ts';

export interface BulkPanelProps {
  rows: readonly EachRow[];
  session: StaffSession;
  api: Pick<StaffApi, 'actions' | 'desk'>;
  makeId: () => string;
  /** What is missing belongs to the top of the page. */
  onErrors: ReportErrors;
  onSessionEnded: () => void;
  onOver: () => Promise<unknown>;
}

const KINDS = ['place', 'transfer', 'assign'] as const;
type Kind = (typeof KINDS)[number];

/** What this officer may do to several cases at once; nothing that none of those that are chosen allows. */
export function bulkKinds({ role, institutionId }: StaffSession, rows: readonly EachRow[] = []): Kind[] {
  const isAllowed: Record<Kind, boolean> = {
    place: may(role, 'case.answer'),
    transfer: may(role, 'case.transfer'),
    assign: institutionId === null && may(role, 'case.assign') && (rows.length === 0 || !rows.every(isHeld)),
  };
  return KINDS.filter((kind) => isAllowed[kind]);
}

/** A server of before says nothing of it, and refuses what does not fit. */
function isHeld({ isInPool }: EachRow): boolean {
  return isInPool === false;
}

type ErrorsInWords = (t: Translate) => readonly SummarizedError[];

const draftSchema = v.object({
  /** Absent: the first that is allowed. */
  kind: v.optional(v.picklist(KINDS)),
  text: v.string(),
  institutionId: v.optional(v.string()),
  institution: v.optional(v.string()),
  unitId: v.optional(v.nullable(v.string())),
  colleagueId: v.optional(v.nullable(v.string())),
});
type Draft = v.InferOutput<typeof draftSchema>;
const NOTHING: Draft = { text: '' };

export function BulkPanel({ rows, session, api, makeId, onErrors, onSessionEnded, onOver }: BulkPanelProps) {
  const { t } = useTexts();
  const kinds = bulkKinds(session, rows);
  const {
    content,
    change: changeDraft,
    settle,
  } = useFormDraft({
    id: 'bulk',
    schema: draftSchema,
    start: () => NOTHING,
    isWritten: ({ text }) => text.trim() !== '',
  });
  const { kind: chosen, ...draft } = content;
  const kind = kinds.find((one) => one === chosen) ?? kinds[0] ?? 'place';
  const [found, setFound] = useState<{ inWords: ErrorsInWords }>();
  const [asked, setAsked] = useState<StaffAction>();
  const idOf = useRef(createIds(makeId));
  const doing = useRef<StaffAction>(undefined);
  const each = useEach({ onSessionEnded, onOver });
  const change = (part: Partial<Draft>): void => changeDraft((before) => ({ ...before, ...part }));
  // The button that opened it has gone.
  useLayoutEffect(() => document.getElementById('bulk')?.focus(), []);

  const run = (action: StaffAction, those: readonly EachRow[]): void => {
    doing.current = action;
    const take = async (row: EachRow): Promise<EachOutcome> => {
      if (action.kind === 'assign' && isHeld(row)) return 'held';
      const { applicationId } = row;
      const actionId = idOf.current(row, action);
      const taken = await api.actions.take({ applicationId, actionId, action });
      return taken.ok ? 'done' : troubleOf(taken.failure);
    };
    // For further cases it stays in the fields; lost with the page it would not be missed.
    void each.run(those, take, (results) => {
      if (results.every(({ outcome }) => outcome === 'done')) settle((now) => now);
    });
  };
  const report = (inWords: ErrorsInWords | undefined): void => {
    setFound(inWords && { inWords });
    onErrors(inWords && ((words) => ({ title: words('staff.action.errorTitle'), errors: inWords(words) })));
  };
  const press = (): void => {
    const judged = judgeAction(kind, draft, undefined, t);
    if (rows.length === 0 || !judged.ok) {
      report((words) => {
        const none = rows.length === 0 ? [{ fieldId: 'bulk', text: words('staff.bulk.chooseFirst') }] : [];
        const again = judgeAction(kind, draft, undefined, words);
        return [...none, ...(again.ok ? [] : again.errors)];
      });
      return;
    }
    report(undefined);
    if (kind === 'place') run(judged.action, rows);
    else setAsked(judged.action);
  };
  const errorOf = (field: 'institution' | 'text'): string | undefined =>
    found?.inWords(t).find(({ fieldId }) => fieldId === actionFieldId(kind, field))?.text;

  return (
    <section class="cases-bulk stack" aria-labelledby="bulk">
      <h2 id="bulk" tabIndex={-1}>
        {t('staff.bulk.heading')}
      </h2>
      <p>{t('staff.bulk.chosen', { count: rows.length })}</p>
      <RadioGroup
        name="bulk-kind"
        legend={t('staff.bulk.what')}
        value={kind}
        options={kinds.map((value) => ({ value, label: t(`staff.bulk.${value}`) }))}
        onChange={(value) => {
          change({ kind: value });
          report(undefined);
        }}
      />
      <Fields {...{ kind, session, draft, change, errorOf, api }} />
      <Button kind="primary" onPress={press} isDisabled={each.now.state === 'working'}>
        {t('staff.bulk.do')}
      </Button>
      <EachOutcomeView
        each={each}
        onAgain={() => {
          if (doing.current)
            run(
              doing.current,
              triedAgain(each).map(({ row }) => row),
            );
        }}
      />
      <ConfirmDialog
        title={t('staff.bulk.confirmTitle', { count: rows.length })}
        body={
          <p>
            {`${t('staff.action.to')}: `}
            <bdi lang="">{draft.institution}</bdi>
          </p>
        }
        confirmLabel={t('staff.bulk.do')}
        cancelLabel={t('staff.reply.confirmCancel')}
        onConfirm={() => {
          if (asked) run(asked, rows);
          setAsked(undefined);
        }}
        onCancel={() => setAsked(undefined)}
        isOpen={asked !== undefined}
      />
    </section>
  );
}

interface FieldsProps extends Pick<BulkPanelProps, 'session' | 'api'> {
  kind: Kind;
  draft: Draft;
  change: (part: Partial<Draft>) => void;
  errorOf: (field: 'institution' | 'text') => string | undefined;
}

function Fields({ kind, session, draft, change, errorOf, api }: FieldsProps) {
  const { t } = useTexts();
  const places = usePlaces(() => api.desk.readPlaces());
  return (
    <>
      {kind === 'place' ? (
        <>
          <ColleagueSelect
            id={actionFieldId('place', 'colleague')}
            places={places}
            value={draft.colleagueId ?? null}
            onChange={(colleagueId) => change({ colleagueId })}
          />
          <UnitSelect
            id={actionFieldId('place', 'unit')}
            places={places}
            value={draft.unitId ?? null}
            onChange={(unitId) => change({ unitId })}
          />
        </>
      ) : (
        <InstitutionChoice
          id={actionFieldId(kind, 'institution')}
          label={t('staff.action.to')}
          error={errorOf('institution')}
          chosen={draft}
          onChange={change}
          exceptName={session.institution}
          onReadInstitutions={api.actions.readInstitutions}
        />
      )}
      {kind === 'transfer' ? (
        <TextArea
          id={actionFieldId('transfer', 'text')}
          label={t('staff.action.transfer.text')}
          hint={t('staff.action.transfer.hint')}
          error={errorOf('text')}
          errorPrefix={t('ui.errorPrefix')}
          value={draft.text}
          onInput={(text) => change({ text })}
          rows={4}
          isRequired
        />
      ) : null}
    </>
  );
}
