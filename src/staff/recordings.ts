// Attachments as the console names, plays and shows them. Pure.

import type { AnswerMediaKind } from '../domain/answer-in-kind.ts';
import { RENDITION_PATH } from '../domain/attachment-rendition.ts';
import { pathOf, type ThreadAttachment } from '../domain/wire.ts';
import type { Translate } from '../i18n/translate.ts';
import type { PlayerSource } from './player/player.tsx';

/** Numbered among those of its kind: nobody has named it. */
export function attachmentName(
  one: Pick<ThreadAttachment, 'id' | 'kind'>,
  all: readonly Pick<ThreadAttachment, 'id' | 'kind'>[],
  t: Translate,
): string {
  const ofKind = all.filter(({ kind }) => kind === one.kind);
  return t(`staff.attachments.name.${one.kind}`, { number: ofKind.findIndex(({ id }) => id === one.id) + 1 });
}

export function renditionAddress(id: string, rendition: string): string {
  return pathOf(RENDITION_PATH, { id, rendition });
}

export interface Recording {
  id: string;
  kind: ThreadAttachment['kind'] | AnswerMediaKind;
  renditions?: readonly string[] | undefined;
}

export interface PlayableRecording {
  media: 'audio' | 'video';
  sources: PlayerSource[];
  poster: string | undefined;
}

/** What the server has redrawn itself; what came from a stranger is only saved. @returns undefined where there is nothing */
export function playable({ id, kind, renditions = [] }: Recording): PlayableRecording | undefined {
  const media = kind === 'voice' || kind === 'audio' ? 'audio' : 'video';
  const sources = ['webm', 'mp4']
    .filter((rendition) => renditions.includes(rendition))
    .map((rendition) => ({ src: renditionAddress(id, rendition), type: `${media}/${rendition}` }));
  if (sources.length === 0) return undefined;
  return {
    media,
    sources,
    poster: renditions.includes('poster') ? renditionAddress(id, 'poster') : undefined,
  };
}
