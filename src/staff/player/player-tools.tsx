// Speed, single pictures and the loop of a part; and the list of the keys.

import type { ComponentChildren } from 'preact';
import { Select } from '../../ui/select/select.tsx';
import { useTexts } from '../shell/texts.tsx';
import { KEYS, SPEEDS, type ToolName } from './playback.ts';
import { loopInWords } from './spoken.ts';
import type { Playback } from './use-playback.ts';

export interface ToolsProps {
  playback: Playback;
  media: 'audio' | 'video';
  button: (command: ToolName) => ComponentChildren;
  id: string;
}

export function Tools({ playback, media, button, id }: ToolsProps) {
  const { t, tag } = useTexts();
  const { speed, loop } = playback.state;
  return (
    <div class="player-tools stack">
      <Select
        id={`${id}-speed`}
        label={t('staff.player.speed')}
        value={String(speed)}
        options={SPEEDS.map((one) => ({
          value: String(one),
          label: t('staff.player.speedValue', { speed: new Intl.NumberFormat(tag).format(one) }),
        }))}
        onChange={(value) => playback.setSpeed(Number(value))}
        maxWidth="short"
      />
      {media === 'video' ? (
        <div class="cluster">
          {button('frameBack')}
          {button('frameForward')}
        </div>
      ) : null}
      <p>{loopInWords(loop, t, tag)}</p>
      <div class="cluster">
        {button('markStart')}
        {button('markEnd')}
        {button('loopOff')}
      </div>
    </div>
  );
}

export function KeyList({ hasPictures }: { hasPictures: boolean }) {
  const { t } = useTexts();
  const shown = KEYS.filter(([, command]) => hasPictures || !command.startsWith('frame'));
  return (
    <>
      <p>{t('staff.player.keysHint')}</p>
      <dl class="player-keys">
        {shown.map(([key, command]) => (
          <div key={key}>
            <dt>
              <kbd>
                {key === ',' || key === '.' ? t(`staff.player.${nameOfSign(key)}`) : key.toUpperCase()}
              </kbd>
            </dt>
            <dd>{t(`staff.player.${command === 'toggle' ? 'playOrPause' : command}`)}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}

/** A sign alone is passed over by many a screen reader. */
function nameOfSign(key: ',' | '.'): 'comma' | 'dot' {
  return key === ',' ? 'comma' : 'dot';
}
