// The phone's position, added by a press and removed by the same button, which keeps its place and the focus.

import { useEffect, useRef, useState } from 'preact/hooks';
import { Button } from '../../../../ui/button/button.tsx';
import { FieldError } from '../../../../ui/field/field.tsx';
import { announceIfSlow } from '../../../../ui/live-region/announce-if-slow.ts';
import { useAnnounce } from '../../../../ui/live-region/live-region.tsx';
import { useTexts } from '../../../shell/texts.tsx';
import { askPosition } from '../ask-position.ts';
import { useAnswerControl } from '../use-answer-control.ts';
import type { StepProps } from './step.ts';

export function PositionField(props: StepProps) {
  const { answers, change, Heading } = props;
  const { t } = useTexts();
  const announce = useAnnounce();
  const { id, error, errorPrefix } = useAnswerControl(props)('coordinates');
  const [note, setNote] = useState<string>();
  const [isAsking, setIsAsking] = useState(false);
  const isGone = useRef(false);
  const { coordinates } = answers;

  useEffect(
    () => () => {
      isGone.current = true;
    },
    [],
  );

  const say = (text: string): void => {
    setNote(text);
    announce(text);
  };
  const add = async (): Promise<void> => {
    setIsAsking(true);
    setNote(t('flow.place.askingPosition'));
    const hasEnded = announceIfSlow(announce, t('flow.place.askingPosition'));
    const answer = await askPosition('geolocation' in navigator ? navigator.geolocation : undefined);
    hasEnded();
    // Whoever has gone on to the next question meanwhile has gone on without it.
    if (isGone.current) return;
    setIsAsking(false);
    if (!answer.ok) return say(t(`flow.place.position.${answer.reason}`));
    change({ coordinates: answer.coordinates });
    setNote(undefined);
    announce(t('flow.place.positionAdded', { metres: answer.coordinates.accuracyMetres }));
  };
  const remove = (): void => {
    change({ coordinates: undefined });
    say(t('flow.place.positionRemoved'));
  };

  return (
    <section class="flow-position">
      <Heading>{t('flow.place.positionHeading')}</Heading>
      <p>{t('flow.place.positionHint')}</p>
      <FieldError id={id} error={error} errorPrefix={errorPrefix} />
      {coordinates && <p>{t('flow.place.positionAdded', { metres: coordinates.accuracyMetres })}</p>}
      {note && <p>{note}</p>}
      <Button
        id={id}
        kind="secondary"
        isDisabled={isAsking}
        describedBy={error ? `${id}-error` : undefined}
        onPress={coordinates ? remove : () => void add()}
      >
        {t(coordinates ? 'flow.place.removePosition' : 'flow.place.addPosition')}
      </Button>
    </section>
  );
}
