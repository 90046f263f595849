// One answer to many, each individually addressed. It goes out case by case by the same way as any other answer: where four eyes are
// wanted it waits as a draft, and each case has it once, because a case is answered once.

import { useRef, useState } from 'preact/hooks';
import { fillAnswer, isAnsweredByText, NAME_FIELD, NUMBER_FIELD } from '../../../../domain/bulk-answer.ts';
import { codePointCount, normaliseText } from '../../../../domain/text.ts';
import { REPLY_MAX_LENGTH } from '../../../../domain/wire-staff.ts';
import type { Translate } from '../../../../i18n/translate.ts';
import { Button } from '../../../../ui/button/button.tsx';
import { ConfirmDialog } from '../../../../ui/confirm-dialog/confirm-dialog.tsx';
import type { SummarizedError } from '../../../../ui/error-summary/error-summary.tsx';
import { RadioGroup } from '../../../../ui/radio-group/radio-group.tsx';
import { TextArea } from '../../../../ui/text-area/text-area.tsx';
import type { AnswerMediaKeeper } from '../../../answer-media/answer-media.ts';
import type { StaffApi } from '../../../api.ts';
import { type AnswerToMany, answerOne } from '../../../bulk/answer-one.ts';
import { createIds, type EachRow } from '../../../bulk/run-each.ts';
import type { ReplyDraftKeeper } from '../../../reply-draft-keeper.ts';
import type { ReplyDrafts } from '../../../reply-drafts.ts';
import { useTexts } from '../../../shell/texts.tsx';
import type { Result } from '../../../staff-call.ts';
import { judgeDocuments } from '../../case/answer/judge-documents.ts';
import { useLimits } from '../../case/answer/use-limits.ts';
import { useMedia } from '../../case/answer/use-media.ts';
import { EachOutcomeView, triedAgain } from './each-outcome.tsx';
import { GroupDocuments } from './group-documents.tsx';
import type { ReportErrors } from './page-errors.ts';
import { useEach } from './use-each.ts';
import { useFilesHome } from './use-files-home.ts';
import { useGroupDraft } from './use-group-draft.ts';

export interface GroupAnswerProps {
  likeness: string;
  /** Those that are chosen on this page, and all that are on it. */
  rows: readonly EachRow[];
  all: readonly EachRow[];
  /** How many the whole group has. */
  total: number;
  drafts: ReplyDrafts;
  keeper: ReplyDraftKeeper;
  /** What the server has of its draft. */
  kept: string | undefined;
  media: AnswerMediaKeeper;
  /** All of the group. */
  onReadAll: () => Promise<Result<EachRow[]>>;
  api: Pick<StaffApi, 'readCase' | 'sendReply' | 'copyMedium' | 'removeMedium' | 'readLimits'>;
  makeId: () => string;
  /** What is missing belongs to the top of the page. */
  onErrors: ReportErrors;
  onSessionEnded: () => void;
  onOver: () => Promise<unknown>;
}

const TEXT_ID = 'group-answer';
type Scope = 'chosen' | 'all';
type ErrorsInWords = (t: Translate) => readonly SummarizedError[];

export function GroupAnswer(props: GroupAnswerProps) {
  const { likeness, rows, all, total, onReadAll, api, makeId, onErrors } = props;
  const { t } = useTexts();
  const { draft, change, sent, filesAt } = useGroupDraft(props);
  const desk = filesAt === undefined ? undefined : props.media.ofMany(likeness, filesAt);
  const media = useMedia(desk, draft, change);
  const limits = useLimits(api.readLimits);
  const [scope, setScope] = useState<Scope>('chosen');
  const [found, setFound] = useState<{ inWords: ErrorsInWords }>();
  const [asked, setAsked] = useState<{ rows: readonly EachRow[]; answer: AnswerToMany }>();
  const idOf = useRef(createIds(makeId));
  const running = useRef<AnswerToMany>(undefined);
  const each = useEach(props);
  const isWorking = each.now.state === 'working';
  const settle = useFilesHome({ api, media, all, total, isWorking, filesAt, change, sent, makeId });
  const errors = found?.inWords(t) ?? [];
  const report = (inWords: ErrorsInWords | undefined): void => {
    setFound(inWords && { inWords });
    onErrors(inWords && ((words) => ({ title: words('staff.reply.errorTitle'), errors: inWords(words) })));
  };

  const press = async (): Promise<void> => {
    const template = normaliseText(draft.text);
    const errorsIn: ErrorsInWords = (words) => [
      ...textErrors(template, words),
      ...judgeDocuments(media, draft, words).errors,
    ];
    if (errorsIn(t).length > 0) return report(errorsIn);
    if (scope === 'chosen' && rows.length === 0) return report(atText('staff.bulk.chooseFirst'));
    const whole = scope === 'all' ? await onReadAll() : undefined;
    if (whole && !whole.ok) return report(atText('staff.cases.refreshFailed'));
    report(undefined);
    const { said: documents } = judgeDocuments(media, draft, t);
    setAsked({ rows: whole ? whole.value : rows, answer: { template, documents, filesAt } });
  };
  const run = async (answer: AnswerToMany, those: readonly EachRow[]): Promise<void> => {
    running.current = answer;
    await each.run(those, (row) => answerOne(api, row, answer, idOf.current), settle);
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
        error={errors.find(({ fieldId }) => fieldId === TEXT_ID)?.text}
        errorPrefix={t('ui.errorPrefix')}
        value={draft.text}
        onInput={(text) => change(() => ({ text }))}
        rows={8}
        isRequired
      />
      {desk ? (
        <GroupDocuments
          draft={draft}
          onChange={change}
          media={media}
          desk={desk}
          limits={limits}
          makeId={makeId}
          errors={errors}
        />
      ) : null}
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
      <Button kind="primary" onPress={() => void press()} isDisabled={isWorking}>
        {t('staff.alike.answer')}
      </Button>
      <EachOutcomeView
        each={each}
        onAgain={() => {
          if (running.current)
            void run(
              running.current,
              triedAgain(each).map(({ row }) => row),
            );
        }}
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
          if (asked) void run(asked.answer, asked.rows);
          setAsked(undefined);
        }}
        onCancel={() => setAsked(undefined)}
        isOpen={asked !== undefined}
      />
    </section>
  );
}

function textErrors(template: string, t: Translate): SummarizedError[] {
  const at = (text: string): SummarizedError[] => [{ fieldId: TEXT_ID, text }];
  if (template === '') return at(t('staff.reply.required'));
  if (codePointCount(template) > REPLY_MAX_LENGTH)
    return at(t('staff.action.tooLong', { max: REPLY_MAX_LENGTH }));
  const isFilled = fillAnswer(template, { number: '', name: 'x' }).ok;
  return isFilled ? [] : at(t('staff.bulk.trouble.field'));
}

function atText(key: 'staff.bulk.chooseFirst' | 'staff.cases.refreshFailed'): ErrorsInWords {
  return (t) => [{ fieldId: TEXT_ID, text: t(key) }];
}
