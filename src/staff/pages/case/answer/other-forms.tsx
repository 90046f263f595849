// What an answer has beside its text, seen and heard as the citizen will: summary, sign videos with their captions, sounds, and
// why a form that was asked for is missing.

import type { AnswerMedium, ThreadAnswer } from '../../../../domain/thread-answer.ts';
import { SOURCE_LOCALE } from '../../../../i18n/locale.ts';
import { Details } from '../../../../ui/details/details.tsx';
import { MarkedText } from '../../../cues/marked-text.tsx';
import { Player } from '../../../player/player.tsx';
import { usePlayback } from '../../../player/use-playback.ts';
import { playable } from '../../../recordings.ts';
import { useTexts } from '../../../shell/texts.tsx';
import { CitizenText } from '../citizen-text.tsx';
import { SentDocuments } from './sent-documents.tsx';

/** The state answers in Turkish (Law 3071), whatever language the console is used in. */
export function OtherForms({ answer }: { answer: ThreadAnswer }) {
  const { summary, media = [], documents = [], override } = answer;
  const { t } = useTexts();
  return (
    <>
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
      {documents.length > 0 ? <SentDocuments documents={documents} /> : null}
      {override === undefined ? null : (
        <>
          <h3>{t('staff.answer.overridden')}</h3>
          <CitizenText text={override.reason} locale={SOURCE_LOCALE} />
        </>
      )}
    </>
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
