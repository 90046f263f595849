// An answer with all that it consists of: a summary in plain words, a sign video, a sound, and, where a form that was asked for
// is missing, the institution's reason. All of it in the order in which it helps most, before the text; documents, which only
// add to it, behind.

import { Fragment } from 'preact';
import { readAnswerText, targetBehind } from '../../domain/answer-text.ts';
import { type AnswerMedium as Medium, readAnswer } from '../../domain/thread-answer.ts';
import type { ThreadReply } from '../../domain/wire.ts';
import type { StoredThread } from '../../offline/threads.ts';
import { StructuredText } from '../../ui/structured-text/structured-text.tsx';
import { type Texts, useTexts } from '../shell/texts.tsx';
import { AnswerDocuments } from './answer-documents.tsx';
import { AnswerMedium } from './answer-medium.tsx';
import { PrintedMedium } from './printed-medium.tsx';

export interface AnswerProps {
  stored: StoredThread;
  reply: ThreadReply;
}

export function Answer({ stored, reply }: AnswerProps) {
  const texts = useTexts();
  const { t } = texts;
  const { summary, media = [], documents = [], override } = readAnswer(reply);
  return (
    <>
      {override && (
        <>
          <h4>{t('media.answer.override')}</h4>
          <p class="citizen-text" dir="auto" lang="tr">
            {override.reason}
          </p>
        </>
      )}
      {summary && (
        <>
          <h4>{t('media.answer.summary')}</h4>
          <p class="citizen-text" dir="auto" lang="tr">
            {summary}
          </p>
        </>
      )}
      {media.map((medium, index) => {
        const name = nameOf(media, index, texts);
        return (
          <Fragment key={medium.id}>
            <AnswerMedium stored={stored} medium={medium} name={name} />
            <PrintedMedium medium={medium} name={name} />
          </Fragment>
        );
      })}
      <Text reply={reply} />
      {documents.length > 0 && <AnswerDocuments stored={stored} documents={documents} />}
    </>
  );
}

/** The institution's name is a heading of the third level. */
function Text({ reply }: Pick<AnswerProps, 'reply'>) {
  const blocks = readAnswerText(reply);
  if (blocks)
    return <StructuredText blocks={blocks} headingLevel={4} lang="tr" targetBehind={targetBehind} />;
  return (
    <p class="citizen-text" dir="auto" lang="tr">
      {reply.text}
    </p>
  );
}

/** Numbered where there are several of a kind. */
function nameOf(media: readonly Medium[], index: number, { t }: Texts): string {
  const kind = media[index]?.kind ?? 'audio';
  const isKind = (medium: Medium): boolean => medium.kind === kind;
  const name = t(`media.answer.${kind}`);
  if (media.filter(isKind).length < 2) return name;
  return t('media.answer.numbered', { name, number: media.slice(0, index + 1).filter(isKind).length });
}
