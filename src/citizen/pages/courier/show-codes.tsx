// A parcel as a row of QR codes on the screen, for a phone that can be given no file. At most three codes a second: what changes faster
// flashes (WCAG 2.3.2). It begins when it is pressed, stops when it is pressed (2.2.2), and goes step by step for who wants no motion.

import { useEffect, useId, useLayoutEffect, useState } from 'preact/hooks';
import encodeQR from 'qr';
import { codesOf, QR_VERSION } from '../../../sealing/qr-frames.ts';
import { Button } from '../../../ui/button/button.tsx';
import { Details } from '../../../ui/details/details.tsx';
import { useAnnounce } from '../../../ui/live-region/live-region.tsx';
import { readModes } from '../../../ui/modes/modes.ts';
import { useTexts } from '../../shell/texts.tsx';
import type { FileToGive } from './give-file.ts';
import './courier.css';

const STEP_MS = 400;
/** Squares of quiet zone around the code (ISO/IEC 18004 § 6.3.8). */
const BORDER = 4;
/** Of what is announced: where the row stands now. */
const PLACE = 'place of the codes';

export function ShowCodes({ make }: { make: () => Promise<FileToGive | undefined> }) {
  const { t } = useTexts();
  const announce = useAnnounce();
  const [codes, setCodes] = useState<readonly string[]>();
  const [failure, setFailure] = useState<'long' | 'gone'>();

  const show = async (): Promise<void> => {
    const given = await make();
    const made = given && (await codesOf(new Uint8Array(await given.whole.arrayBuffer())));
    if (made) {
      setCodes(made);
      // Of a row that runs by itself only the beginning is said.
      return announce(t('courier.codes.place', { number: 1, total: made.length }), { matter: PLACE });
    }
    const reason = given ? 'long' : 'gone';
    setFailure(reason);
    announce(t(`courier.codes.${reason}`));
  };
  return (
    <Details summary={t('courier.codes.summary')}>
      <p>{t('courier.codes.body')}</p>
      {codes ? <Row codes={codes} /> : <Button onPress={() => void show()}>{t('courier.codes.show')}</Button>}
      {failure && <p>{t(`courier.codes.${failure}`)}</p>}
    </Details>
  );
}

function Row({ codes }: { codes: readonly string[] }) {
  const { t } = useTexts();
  const [index, setIndex] = useState(0);
  const [isRunning, setIsRunning] = useState(!wantsStillness());
  const announce = useAnnounce();
  const id = useId();
  const place = t('courier.codes.place', { number: index + 1, total: codes.length });
  const next = (): void => {
    const following = (index + 1) % codes.length;
    setIndex(following);
    announce(t('courier.codes.place', { number: following + 1, total: codes.length }), { matter: PLACE });
  };

  const turn = (): void => {
    // Where the row stands, which nobody could hear while it ran.
    if (isRunning) announce(place, { matter: PLACE });
    setIsRunning(!isRunning);
  };

  // The button that brought the codes has gone.
  useLayoutEffect(() => {
    if (document.activeElement === document.body) document.getElementById(id)?.focus();
  }, [id]);

  useEffect(() => {
    if (!isRunning) return undefined;
    const timer = setInterval(() => setIndex((now) => (now + 1) % codes.length), STEP_MS);
    return () => clearInterval(timer);
  }, [codes, isRunning]);

  return (
    <>
      <Code text={codes[index] ?? ''} label={place} />
      <p>{place}</p>
      <div class="actions">
        <Button id={id} onPress={turn}>
          {t(isRunning ? 'courier.codes.stop' : 'courier.codes.start')}
        </Button>
        {!isRunning && <Button onPress={next}>{t('courier.codes.next')}</Button>}
      </div>
    </>
  );
}

function wantsStillness(): boolean {
  return readModes().motion === 'still' || matchMedia('(prefers-reduced-motion: reduce)').matches;
}

/** Black on white in every theme: cameras expect it. */
function Code({ text, label }: { text: string; label: string }) {
  const squares = encodeQR(text, 'raw', {
    encoding: 'alphanumeric',
    ecc: 'medium',
    version: QR_VERSION,
    border: BORDER,
  });
  const path = squares
    .flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : '')))
    .join('');
  const size = squares.length;
  return (
    <svg class="courier-code" role="img" aria-label={label} viewBox={`0 0 ${size} ${size}`}>
      <path d={`M0 0h${size}v${size}H0z`} fill="#fff" />
      <path d={path} fill="#000" shape-rendering="crispEdges" />
    </svg>
  );
}
