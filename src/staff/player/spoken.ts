// What the player says of what it did. Playing, pausing and moving are heard by themselves; a speed, a loop and a single
// picture are not. Pure.

import { durationInWords } from '../../i18n/figures.ts';
import type { Translate } from '../../i18n/translate.ts';
import { formatClock } from './clock.ts';
import type { Loop, PlayerCommand } from './playback.ts';
import type { PlaybackState } from './use-playback.ts';

export interface SpokenTexts {
  t: Translate;
  tag: string;
  durationMs: number | undefined;
}

export function saysAfter(
  command: PlayerCommand,
  { atMs, speed, loop }: PlaybackState,
  { t, tag, durationMs }: SpokenTexts,
): string | undefined {
  switch (command.kind) {
    case 'toggle':
    case 'move':
      return undefined;
    case 'frame':
      return formatClock(atMs, tag);
    case 'speed':
      return t('staff.player.speedNow', { speed: new Intl.NumberFormat(tag).format(speed) });
    case 'mark':
    case 'loop-off':
      return loopInWords(loop, t, tag);
    case 'say-time':
      return durationMs === undefined
        ? durationInWords(atMs, t)
        : t('staff.player.time', { at: durationInWords(atMs, t), all: durationInWords(durationMs, t) });
  }
}

export function loopInWords(loop: Loop, t: Translate, tag: string): string {
  switch (loop.state) {
    case 'off':
      return t('staff.player.loopNone');
    case 'begun':
      return t(loop.edge === 'start' ? 'staff.player.loopStart' : 'staff.player.loopEnd', {
        at: formatClock(loop.atMs, tag),
      });
    case 'on':
      return t('staff.player.loopOn', {
        from: formatClock(loop.fromMs, tag),
        to: formatClock(loop.toMs, tag),
      });
  }
}
