// What is attached to the answer of one case: reads and uploads files, asks how far the server is with them, takes them away.
// It outlives the page, so that an upload goes on while the officer looks at another case.
//
// Invariants: 1. A file has one id from its choice on; trying again sends the same id. 2. What the server has is shown,
// whoever attached it; but nothing of a case's own gets among the files of an answer to many. 3. Nothing is shown as ready, or as gone, that the server has not said to be.

import type { AnswerFileKind } from '../../domain/answer-document.ts';
import type { PreparedCaptions, UnsentMedium } from '../../domain/wire-staff.ts';
import { sourceOf } from '../../media/byte-source.ts';
import { judgeContent } from '../../media/file-content.ts';
import type { StaffApi } from '../api.ts';
import type { MediumDraft } from '../reply-drafts.ts';
import { digestOfFile } from './file-digest.ts';
import {
  faultOf,
  isStored,
  type Medium,
  type MediumFault,
  type MediumState,
  mediaTypeOf,
  stateOfStored,
} from './medium.ts';

export interface AnswerMediaHost {
  api: Pick<StaffApi, 'listAnswerMedia' | 'sendMedium' | 'removeMedium' | 'keepCaptions'>;
  applicationId: string;
  /** Of an answer to many: this case only has them before they go to the others. */
  isForMany?: boolean;
  /** Calls back after a while. @returns a function that calls it off */
  wait: (ms: number, act: () => void) => () => void;
}

/** A film of ten minutes takes the server some minutes; whoever waits for a short one looks at the page. */
const FIRST_LOOK_MS = 2_000;
const LAST_LOOK_MS = 15_000;

export class AnswerMedia {
  readonly #host: AnswerMediaHost;
  readonly #listeners = new Set<() => void>();
  readonly #work = new Map<string, { file: Blob; abort: AbortController }>();
  #media: readonly Medium[] = [];
  #isKnown = false;
  #lookMs = FIRST_LOOK_MS;
  #callOff: (() => void) | undefined;

  constructor(host: AnswerMediaHost) {
    this.#host = host;
  }

  readonly read = (): readonly Medium[] => this.#media;

  /** Whether the server has told what it has. */
  readonly isKnown = (): boolean => this.#isKnown;

  /** @returns a function that stops listening */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Before the server has said what it has of them, nothing is sent without them. */
  readonly expect = (drafts: readonly MediumDraft[]): void => {
    const unknown = drafts.filter(({ id }) => !this.#media.some((one) => one.id === id));
    if (unknown.length === 0) return;
    const asked = unknown.map(({ id, kind, name }): Medium => {
      return { id, kind, name, at: { state: 'processing', isAsked: true } };
    });
    this.#set([...this.#media, ...asked]);
  };

  /** Asks what the server has. @param drafts what was attached here before, perhaps before a reload */
  readonly look = async (drafts: readonly MediumDraft[] = []): Promise<MediumFault | undefined> => {
    if (this.#host.isForMany && drafts.length === 0 && this.#media.length === 0) return undefined;
    this.expect(drafts);
    const listed = await this.#host.api.listAnswerMedia(this.#host.applicationId);
    if (!listed.ok) {
      this.#lookLater();
      return faultOf(listed.failure);
    }
    this.#isKnown = true;
    this.#take(listed.value);
    this.#lookLater();
    return undefined;
  };

  readonly add = (kind: AnswerFileKind, id: string, file: Blob, name: string | undefined): void => {
    const medium: Medium = { id, kind, name, at: { state: 'reading', percent: 0 } };
    // What was recorded here and lost on its way comes again under its own id.
    this.#set([...this.#media.filter((one) => one.id !== id), medium]);
    void this.#send(id, kind, file);
  };

  readonly again = (id: string): void => {
    const medium = this.#media.find((one) => one.id === id);
    const work = this.#work.get(id);
    if (medium && work) void this.#send(id, medium.kind, work.file);
  };

  /** @returns why it is still there */
  readonly remove = async (id: string): Promise<MediumFault | undefined> => {
    const medium = this.#media.find((one) => one.id === id);
    if (!medium) return undefined;
    this.#work.get(id)?.abort.abort();
    // An upload that was broken off may have arrived all the same.
    if (medium.at.state !== 'lost') {
      const gone = await this.#host.api.removeMedium(this.#host.applicationId, id);
      const fault = gone.ok ? undefined : faultOf(gone.failure);
      if (fault && !(fault === 'notYours' && !isStored(medium))) return fault;
    }
    this.#work.delete(id);
    this.#set(this.#media.filter((one) => one.id !== id));
    return undefined;
  };

  /** @returns why the colleagues of the case do not see them */
  readonly keepCaptions = async (
    id: string,
    captions: PreparedCaptions,
  ): Promise<MediumFault | undefined> => {
    const kept = await this.#host.api.keepCaptions(this.#host.applicationId, id, captions);
    if (kept.ok) {
      this.#change(id, stateOfStored(kept.value));
      return undefined;
    }
    const fault = faultOf(kept.failure);
    // What stands there now is shown beside one's own.
    if (fault === 'captionsConflict') void this.look();
    return fault;
  };

  /** The officer has gone. */
  readonly stop = (): void => {
    this.#callOff?.();
    for (const { abort } of this.#work.values()) abort.abort();
    this.#work.clear();
    this.#listeners.clear();
  };

  /** Invariant 2. What is on its way here is known better here. */
  #take(stored: readonly UnsentMedium[]): void {
    const known = this.#media;
    const others = this.#host.isForMany ? [] : stored;
    const ids = new Set([...known, ...others].map(({ id }) => id));
    this.#set(
      [...ids].flatMap((id): Medium[] => {
        const one = known.find((medium) => medium.id === id);
        const there = stored.find((medium) => medium.id === id);
        if (one && (one.at.state === 'reading' || one.at.state === 'uploading')) return [one];
        if (there) return [{ id, kind: there.kind, name: one?.name, at: stateOfStored(there) }];
        if (one && isStored(one)) return [{ ...one, at: { state: 'lost' } }];
        return one ? [one] : [];
      }),
    );
  }

  async #send(id: string, kind: AnswerFileKind, file: Blob): Promise<void> {
    const abort = new AbortController();
    this.#work.set(id, { file, abort });
    const tell = (at: MediumState): void => {
      if (!abort.signal.aborted) this.#change(id, at);
    };
    const percent = (bytes: number): number => Math.floor((bytes / file.size) * 100);
    tell({ state: 'reading', percent: 0 });
    let digest: string;
    try {
      if (await isRefusedForm(kind, file)) return tell({ state: 'failed', fault: 'wrongType' });
      digest = await digestOfFile(
        file,
        (bytes) => tell({ state: 'reading', percent: percent(bytes) }),
        abort.signal,
      );
    } catch {
      tell({ state: 'failed', fault: 'unreadable' });
      return;
    }
    tell({ state: 'uploading', percent: 0 });
    const sent = await this.#host.api.sendMedium({
      applicationId: this.#host.applicationId,
      id,
      kind,
      file,
      mediaType: mediaTypeOf(kind, file),
      digest,
      onSent: (bytes) => tell({ state: 'uploading', percent: Math.min(percent(bytes), 100) }),
      signal: abort.signal,
    });
    if (!sent.ok) {
      tell({ state: 'failed', fault: faultOf(sent.failure) });
      return;
    }
    this.#work.delete(id);
    tell(stateOfStored(sent.value));
    this.#lookMs = FIRST_LOOK_MS;
    this.#lookLater();
  }

  #lookLater(): void {
    this.#callOff?.();
    this.#callOff = undefined;
    if (!this.#media.some(({ at }) => at.state === 'processing')) return;
    this.#callOff = this.#host.wait(this.#lookMs, () => void this.look());
    this.#lookMs = Math.min(this.#lookMs * 1.5, LAST_LOOK_MS);
  }

  #change(id: string, at: MediumState): void {
    this.#set(this.#media.map((one) => (one.id === id ? { ...one, at } : one)));
  }

  #set(media: readonly Medium[]): void {
    this.#media = media;
    for (const listener of this.#listeners) listener();
  }
}

export interface AnswerMediaKeeper {
  /** Of a case; the same one for as long as the officer stays. */
  of: (applicationId: string) => AnswerMedia;
  /** Of one answer to many, whose files this case has first. */
  ofMany: (likenessId: string, applicationId: string) => AnswerMedia;
  stop: () => void;
}

export function createAnswerMediaKeeper(api: AnswerMediaHost['api']): AnswerMediaKeeper {
  const known = new Map<string, AnswerMedia>();
  const wait: AnswerMediaHost['wait'] = (ms, act) => {
    const timer = setTimeout(act, ms);
    return () => clearTimeout(timer);
  };
  const keep = (key: string, host: Pick<AnswerMediaHost, 'applicationId' | 'isForMany'>): AnswerMedia => {
    const media = known.get(key) ?? new AnswerMedia({ api, wait, ...host });
    known.set(key, media);
    return media;
  };
  return {
    of: (applicationId) => keep(applicationId, { applicationId }),
    ofMany: (likenessId, applicationId) =>
      keep(`${likenessId} ${applicationId}`, { applicationId, isForMany: true }),
    stop: () => {
      for (const media of known.values()) media.stop();
      known.clear();
    },
  };
}

/** Sound or film of a form that the server would refuse when all of it has come. Rejects when the file cannot be read. */
async function isRefusedForm(kind: AnswerFileKind, file: Blob): Promise<boolean> {
  if (kind !== 'audio' && kind !== 'sign-video') return false;
  return (await judgeContent('video', mediaTypeOf(kind, file), sourceOf(file))) === 'form';
}
