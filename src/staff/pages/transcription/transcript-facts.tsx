// What is known of a recording's text: none yet, offered and not confirmed, to be made anew, or confirmed by the citizen, with
// the text itself. Both sides tell the same story.

import { isConfirmed, type Transcript, textOfTranscript } from '../../../domain/transcript.ts';
import { formatInstant } from '../../../i18n/format.ts';
import { SOURCE_LOCALE } from '../../../i18n/locale.ts';
import { Tag } from '../../../ui/tag/tag.tsx';
import { useTexts } from '../../shell/texts.tsx';

type TextState = 'open' | 'offered' | 'accepted' | 'corrected' | 'again';

function textState(transcript: Transcript | undefined): TextState {
  if (!transcript) return 'open';
  return transcript.verdict?.kind ?? 'offered';
}

export function TranscriptFacts({ transcript }: { transcript: Transcript | undefined }) {
  const { t, tag } = useTexts();
  const state = textState(transcript);
  const at = transcript?.verdict?.at ?? transcript?.at;
  return (
    <p>
      <Tag
        kind={transcript && isConfirmed(transcript) ? 'success' : state === 'again' ? 'problem' : 'waiting'}
        label={t(`staff.transcription.state.${state}`)}
      />
      {at === undefined ? null : (
        <>
          {' '}
          <span class="quiet">{formatInstant(tag, at)}</span>
        </>
      )}
    </p>
  );
}

/** In Turkish, whatever language the console is used in. */
export function TranscriptText({ transcript }: { transcript: Transcript }) {
  return (
    <p class="case-words" lang={SOURCE_LOCALE}>
      {textOfTranscript(transcript)}
    </p>
  );
}
