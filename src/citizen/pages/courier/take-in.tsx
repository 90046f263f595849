// Taking in what somebody gave: chosen here, opened with this app, or shared with it. What became of each file stands below, and is said
// once; of many, how many.

import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { type GivenFile, type TakenFile, takeFile } from '../../../offline/carried-file.ts';
import { listShared } from '../../../offline/shared-files.ts';
import { StorageFault } from '../../../offline/storage-fault.ts';
import { hurry } from '../../../offline/sync.ts';
import { parcelNumber } from '../../../sealing/parcel-number.ts';
import { Details } from '../../../ui/details/details.tsx';
import { FileField } from '../../../ui/file-field/file-field.tsx';
import { useAnnounce } from '../../../ui/live-region/live-region.tsx';
import { Progress } from '../../../ui/progress/progress.tsx';
import { useTexts } from '../../shell/texts.tsx';
import { bringDecoder } from './find-codes.ts';
import { ReadCodes } from './read-codes.tsx';

interface Given {
  file: GivenFile;
  name: string;
  /** Called when it is done with. */
  forget?: () => Promise<void>;
}

interface Outcome {
  key: number;
  texts: string[];
  isFault: boolean;
}

/** Chromium only: files that were opened with this app (the manifest's `file_handlers`). */
interface LaunchQueue {
  setConsumer: (
    take: (launch: { files: readonly { name: string; getFile: () => Promise<File> }[] }) => void,
  ) => void;
}

export function TakeIn() {
  const { t } = useTexts();
  const announce = useAnnounce();
  const [outcomes, setOutcomes] = useState<readonly Outcome[]>([]);
  const [reading, setReading] = useState<{ name: string; percent: number }>();
  // One after the other, however they come.
  const last = useRef<Promise<void>>(Promise.resolve());

  const takeAll = async (given: readonly Given[]): Promise<void> => {
    const made: Outcome[] = [];
    setOutcomes([]);
    for (const [key, { file, name, forget }] of given.entries()) {
      setReading({ name, percent: 0 });
      const onProgress = (share: number) => setReading({ name, percent: Math.floor(share * 100) });
      const taken = await takeFile(file, onProgress).catch(report);
      await forget?.();
      made.push({ key, texts: sentencesOf(taken, name), isFault: taken.kind === 'fault' });
      setOutcomes([...made]);
    }
    setReading(undefined);
    const faults = made.filter(({ isFault }) => isFault).length;
    const [only] = made;
    if (only && made.length === 1) announce(only.texts.join(' '), { assertive: only.isFault });
    else announce(t('courier.taken.summary', { taken: made.length - faults, faults }));
    if (faults < made.length) void hurry();
  };
  const sentencesOf = (taken: TakenFile, name: string): string[] => {
    if (taken.kind === 'fault') return [t(`courier.fault.${taken.fault}`, { name })];
    if (taken.kind === 'parcel')
      return [t(`courier.taken.${taken.state}`, { number: parcelNumber(taken.parcel) })];
    const { received, settled, refused, refusedOpen, unverified } = taken;
    const said = received.map((number) => t('courier.answer.received', { number }));
    for (const number of settled) said.push(t('courier.answer.settled', { number }));
    if (refusedOpen > 0) said.push(t('courier.answer.refusedOpen', { count: refusedOpen }));
    if (refused > 0) said.push(t('courier.answer.refused', { count: refused }));
    if (unverified > 0) said.push(t('courier.answer.unverified', { count: unverified }));
    return said.length > 0 ? said : [t('courier.answer.none')];
  };
  const newest = useRef(takeAll);
  newest.current = takeAll;
  const take = useCallback((find: () => Promise<readonly Given[]>): void => {
    const running = last.current.then(async () => {
      const given = await find();
      if (given.length > 0) await newest.current(given);
    });
    last.current = running.catch((error: unknown) => {
      setReading(undefined);
      report(error);
    });
  }, []);

  useEffect(() => {
    take(async () => [...(await listShared()), ...unkept(t('courier.file'))]);
    bringDecoder().catch(() => undefined);
    const { launchQueue } = window as { launchQueue?: LaunchQueue };
    launchQueue?.setConsumer(({ files }) =>
      take(async () => files.map((handle) => ({ file: () => handle.getFile(), name: handle.name }))),
    );
  }, [take, t]);

  return (
    <section>
      <h2>{t('courier.takeHeading')}</h2>
      {/* No `accept`: phones that do not know the ending would not let it be chosen. */}
      <FileField
        id="courier-file"
        label={t('courier.file')}
        hint={t('courier.fileHint')}
        errorPrefix={t('ui.errorPrefix')}
        isMultiple
        files={[]}
        texts={{
          choose: t('courier.choose'),
          listLabel: t('courier.file'),
          remove: '',
          removeLabel: () => '',
          size: () => '',
        }}
        onChoose={(files) => take(async () => files.map((file) => ({ file, name: file.name })))}
        onRemove={() => undefined}
      />
      <Details summary={t('courier.camera.summary')}>
        <p>{t('courier.camera.body')}</p>
        <ReadCodes onRead={(file) => take(async () => [{ file, name: t('courier.camera.name') }])} />
      </Details>
      {reading && (
        <Progress
          label={t('courier.taking', { name: reading.name })}
          value={reading.percent}
          valueText={t('courier.percent', { percent: reading.percent })}
        />
      )}
      {outcomes.length > 0 && (
        <ul>
          {outcomes.flatMap(({ key, texts }) => texts.map((text) => <li key={`${key} ${text}`}>{text}</li>))}
        </ul>
      )}
    </section>
  );
}

/** What goes wrong with one is told and reported, and keeps no other from being taken in. */
function report(error: unknown): TakenFile {
  queueMicrotask(() => {
    throw error;
  });
  return { kind: 'fault', fault: 'unavailable' };
}

/** What was shared, and had no room in the worker's cache: it is still where it was shared from. */
function unkept(name: string): Given[] {
  if (location.search !== '?quota') return [];
  return [
    { name, file: () => Promise.reject(new StorageFault('quota', new Error('no room for what was shared'))) },
  ];
}
