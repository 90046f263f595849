// Files on their way into a draft or an act, in this tab: chosen, read one after another, put into the manifest. It outlives
// the page that shows it: who leaves while a file is read finds it on coming back.
//
// N1  What was chosen has a record before any of it is read. Until it is in the manifest nothing is sent without it
//     (recording-sweep.ts, R6), and a kill leaves its name (recovery.ts).
// N2  Its lock is held until the manifest names it or it is refused: no other page takes it for one that was cut off (M6).
// N3  Whether files are being read is known in the very task in which they were chosen.

import type { Attachment } from '../domain/attachment.ts';
import type { AttachmentLimits } from '../domain/attachment-limits.ts';
import { type OfflineEnvironment, platform } from '../offline/environment.ts';
import { deleteRecording } from '../offline/recordings.ts';
import { forgetCutOff } from './recovery.ts';
import {
  type FilePlace,
  type PlainFault,
  reserveFile,
  type Taken,
  type TakingProgress,
  takeFile,
} from './take-file.ts';

export interface Outcome {
  key: number;
  name: string;
  sizeBytes: number;
  taken: Taken;
}

export interface IntakeView {
  reading: { name: string; progress: TakingProgress } | undefined;
  outcomes: readonly Outcome[];
}

export interface IntakePlan {
  limits: AttachmentLimits;
  savesData: boolean;
  /** Attachments that the manifest names by now. */
  count: () => number;
  /** Puts it into the manifest, wherever the person is by now. @returns false when the draft or act was sent or is gone */
  attach: (attachment: Attachment) => Promise<boolean>;
  onOutcome: (outcome: Outcome) => void;
}

export interface Intake {
  view: () => IntakeView;
  isBusy: () => boolean;
  /** Whether this record is of a file that is being taken in here. */
  has: (recordingId: string) => boolean;
  take: (files: readonly File[], plan: IntakePlan) => Promise<void>;
  /** @returns stops it; what was said of files that are through is forgotten with the last who listens */
  listen: (onView: (view: IntakeView) => void) => () => void;
}

const NOTHING: IntakeView = { reading: undefined, outcomes: [] };

const intakes = new Map<string, Intake>();

/** The one of a draft or act in this tab. */
export function intakeOf(draftId: string): Intake {
  const intake = intakes.get(draftId) ?? openIntake(draftId);
  intakes.set(draftId, intake);
  return intake;
}

export function openIntake(
  draftId: string,
  take: typeof takeFile = takeFile,
  environment: OfflineEnvironment = platform,
): Intake {
  const listeners = new Set<(view: IntakeView) => void>();
  const ids = new Set<string>();
  let shown = NOTHING;
  let waiting = 0;
  let count = 0;
  let queue: Promise<void> = Promise.resolve();

  const show = (view: Partial<IntakeView>): void => {
    shown = { ...shown, ...view };
    for (const listen of [...listeners]) listen(shown);
  };
  const forget = (): void => {
    if (waiting + listeners.size === 0) shown = NOTHING;
  };
  const takeOne = async (
    file: File,
    place: FilePlace | PlainFault,
    { limits, savesData, ...plan }: IntakePlan,
  ): Promise<Taken> => {
    if (typeof place === 'string') return { ok: false, fault: place };
    const onProgress = (progress: TakingProgress): void => show({ reading: { name: file.name, progress } });
    onProgress({ stage: 'reading', bytes: 0, allBytes: file.size });
    const options = { draftId, place, limits, count: plan.count(), savesData, onProgress };
    try {
      const taken = await take(file, options, undefined, environment);
      if (!taken.ok) return taken;
      if (await plan.attach(taken.attachment)) {
        // One that could not be forgotten is still told of; the file is there all the same.
        await forgetCutOff(draftId, file.name, environment).catch(() => undefined);
        return taken;
      }
      await deleteRecording(place.id, environment).catch(() => undefined);
      return { ok: false, fault: 'gone' };
    } finally {
      place.letGo();
      ids.delete(place.id);
    }
  };
  const takeAll = async (
    files: readonly File[],
    places: readonly (FilePlace | PlainFault)[],
    plan: IntakePlan,
  ): Promise<void> => {
    for (const [index, file] of files.entries()) {
      const taken = await takeOne(file, places[index] ?? 'store', plan);
      const outcome = { key: count++, name: file.name, sizeBytes: file.size, taken };
      show({ outcomes: [...shown.outcomes, outcome] });
      plan.onOutcome(outcome);
    }
  };

  return {
    view: () => shown,
    isBusy: () => waiting > 0,
    has: (id) => ids.has(id),
    async take(files, plan) {
      if (waiting++ === 0) show({ outcomes: [] });
      else show({});
      // N1. All at once, whatever is read before them.
      const reserved = Promise.all(
        files.map(async (file) => {
          const place = await reserveFile(file, draftId, environment);
          if (typeof place !== 'string') ids.add(place.id);
          return place;
        }),
      );
      const before = queue;
      const mine = (async () => {
        const places = await reserved;
        await before;
        await takeAll(files, places, plan);
      })();
      queue = mine.catch(() => undefined);
      try {
        await mine;
      } finally {
        if (--waiting === 0) show({ reading: undefined });
        else show({});
        forget();
      }
    },
    listen(onView) {
      listeners.add(onView);
      return () => {
        listeners.delete(onView);
        forget();
      };
    },
  };
}
