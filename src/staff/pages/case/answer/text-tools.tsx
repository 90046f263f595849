// Below the answer's text: buttons that insert its marks at the caret, and the answer as the citizen will see it. The parser
// comes when it is first wanted.

import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { AnswerBlock } from '../../../../domain/answer-text.ts';
import { normaliseText } from '../../../../domain/text.ts';
import { Button } from '../../../../ui/button/button.tsx';
import { Details } from '../../../../ui/details/details.tsx';
import { useTexts } from '../../../shell/texts.tsx';
import { AnswerBody } from './answer-body.tsx';
import { REPLY_FIELD_ID } from './judge-answer.ts';
import { type MarkedField, TEXT_MARKS, type TextMark, withMark } from './text-marks.ts';

export interface TextToolsProps {
  text: string;
  onText: (text: string) => void;
  /** Of the text area. */
  fieldId?: string;
  /** As the citizen will see it, where that is not the text itself. */
  shown?: string;
}

export function TextTools({ text, onText, fieldId = REPLY_FIELD_ID, shown = text }: TextToolsProps) {
  const { t } = useTexts();
  const chosen = useRef<Pick<MarkedField, 'start' | 'end'>>(undefined);
  useLayoutEffect(() => {
    const field = answerField(fieldId);
    if (!field || !chosen.current) return;
    field.focus();
    field.setSelectionRange(chosen.current.start, chosen.current.end);
    chosen.current = undefined;
  }, [text]);
  const press = (mark: TextMark): void => {
    const field = answerField(fieldId);
    if (!field) return;
    const { value, selectionStart: start, selectionEnd: end } = field;
    const marked = withMark({ value, start, end }, mark, t('staff.marks.linkText'));
    chosen.current = marked;
    onText(marked.value);
  };
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would be announced with every button */}
      <div class="cluster" role="group" aria-label={t('staff.marks.label')}>
        {TEXT_MARKS.map((mark) => (
          <Button key={mark} onPress={() => press(mark)} describedBy="reply-marks-hint">
            {t(`staff.marks.${mark}`)}
          </Button>
        ))}
      </div>
      <p class="quiet" id="reply-marks-hint">
        {t('staff.marks.hint')}
      </p>
      <Preview text={shown} />
    </>
  );
}

function answerField(id: string): HTMLTextAreaElement | undefined {
  const field = document.getElementById(id);
  return field instanceof HTMLTextAreaElement ? field : undefined;
}

type Parse = (source: string) => readonly AnswerBlock[];

function Preview({ text }: Pick<TextToolsProps, 'text'>) {
  const { t } = useTexts();
  const [isOpen, setOpen] = useState(false);
  const [parse, setParse] = useState<{ run: Parse }>();
  const [isMissing, setMissing] = useState(false);
  useEffect(() => {
    if (!isOpen || parse) return;
    setMissing(false);
    import('../../../../domain/answer-markdown.ts').then(
      ({ parseAnswerText }) => setParse({ run: parseAnswerText }),
      () => setMissing(true),
    );
  }, [isOpen, parse]);
  const source = normaliseText(text);
  return (
    <Details summary={t('staff.marks.preview')} onToggle={setOpen}>
      {source === '' ? <p>{t('staff.marks.previewEmpty')}</p> : null}
      {isMissing ? <p>{t('staff.marks.previewMissing')}</p> : null}
      {isOpen && parse && source !== '' ? <AnswerBody text={source} blocks={parse.run(source)} /> : null}
    </Details>
  );
}
