// A sign video or sound of an answer: how large it is, before it is fetched; how far that is, in words and as a bar; the
// player; and what is kept of it on this device. Each of the two buttons stays where it is while its words change, so that
// the focus stays with it.

import { useState } from 'preact/hooks';
import type { AnswerMedium as Medium } from '../../domain/thread-answer.ts';
import { durationInWords, sizeInWords } from '../../i18n/figures.ts';
import { orderForms } from '../../media/answer-forms.ts';
import type { PlayableMedium } from '../../offline/kept-answers.ts';
import type { StoredThread } from '../../offline/threads.ts';
import { Button } from '../../ui/button/button.tsx';
import { useNote } from '../../ui/live-region/use-note.ts';
import { Progress } from '../../ui/progress/progress.tsx';
import { VisuallyHidden } from '../../ui/visually-hidden/visually-hidden.tsx';
import { StoreFailure } from '../shell/store-failure.tsx';
import { useTexts } from '../shell/texts.tsx';
import { useStoreAct } from '../shell/use-store-act.ts';
import { AnswerPlayer } from './answer-player.tsx';
import { useFocusKept, useQuarters } from './answer-progress.ts';
import { saveFile } from './save-file.ts';
import { type Ending, useAnswerMedium } from './use-answer-medium.ts';

export interface AnswerMediumProps {
  stored: Pick<StoredThread, 'applicationId' | 'trackingKey'>;
  medium: Medium;
  name: string;
  /** Of what the citizen has recorded: it is said in other words, and its name stands above it already. */
  isOwn?: boolean;
}

export function AnswerMedium({ stored, medium, name, isOwn = false }: AnswerMediumProps) {
  const { t, tag } = useTexts();
  const [note, say] = useNote();
  const { failure, run } = useStoreAct();
  const [isBroken, setIsBroken] = useState(false);
  const forms = orderForms(medium.kind, medium.renditions, canPlay(medium.kind));
  const state = useAnswerMedium(stored, medium, forms);
  const { kept, isKeptWhole, fetching, playable, form, otherForm } = state;
  const progress = fetching && t('media.answer.fetching', { percent: fetching.percent });
  const ids = [`answer-play-${medium.id}`, `answer-open-${medium.id}`, `answer-keep-${medium.id}`] as const;
  const [playId, openId, keepId] = ids;
  const noteAct = useFocusKept(ids, [fetching?.by, playable]);
  useQuarters(fetching?.percent, progress && `${name}: ${progress}`);

  const act = async (begin: () => Promise<Ending | undefined>): Promise<void> => {
    noteAct();
    setIsBroken(false);
    say('');
    const ending = await begin();
    say(
      ending === 'gone' && isOwn
        ? t('media.own.gone')
        : ending
          ? t(`media.answer.end.${ending}`)
          : t(`media.answer.ready.${medium.kind}`),
    );
  };
  const remove = (): Promise<void> =>
    run(async () => {
      await state.remove();
      say(t(isOwn ? 'media.own.removed' : 'media.answer.removed'));
    });

  const heading = isOwn ? t('media.own.heading') : name;
  if (form === undefined) {
    return (
      <section class="answer-medium">
        <h4>{heading}</h4>
        <p>{t(isOwn ? 'media.own.later' : 'media.answer.noForm')}</p>
      </section>
    );
  }
  const size = sizeOf(medium, form, tag);
  const otherSize = otherForm === undefined ? '' : sizeOf(medium, otherForm, tag);
  return (
    <section class="answer-medium" data-print="no">
      <h4>{heading}</h4>
      <p>
        {medium.durationMs !== undefined && medium.durationMs > 0 && (
          <>{t('media.answer.length', { length: durationInWords(medium.durationMs, t) })} </>
        )}
        {stateInWords()}
      </p>
      {progress && (
        <Progress label={size ? `${name}, ${size}` : name} value={fetching.percent} valueText={progress} />
      )}
      {playable && (
        <AnswerPlayer
          id={playId}
          kind={medium.kind}
          name={name}
          playable={playable}
          captions={medium.captions}
          onBroken={() => {
            setIsBroken(true);
            say(t('media.answer.unplayable'));
          }}
        />
      )}
      <div class="actions">
        {fetching?.by !== 'keep' && !playable && (
          <Button
            key="open"
            id={openId}
            onPress={() => void (fetching ? state.stop() : act(async () => (await state.open()).ending))}
          >
            {t(fetching ? 'media.answer.stop' : `media.answer.open.${medium.kind}`)}
            <VisuallyHidden>{`: ${name}`}</VisuallyHidden>
          </Button>
        )}
        {fetching?.by !== 'open' && (
          <Button key="keep" id={keepId} kind="quiet" onPress={() => void pressKeep()}>
            {t(fetching ? 'media.answer.stop' : isKeptWhole ? 'media.answer.remove' : 'media.answer.keep')}
            <VisuallyHidden>{`: ${name}`}</VisuallyHidden>
          </Button>
        )}
      </div>
      {note && <p>{note}</p>}
      {isBroken && playable && (
        <div class="actions">
          {otherForm !== undefined && (
            <Button onPress={() => void act(state.openOther)}>
              {t('media.answer.tryOther', { size: otherSize })}
            </Button>
          )}
          <Button kind="quiet" onPress={() => saveFile(playable, `${medium.id}.${endingOf(playable)}`)}>
            {t('media.answer.save')}
          </Button>
        </div>
      )}
      <StoreFailure reason={failure} />
    </section>
  );

  function pressKeep(): Promise<void> | undefined {
    if (fetching) {
      state.stop();
      return undefined;
    }
    return isKeptWhole ? remove() : act(state.keep);
  }

  function stateInWords(): string {
    if (isKeptWhole) return t('media.answer.kept');
    if (state.isForNow) return t('media.answer.forNow');
    if (kept) {
      const percent = Math.floor((kept.keptBytes / kept.byteLength) * 100);
      return t('media.answer.partly', { percent });
    }
    return size && t('media.answer.size', { size });
  }
}

function sizeOf({ sizes }: Medium, form: string, tag: string): string {
  const bytes = sizes?.[form as keyof typeof sizes];
  return bytes === undefined ? '' : sizeInWords(bytes, tag);
}

const canPlay =
  (kind: Medium['kind']) =>
  (mediaType: string): CanPlayTypeResult =>
    document.createElement(kind === 'audio' ? 'audio' : 'video').canPlayType(mediaType);

function endingOf({ mediaType }: PlayableMedium): string {
  return mediaType.replace(/^.*\/(?:x-)?/, '').replace(/[^a-z0-9].*$/, '');
}
