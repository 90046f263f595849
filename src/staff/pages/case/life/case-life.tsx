// What has happened to a case, oldest first: with the day and hour, who did it, what was written, and whether the citizen
// reads it.

import type { StaffLife } from '../../../../domain/staff-life.ts';
import { formatInstant } from '../../../../i18n/format.ts';
import { Tag } from '../../../../ui/tag/tag.tsx';
import { useTexts } from '../../../shell/texts.tsx';
import { type LifeEntry, lifeEntries } from './life-entries.ts';
import './life.css';

export function CaseLife({ life }: { life: StaffLife }) {
  const { t, tag } = useTexts();
  return (
    <section class="case-facts">
      <h2 id="life" tabIndex={-1}>
        {t('staff.case.historyHeading')}
      </h2>
      <ol class="case-events">
        {lifeEntries(life, t, tag).map((entry) => (
          <li key={entry.id}>
            <Entry entry={entry} />
          </li>
        ))}
      </ol>
    </section>
  );
}

function Entry({ entry }: { entry: LifeEntry }) {
  const { t, tag } = useTexts();
  const { words, at, by, text, override, newDueOn, isInternal } = entry;
  // Blocks: spans, whatever stands between them, are one word to the ear ("uzattıYeni son gün").
  return (
    <>
      <div>
        {words}
        {isInternal ? (
          <>
            {' '}
            <Tag kind="neutral" label={t('staff.life.internal')} />
          </>
        ) : null}
      </div>
      {newDueOn === undefined ? null : <div>{t('staff.life.newDue', { date: newDueOn })}</div>}
      <div class="quiet">
        <time dateTime={at}>{formatInstant(tag, at)}</time>
        {by === undefined ? null : `, ${by}`}
      </div>
      {text === undefined ? null : (
        <p class="case-words life-text" dir="auto" lang="">
          {text}
        </p>
      )}
      {override === undefined ? null : (
        <>
          <div>{t('staff.answer.overridden')}</div>
          <p class="case-words life-text" dir="auto" lang="">
            {override}
          </p>
        </>
      )}
    </>
  );
}
