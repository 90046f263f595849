// A clip of the studio in the officers' player, before or after it is published.

import type { SignClipSlot } from '../../../domain/sign-clip.ts';
import { SIGN_CLIP_PATHS, type StaffClip } from '../../../domain/sign-clip-wire.ts';
import { pathOf } from '../../../domain/wire.ts';
import { Player } from '../../player/player.tsx';
import type { Playback } from '../../player/use-playback.ts';

export interface ClipPlayerProps {
  slot: SignClipSlot;
  clip: StaffClip;
  name: string;
  playback: Playback;
}

export function ClipPlayer({ slot, clip, name, playback }: ClipPlayerProps) {
  const { id, renditions, durationMs, captions } = clip;
  const addressOf = (rendition: string): string =>
    pathOf(SIGN_CLIP_PATHS.staffClipFile, { slot, clipId: id, rendition });
  const forms = ['webm', 'mp4'].filter((rendition) => renditions.includes(rendition));
  // Where nothing could be made of it here, it is played as it came.
  const sources =
    forms.length > 0
      ? forms.map((rendition) => ({ src: addressOf(rendition), type: `video/${rendition}` }))
      : [{ src: addressOf('original'), type: '' }];
  return (
    <Player
      key={id}
      playback={playback}
      name={name}
      media="video"
      sources={sources}
      poster={renditions.includes('poster') ? addressOf('poster') : undefined}
      durationMs={durationMs}
      captions={captions}
    />
  );
}
