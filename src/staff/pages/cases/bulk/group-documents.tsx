// Documents and pictures that go with one answer to many: chosen and uploaded once, and each case gets its own.

import { useState } from 'preact/hooks';
import { Button } from '../../../../ui/button/button.tsx';
import { useFocusNext } from '../../../cues/use-focus-next.ts';
import { useTexts } from '../../../shell/texts.tsx';
import type { AnswerFilesProps } from '../../case/answer/answer-forms.tsx';
import { DocumentsSection } from '../../case/answer/documents-section.tsx';
import { DOCUMENT_FIELD_ID } from '../../case/answer/judge-answer.ts';

export function GroupDocuments(props: AnswerFilesProps) {
  const { t } = useTexts();
  const [isOpen, setOpen] = useState(false);
  const focusNext = useFocusNext();
  if (props.limits.answerDocuments === 0) return null;
  if (isOpen || props.media.length > 0) return <DocumentsSection {...props} />;
  return (
    <div class="cluster">
      <Button
        onPress={() => {
          setOpen(true);
          focusNext(DOCUMENT_FIELD_ID);
        }}
      >
        {t('staff.answer.add.document')}
      </Button>
    </div>
  );
}
