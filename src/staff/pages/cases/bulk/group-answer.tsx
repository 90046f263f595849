// One answer to many, each individually addressed. It goes out case by case by the same way as any other answer: where four eyes are
// wanted it waits as a draft, and each case has it once, because a case is answered once.

import { useRef, useState } from 'preact/hooks';
import {
  fillAnswer,
  isAnsweredByText,
  NAME_FIELD,
  NUMBER_FIELD,
  needsName,
} from '../../../../domain/bulk-answer.ts';
import { codePointCount, normaliseText } from '../../../../domain/text.ts';
import { REPLY_MAX_LENGTH } from '../../../../domain/wire-staff.ts';
import type { Translate } from '../../../../i18n/translate.ts';
import { Button } from '../../../../ui/button/button.tsx';
import { ConfirmDialog } from '../../../../ui/confirm-dialog/confirm-dialog.tsx';
import { RadioGroup } from '../../../../ui/radio-group/radio-group.tsx';
import { TextArea } from '../../../../ui/text-area/text-area.tsx';
import type { StaffApi } from '../../../api.ts';
import { createIds, type EachOutcome, type EachRow, troubleOf } from '../../../bulk/run-each.ts';
import { useTexts } from '../../../shell/texts.tsx';
import type { Result } from '../../../staff-call.ts';
import { EachOutcomeView, triedAgain } from './each-outcome.tsx';
import type { ReportErrors } from './page-errors.ts';
import { useEach } from './use-each.ts';

export interface GroupAnswerProps {
  /** Those that are chosen on this page. */
  rows: readonly EachRow[];
  /** How many the whole group has. */
  total: number;
  /** All of the group. */
  onReadAll: () => Promise<Result<EachRow[]>>;
  api: Pick<StaffApi, 'readCase' | 'sendReply'>;
  makeId: () => string;
  /** What is missing belongs to the top of the page. */
  onErrors: ReportErrors;
  onSessionEnded: () => void;
  onOver: () => Promise<unknown>;
}

const TEXT_ID = 'group-answer';
type Scope = 'chosen' | 'all';
type Fault =
  | 'staff.action.required'
  | 'staff.action.tooLong'
  | 'staff.bulk.trouble.field'
  | 'staff.bulk.chooseFirst'
  | 'staff.cases.refreshFailed';

function inWords(fault: Fault, t: Translate): string {
  return t(fault, { max: REPLY_MAX_LENGTH });
}

export function GroupAnswer({
  rows,
  total,
  onReadAll,
  api,
  makeId,
  onErrors,
  onSessionEnded,
  onOver,
}: GroupAnswerProps) {
  const { t } = useTexts();
  const [text, setText] = useState('');
  const [scope, setScope] = useState<Scope>('chosen');
  const [fault, setFault] = useState<Fault>();
  const [asked, setAsked] = useState<{ rows: readonly EachRow[]; text: string }>();
  const idOf = useRef(createIds(makeId));
  const sent = useRef('');
  const each = useEach({ onSessionEnded, onOver });
  const report = (found: Fault | undefined): void => {
    setFault(found);
    onErrors(
      found &&
        ((words) => ({
          title: words('staff.reply.errorTitle'),
          errors: [{ fieldId: TEXT_ID, text: inWords(found, words) }],
        })),
    );
  };

  const press = async (): Promise<void> => {
    const written = normaliseText(text);
    if (written === '') return report('staff.action.required');
    if (codePointCount(written) > REPLY_MAX_LENGTH) return report('staff.action.tooLong');
    const filled = fillAnswer(written, { number: '', name: 'x' });
    if (!filled.ok) return report('staff.bulk.trouble.field');
    if (scope === 'chosen' && rows.length === 0) return report('staff.bulk.chooseFirst');
    const all = scope === 'all' ? await onReadAll() : undefined;
    if (all && !all.ok) return report('staff.cases.refreshFailed');
    report(undefined);
    setAsked({ rows: all ? all.value : rows, text: written });
  };
  const run = (template: string, those: readonly EachRow[]): void => {
    sent.current = template;
    void each.run(those, (row) => answerOne(api, row, template, idOf.current(row, template)));
  };
  const leftOut = asked?.rows.filter(({ formats }) => !isAnsweredByText(formats)).length ?? 0;

  return (
    <section class="cases-bulk stack" aria-labelledby="group-answer-heading">
      <h2 id="group-answer-heading">{t('staff.alike.answerHeading')}</h2>
      <p>{t('staff.alike.answerLead')}</p>
      <TextArea
        id={TEXT_ID}
        label={t('staff.alike.answerText')}
        hint={t('staff.alike.answerHint', { number: NUMBER_FIELD, name: NAME_FIELD })}
        error={fault && inWords(fault, t)}
        errorPrefix={t('ui.errorPrefix')}
        value={text}
        onInput={setText}
        rows={8}
        isRequired
      />
      <RadioGroup
        name="group-answer-scope"
        legend={t('staff.alike.toWhom')}
        value={scope}
        options={[
          { value: 'chosen', label: t('staff.alike.toChosen', { count: rows.length }) },
          { value: 'all', label: t('staff.alike.toAll', { count: total }) },
        ]}
        onChange={setScope}
      />
      <Button kind="primary" onPress={() => void press()} isDisabled={each.now.state === 'working'}>
        {t('staff.alike.answer')}
      </Button>
      <EachOutcomeView
        each={each}
        onAgain={() =>
          run(
            sent.current,
            triedAgain(each).map(({ row }) => row),
          )
        }
      />
      <ConfirmDialog
        title={t('staff.alike.confirmTitle', { count: asked?.rows.length ?? 0 })}
        body={
          <>
            <p>{t('staff.alike.confirmBody')}</p>
            {leftOut > 0 ? <p>{t('staff.alike.confirmLeftOut', { count: leftOut })}</p> : null}
          </>
        }
        confirmLabel={t('staff.alike.answer')}
        cancelLabel={t('staff.reply.confirmCancel')}
        onConfirm={() => {
          if (asked) run(asked.text, asked.rows);
          setAsked(undefined);
        }}
        onCancel={() => setAsked(undefined)}
        isOpen={asked !== undefined}
      />
    </section>
  );
}

/** An identity is read, and its reading written down, only where the answer names the citizen. */
async function answerOne(
  api: GroupAnswerProps['api'],
  { applicationId, number, formats }: EachRow,
  template: string,
  replyId: string,
): Promise<EachOutcome> {
  if (!isAnsweredByText(formats)) return 'form';
  let name: string | null = null;
  if (needsName(template)) {
    const read = await api.readCase(applicationId);
    if (!read.ok) return troubleOf(read.failure);
    name = read.value.applicant?.fullName ?? null;
  }
  const filled = fillAnswer(template, { number, name });
  if (!filled.ok) return filled.why;
  const reply = await api.sendReply({ applicationId, replyId, text: filled.text });
  return reply.ok ? 'done' : troubleOf(reply.failure);
}
