// The documents and pictures that go with an answer: what each is and how large, before it is fetched; a picture with its words,
// which are there without it; and what is kept of it on this device. A document is saved as a file: its own program opens it.

import { type DocumentFormat, fileNameOf, formatOf } from '../../domain/answer-document.ts';
import type { AnswerDocument as Document } from '../../domain/thread-answer.ts';
import { factsInWords, sizeInWords } from '../../i18n/figures.ts';
import type { PlayableMedium } from '../../offline/kept-answers.ts';
import type { StoredThread } from '../../offline/threads.ts';
import { Button } from '../../ui/button/button.tsx';
import { useNote } from '../../ui/live-region/use-note.ts';
import { Progress } from '../../ui/progress/progress.tsx';
import { VisuallyHidden } from '../../ui/visually-hidden/visually-hidden.tsx';
import { StoreFailure } from '../shell/store-failure.tsx';
import { type Texts, useTexts } from '../shell/texts.tsx';
import { useStoreAct } from '../shell/use-store-act.ts';
import { useFocusKept, useQuarters } from './answer-progress.ts';
import { saveFile } from './save-file.ts';
import { type Ending, useAnswerMedium } from './use-answer-medium.ts';
import { useObjectUrl } from './use-object-url.ts';

interface AnswerDocumentsProps {
  stored: Pick<StoredThread, 'applicationId' | 'trackingKey'>;
  documents: readonly Document[];
}

export function AnswerDocuments({ stored, documents }: AnswerDocumentsProps) {
  const { t } = useTexts();
  return (
    <>
      <h4>{t('media.document.heading')}</h4>
      <ul class="plain-list answer-documents">
        {documents.map((document) => (
          <li key={document.id}>
            <AnswerDocument stored={stored} document={document} />
          </li>
        ))}
      </ul>
    </>
  );
}

function AnswerDocument({ stored, document }: Pick<AnswerDocumentsProps, 'stored'> & { document: Document }) {
  const texts = useTexts();
  const { t, tag } = texts;
  const [note, say] = useNote();
  const { failure, run } = useStoreAct();
  const { id, kind, name, alternative, mediaType, byteLength, rendition } = document;
  const isPicture = kind === 'photo';
  const state = useAnswerMedium(stored, { id, renditions: [rendition] }, [rendition]);
  const { isKeptWhole, kept, fetching, playable } = state;
  const progress = fetching && t('media.answer.fetching', { percent: fetching.percent });
  const ids = [`answer-open-${id}`, `answer-keep-${id}`] as const;
  const noteAct = useFocusKept(ids, [fetching?.by, playable]);
  useQuarters(fetching?.percent, progress && `${name}: ${progress}`);
  const size = sizeInWords(byteLength, tag);

  const act = async (by: 'open' | 'keep'): Promise<void> => {
    noteAct();
    say('');
    const { ending, opened } =
      by === 'open' ? await state.open() : { ending: await state.keep(), opened: undefined };
    if (ending) return say(endingInWords(ending, texts));
    if (opened && !isPicture) saveFile(opened, fileNameOf(name, mediaType));
    say(t(by === 'keep' || isPicture ? 'media.document.ready' : 'media.document.saved'));
  };
  const remove = (): Promise<void> =>
    run(async () => {
      await state.remove();
      say(t('media.answer.removed'));
    });
  const pressKeep = (): void => {
    if (fetching) state.stop();
    else void (isKeptWhole ? remove() : act('keep'));
  };
  const where = isKeptWhole
    ? t('media.answer.kept')
    : state.isForNow
      ? t('media.answer.forNow')
      : kept
        ? t('media.answer.partly', { percent: Math.floor((kept.keptBytes / kept.byteLength) * 100) })
        : '';
  return (
    <section class="answer-medium">
      <h5 dir="auto" lang="tr">
        {name}
      </h5>
      <p>{factsInWords([...formatInWords(formatOf(mediaType), texts), size], t)}</p>
      {alternative !== undefined && (
        <p>
          {t('media.document.shows')}{' '}
          <span dir="auto" lang="tr">
            {alternative}
          </span>
        </p>
      )}
      {where && <p data-print="no">{where}</p>}
      {progress && <Progress label={`${name}, ${size}`} value={fetching.percent} valueText={progress} />}
      {isPicture && playable && <Picture playable={playable} alternative={alternative ?? name} />}
      <div class="actions" data-print="no">
        {fetching?.by !== 'keep' && !(isPicture && playable) && (
          <Button key="open" id={ids[0]} onPress={() => (fetching ? state.stop() : void act('open'))}>
            {t(fetching ? 'media.answer.stop' : isPicture ? 'media.document.look' : 'media.document.open')}
            <VisuallyHidden>{`: ${name}`}</VisuallyHidden>
          </Button>
        )}
        {fetching?.by !== 'open' && (
          <Button key="keep" id={ids[1]} kind="quiet" onPress={pressKeep}>
            {t(fetching ? 'media.answer.stop' : isKeptWhole ? 'media.answer.remove' : 'media.answer.keep')}
            <VisuallyHidden>{`: ${name}`}</VisuallyHidden>
          </Button>
        )}
      </div>
      {note && <p data-print="no">{note}</p>}
      <StoreFailure reason={failure} />
    </section>
  );
}

function Picture({ playable, alternative }: { playable: PlayableMedium; alternative: string }) {
  const source = useObjectUrl(playable.bytes, playable.mediaType);
  return source === undefined ? null : (
    <img class="answer-picture" src={source} alt={alternative} lang="tr" />
  );
}

function formatInWords(format: DocumentFormat | undefined, { t }: Texts): string[] {
  return format === undefined ? [] : [t(`media.document.format.${format}`)];
}

function endingInWords(ending: Ending, { t }: Texts): string {
  switch (ending) {
    case 'gone':
    case 'damaged':
    case 'no-answer':
      return t(`media.document.end.${ending}`);
    default:
      return t(`media.answer.end.${ending}`);
  }
}
