// The text of an answer as the citizen reads it: with its headings, lists and links where it has them.

import { type AnswerBlock, targetBehind } from '../../../../domain/answer-text.ts';
import { SOURCE_LOCALE } from '../../../../i18n/locale.ts';
import { StructuredText } from '../../../../ui/structured-text/structured-text.tsx';
import { CitizenText } from '../citizen-text.tsx';

export interface AnswerBodyProps {
  text: string;
  blocks: readonly AnswerBlock[] | undefined;
}

/** The state answers in Turkish (Law 3071), whatever language the console is used in. */
export function AnswerBody({ text, blocks }: AnswerBodyProps) {
  if (!blocks) return <CitizenText text={text} locale={SOURCE_LOCALE} />;
  return <StructuredText blocks={blocks} headingLevel={3} lang={SOURCE_LOCALE} targetBehind={targetBehind} />;
}
