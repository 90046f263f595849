// What goes with an answer, as somebody prepares it who does not send it: videos, sounds, documents and captions lie with the
// case on the server, where whoever writes the answer finds them.

import { useTexts } from '../../../shell/texts.tsx';
import type { AnswerFormProps } from './answer-form.tsx';
import { AnswerForms } from './answer-forms.tsx';
import { useLimits } from './use-limits.ts';
import { useMedia } from './use-media.ts';

export type PrepareAnswerProps = Pick<
  AnswerFormProps,
  'staffCase' | 'session' | 'draft' | 'onChange' | 'media' | 'makeId' | 'onReadLimits'
>;

export function PrepareAnswer({ media: desk, onReadLimits, ...props }: PrepareAnswerProps) {
  const { t } = useTexts();
  const media = useMedia(desk, props.draft, props.onChange);
  const limits = useLimits(onReadLimits);
  return (
    <div class="stack">
      <p>{t('staff.reply.prepare')}</p>
      <AnswerForms {...props} media={media} desk={desk} limits={limits} errors={[]} />
    </div>
  );
}
