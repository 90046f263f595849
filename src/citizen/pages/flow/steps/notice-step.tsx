// The data-protection notice, read before anything is sent. The box says "read", never "agreed" (KVKK art. 10).

import { Checkbox } from '../../../../ui/checkbox/checkbox.tsx';
import { useTexts } from '../../../shell/texts.tsx';
import { NoticeText } from '../notice-text.tsx';
import { NOTICE_VERSION } from '../notice-version.ts';
import { useAnswerControl } from '../use-answer-control.ts';
import type { StepProps } from './step.ts';

export function NoticeStep(props: StepProps) {
  const { t } = useTexts();
  const { optionalText: _required, ...control } = useAnswerControl(props)('noticeVersion');
  return (
    <>
      <NoticeText Heading={props.Heading} />
      <Checkbox
        {...control}
        label={t('flow.notice.label')}
        isChecked={props.answers.noticeVersion === NOTICE_VERSION}
        onChange={(isRead) => props.change({ noticeVersion: isRead ? NOTICE_VERSION : undefined })}
      />
    </>
  );
}
