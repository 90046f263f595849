// The documents and pictures that go, or went, with an answer: as the citizen reads, sees and saves them.

import { formatOf } from '../../../../domain/answer-document.ts';
import type { AnswerDocument } from '../../../../domain/thread-answer.ts';
import { factsInWords, sizeInWords } from '../../../../i18n/figures.ts';
import { SOURCE_LOCALE } from '../../../../i18n/locale.ts';
import { Link } from '../../../../ui/link/link.tsx';
import { VisuallyHidden } from '../../../../ui/visually-hidden/visually-hidden.tsx';
import { renditionAddress } from '../../../recordings.ts';
import { useTexts } from '../../../shell/texts.tsx';

export function SentDocuments({ documents }: { documents: readonly AnswerDocument[] }) {
  const { t } = useTexts();
  return (
    <>
      <h3>{t('staff.answer.heading.document')}</h3>
      <ul class="plain-list answer-media-list">
        {documents.map((document) => (
          <li key={document.id} class="stack">
            <SentDocument document={document} />
          </li>
        ))}
      </ul>
    </>
  );
}

function SentDocument({ document }: { document: AnswerDocument }) {
  const { t, tag } = useTexts();
  const { id, kind, name, alternative, mediaType, byteLength, rendition } = document;
  const format = formatOf(mediaType);
  const address = renditionAddress(id, rendition);
  const facts = [...(format ? [t(`staff.document.format.${format}`)] : []), sizeInWords(byteLength, tag)];
  return (
    <>
      <h4 lang={SOURCE_LOCALE}>{name}</h4>
      <p class="quiet">{factsInWords(facts, t)}</p>
      {kind === 'photo' ? (
        <>
          <img
            class="case-photo"
            src={address}
            alt={alternative ?? name}
            lang={SOURCE_LOCALE}
            loading="lazy"
          />
          {alternative === undefined ? null : (
            <p>
              {t('staff.document.shows')} <span lang={SOURCE_LOCALE}>{alternative}</span>
            </p>
          )}
        </>
      ) : (
        <p>
          <Link kind="standalone" href={address} download="">
            {t('staff.document.open')}
            <VisuallyHidden>{`: ${name}`}</VisuallyHidden>
          </Link>
        </p>
      )}
    </>
  );
}
