// What the citizen sent beside a text, or instead of one: played, seen or saved here, each under a name that can be spoken.
// The browser's own players are used: they have every key, and a screen reader knows them.

import type { AttachmentProblem } from '../../../domain/attachment-problem.ts';
import { RENDITION_PATH } from '../../../domain/attachment-rendition.ts';
import type { ThreadAttachment } from '../../../domain/thread-attachment.ts';
import { pathOf } from '../../../domain/wire.ts';
import { durationInWords, sizeInWords } from '../../../i18n/figures.ts';
import type { Translate } from '../../../i18n/translate.ts';
import { Link } from '../../../ui/link/link.tsx';
import { VisuallyHidden } from '../../../ui/visually-hidden/visually-hidden.tsx';
import { useTexts } from '../../shell/texts.tsx';

export function Attachments({ attachments }: { attachments: readonly ThreadAttachment[] }) {
  const { t } = useTexts();
  if (attachments.length === 0) return null;
  return (
    <>
      <h2>{t('staff.attachments.heading')}</h2>
      <ul class="case-attachments">
        {attachments.map((attachment) => (
          <li key={attachment.id} class="stack">
            <OneAttachment attachment={attachment} name={nameOf(attachment, attachments, t)} />
          </li>
        ))}
      </ul>
    </>
  );
}

function OneAttachment({ attachment, name }: { attachment: ThreadAttachment; name: string }) {
  const { t, tag } = useTexts();
  const { id, state, durationMs, byteLength, problem, renditions = [] } = attachment;
  const length = durationMs === undefined ? [] : [durationInWords(durationMs, t)];
  return (
    <>
      <h3>{name}</h3>
      <p class="quiet">
        {new Intl.ListFormat(tag, { type: 'unit' }).format([...length, sizeInWords(byteLength, tag)])}
      </p>
      {state === 'ready' ? null : <p>{t(`staff.attachments.state.${state}`)}</p>}
      {problem ? <p>{t(`media.problem.${problem as AttachmentProblem}`)}</p> : null}
      <Player attachment={attachment} name={name} />
      {renditions.includes('original') ? (
        <>
          <p>
            <Link kind="standalone" href={addressOf(id, 'original')} download="">
              {t('staff.attachments.download')}
              <VisuallyHidden>{`: ${name}`}</VisuallyHidden>
            </Link>
          </p>
          <p class="quiet">{t('staff.attachments.unverified')}</p>
        </>
      ) : null}
    </>
  );
}

/** What the server has redrawn itself; what came from a stranger is only saved. */
function Player({ attachment, name }: { attachment: ThreadAttachment; name: string }) {
  const { id, kind, renditions = [] } = attachment;
  if (renditions.includes('image'))
    return <img class="case-photo" src={addressOf(id, 'image')} alt={name} loading="lazy" />;
  const sources = ['webm', 'mp4'].filter((rendition) => renditions.includes(rendition));
  if (sources.length === 0) return null;
  const children = sources.map((rendition) => (
    <source key={rendition} src={addressOf(id, rendition)} type={typeOf(kind, rendition)} />
  ));
  return kind === 'voice' || kind === 'audio' ? (
    // biome-ignore lint/a11y/useMediaCaption: a citizen's own recording has no captions.
    <audio class="case-player" controls preload="metadata" aria-label={name}>
      {children}
    </audio>
  ) : (
    // biome-ignore lint/a11y/useMediaCaption: a citizen's own recording has no captions.
    <video
      class="case-player"
      controls
      playsInline
      preload="metadata"
      aria-label={name}
      poster={renditions.includes('poster') ? addressOf(id, 'poster') : undefined}
    >
      {children}
    </video>
  );
}

function typeOf(kind: ThreadAttachment['kind'], rendition: string): string {
  return `${kind === 'voice' || kind === 'audio' ? 'audio' : 'video'}/${rendition}`;
}

function addressOf(id: string, rendition: string): string {
  return pathOf(RENDITION_PATH, { id, rendition });
}

/** Numbered among those of its kind: nobody has named it. */
function nameOf(one: ThreadAttachment, all: readonly ThreadAttachment[], t: Translate): string {
  const number = all.filter(({ kind }) => kind === one.kind).indexOf(one) + 1;
  return t(`staff.attachments.name.${one.kind}`, { number });
}
