// The answers that were given, in every form, as the citizen has them.

import { readAnswerText } from '../../../../domain/answer-text.ts';
import { type AnswerMedium, readAnswer } from '../../../../domain/thread-answer.ts';
import type { ThreadReply } from '../../../../domain/wire.ts';
import type { StaffCase } from '../../../../domain/wire-staff.ts';
import { formatInstant } from '../../../../i18n/format.ts';
import { SOURCE_LOCALE } from '../../../../i18n/locale.ts';
import { Details } from '../../../../ui/details/details.tsx';
import { MarkedText } from '../../../cues/marked-text.tsx';
import { Player } from '../../../player/player.tsx';
import { usePlayback } from '../../../player/use-playback.ts';
import { playable } from '../../../recordings.ts';
import { useTexts } from '../../../shell/texts.tsx';
import { ActsOnAnswer } from '../acts/citizen-acts.tsx';
import { CitizenText } from '../citizen-text.tsx';
import { AnswerBody } from './answer-body.tsx';

/** The state answers in Turkish (Law 3071), whatever language the console is used in. */
export function Answers({ staffCase }: { staffCase: StaffCase }) {
  return (
    <>
      {staffCase.replies.map((reply) => (
        <Answer key={reply.id} staffCase={staffCase} reply={reply} />
      ))}
    </>
  );
}

function Answer({ staffCase, reply }: { staffCase: StaffCase; reply: ThreadReply }) {
  const { t, tag } = useTexts();
  const { institution, at, text } = reply;
  const { summary, media = [], override } = readAnswer(reply);
  return (
    <article class="case-answer">
      <AnswerBody text={text} blocks={readAnswerText(reply)} />
      <p class="quiet">{t('staff.case.answerBy', { institution, when: formatInstant(tag, at) })}</p>
      {summary === undefined ? null : (
        <>
          <h3>{t('staff.answer.summary')}</h3>
          <CitizenText text={summary} locale={SOURCE_LOCALE} />
        </>
      )}
      {media.map((medium, index) => (
        <SentMedium
          key={medium.id}
          medium={medium}
          number={media.slice(0, index + 1).filter(({ kind }) => kind === medium.kind).length}
        />
      ))}
      {override === undefined ? null : (
        <>
          <h3>{t('staff.answer.overridden')}</h3>
          <CitizenText text={override.reason} locale={SOURCE_LOCALE} />
        </>
      )}
      <ActsOnAnswer staffCase={staffCase} replyId={reply.id} />
    </article>
  );
}

function SentMedium({ medium, number }: { medium: AnswerMedium; number: number }) {
  const { t } = useTexts();
  const playback = usePlayback();
  const name = t(`staff.medium.name.${medium.kind}`, { number });
  const recording = playable(medium);
  return (
    <>
      <h3>{name}</h3>
      {recording ? (
        <Player
          {...recording}
          playback={playback}
          name={name}
          durationMs={medium.durationMs}
          captions={medium.captions}
        />
      ) : (
        <p>{t('staff.medium.originalOnly')}</p>
      )}
      {medium.captions ? (
        <Details summary={t('staff.answer.captionsRead')}>
          <MarkedText cues={medium.captions} />
        </Details>
      ) : null}
    </>
  );
}
