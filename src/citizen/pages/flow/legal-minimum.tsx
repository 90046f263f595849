// What the law wants of a petition, checked while it can still be added (Law 3071 art. 4 and 6).

import type { Answers } from '../../../domain/application.ts';
import { checkLegalMinimum, type LegalFinding } from '../../../domain/completeness.ts';
import type { Step } from '../../../domain/flow.ts';
import type { MessageKey } from '../../../i18n/translate.ts';
import { Link } from '../../../ui/link/link.tsx';
import { Tag, type TagProps } from '../../../ui/tag/tag.tsx';
import { VisuallyHidden } from '../../../ui/visually-hidden/visually-hidden.tsx';
import { useTexts } from '../../shell/texts.tsx';
import { pathOfStep } from './slugs.ts';

type Point = LegalFinding['point'];
type Finding = LegalFinding['finding'];

const STEP_OF: Readonly<Record<Point, Step>> = {
  name: 'identity',
  address: 'contact',
  subject: 'text',
  court: 'court',
};

const MARKS: Readonly<Record<Finding, { kind: TagProps['kind']; label: MessageKey }>> = {
  met: { kind: 'success', label: 'flow.legal.complete' },
  missing: { kind: 'danger', label: 'flow.legal.incomplete' },
  'at-risk': { kind: 'problem', label: 'flow.legal.careful' },
  'not-needed': { kind: 'neutral', label: 'flow.legal.notAsked' },
};

export function LegalMinimum({ draftId, answers }: { draftId: string; answers: Answers }) {
  const { t } = useTexts();
  return (
    <section>
      <h2>{t('flow.legal.heading')}</h2>
      <p>{t('flow.legal.lead')}</p>
      <ul class="flow-legal">
        {checkLegalMinimum(answers).map(({ point, finding }) => (
          <li key={point}>
            <h3>{t(`flow.legal.${point}`)}</h3>
            <p>
              <Tag kind={MARKS[finding].kind} label={t(MARKS[finding].label)} />{' '}
              {t(explanationOf(point, finding))}
            </p>
            {finding === 'missing' && (
              <Link href={pathOfStep(draftId, STEP_OF[point], { thenReview: true })} kind="standalone">
                {t('flow.legal.mend')}
                <VisuallyHidden>{`: ${t(`flow.legal.${point}`)}`}</VisuallyHidden>
              </Link>
            )}
            {/* Name and address are demanded by art. 4; that nothing without them is examined says art. 6. */}
            <small>
              {t(point === 'name' || point === 'address' ? 'flow.legal.article4' : 'flow.legal.article6')}
            </small>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Only a matter for the courts can be a risk; the others are there or not. */
function explanationOf(point: Point, finding: Finding): MessageKey {
  return finding === 'at-risk' ? 'flow.legal.court.at-risk' : `flow.legal.${point}.${finding}`;
}
