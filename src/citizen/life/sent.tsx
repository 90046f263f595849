// What was sent in a case, in the citizen's own words, and what can be done where it was refused, or came too late.

import { isTold } from '../../domain/thread-act.ts';
import type { ActObstacle } from '../../domain/thread-life.ts';
import { dropAct, mendAct } from '../../offline/act-writing.ts';
import { Button } from '../../ui/button/button.tsx';
import { useAnnounce } from '../../ui/live-region/live-region.tsx';
import { VisuallyHidden } from '../../ui/visually-hidden/visually-hidden.tsx';
import { ActState } from '../acts/act-state.tsx';
import { StoreFailure } from '../shell/store-failure.tsx';
import { useTexts } from '../shell/texts.tsx';
import { useStoreAct } from '../shell/use-store-act.ts';
import type { CaseActRecord } from './parts.ts';
import { scoreWords } from './score.ts';

const OBSTACLES: readonly unknown[] = [
  'question-settled',
  'already-rated',
  'case-closed',
] satisfies ActObstacle[];
const isObstacle = (problem: unknown): problem is ActObstacle => OBSTACLES.includes(problem);

export interface SentProps {
  record: CaseActRecord;
  /** It is about to be opened as further information; missing where that is not possible. */
  onAddition: (() => void) | undefined;
  /** It is about to be open again, to be changed. */
  onMend: () => void;
  onSend: () => void;
  onGone: () => void;
}

export function Sent({ record, onAddition, onMend, onSend, onGone }: SentProps) {
  const { t } = useTexts();
  const { act, status } = record;
  const problem = status.state === 'refused' ? status.problem : undefined;
  const mend = async (): Promise<void> => {
    onMend();
    await mendAct(record.id);
  };
  return (
    <div class="life-sent">
      <ActState
        record={record}
        words="life.act."
        name={t(`life.${act.kind}.heading`)}
        reason={t(`life.reason.${isObstacle(problem) ? problem : 'refused'}`)}
        mend={isObstacle(problem) ? undefined : mend}
        onSend={onSend}
        onGone={onGone}
      >
        <Said record={record} />
      </ActState>
      {isObstacle(problem) && <AsAddition record={record} onAddition={onAddition} />}
    </div>
  );
}

export interface OutdatedProps {
  record: CaseActRecord;
  obstacle: ActObstacle;
  onAddition: (() => void) | undefined;
  onGone: () => void;
}

/** What was being prepared when the case moved on: nothing that was typed is lost. */
export function Outdated({ record, obstacle, onAddition, onGone }: OutdatedProps) {
  const { t } = useTexts();
  const announce = useAnnounce();
  const { failure, run } = useStoreAct();
  const drop = (): Promise<void> =>
    run(async () => {
      await dropAct(record.id);
      announce(t('life.act.deleted'));
      onGone();
    });
  return (
    <>
      <Said record={record} />
      <p>
        <strong>{t(`life.reason.${obstacle}`)}</strong>
      </p>
      <div class="actions">
        <Button kind="quiet" onPress={() => void drop()}>
          {t('life.act.delete')}
          <VisuallyHidden>{`: ${t(`life.${record.act.kind}.heading`)}`}</VisuallyHidden>
        </Button>
      </div>
      <AsAddition record={record} onAddition={onAddition} />
      <StoreFailure reason={failure} />
    </>
  );
}

function Said({ record: { act } }: { record: CaseActRecord }) {
  const { t } = useTexts();
  const count = act.attachments?.length ?? 0;
  const isReasoned = act.kind === 'withdrawal' || act.kind === 'rating' || act.kind === 'erasure';
  const said = isReasoned ? act.reason : act.text;
  return (
    <>
      <p>
        {act.kind === 'rating'
          ? t('life.rating.said', { score: scoreWords(act.score, t) })
          : t(`life.${act.kind}.said`)}
      </p>
      {said && (
        <p class="citizen-text" dir="auto" lang="">
          {said}
        </p>
      )}
      {count > 0 && <p>{t('life.act.files', { count })}</p>}
    </>
  );
}

type AsAdditionProps = Pick<SentProps, 'record' | 'onAddition'>;

function AsAddition({ record: { id, act }, onAddition }: AsAdditionProps) {
  const { t } = useTexts();
  const { failure, run } = useStoreAct();
  const isText = act.kind === 'information' || act.kind === 'objection';
  if (!onAddition || !isText || !isTold(act)) return null;
  const turn = (): Promise<void> =>
    run(async () => {
      onAddition();
      await mendAct(id, { kind: 'addition', text: act.text, attachments: act.attachments });
    });
  return (
    <>
      <div class="actions">
        <Button onPress={() => void turn()}>{t('life.act.asAddition')}</Button>
      </div>
      <StoreFailure reason={failure} />
    </>
  );
}
