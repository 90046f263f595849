// Tells every page and worker of this device that something in the store has changed. A message carries ids only;
// who cares reads the store again. A change is announced after it is on the disk, never before.

import type { SaveMark } from '../domain/last-word.ts';
import { type OfflineEnvironment, platform } from './environment.ts';

export interface Change {
  /** `work`: nothing has changed, but the sender has been working for its place in the line for seconds (work.ts). */
  kind: 'outbox' | 'draft' | 'thread' | 'device' | 'work';
  id: string;
}

interface HeardChange extends Change {
  /** Another tab or the worker did it. Of a draft that is open here: it is being written in two places. */
  isElsewhere: boolean;
}

type Listener = (change: HeardChange) => void;

const CHANNEL = 'kopru';
const KINDS: readonly string[] = ['outbox', 'draft', 'thread', 'device', 'work'];

interface Hub {
  listeners: Set<Listener>;
  close: () => void;
}
const hubs = new WeakMap<OfflineEnvironment, Hub>();

/** Hears every change, this page's own included. @returns stops listening */
export function onChange(listener: Listener, environment: OfflineEnvironment = platform): () => void {
  const hub = hubs.get(environment) ?? openHub(environment);
  // One function may be given twice by two components; each keeps its own place.
  const mine: Listener = (change) => listener(change);
  hub.listeners.add(mine);
  return () => {
    hub.listeners.delete(mine);
    if (hub.listeners.size > 0 || hubs.get(environment) !== hub) return;
    hubs.delete(environment);
    hub.close();
  };
}

/** Announces what has just been written. */
export function announce(change: Change, environment: OfflineEnvironment = platform): void {
  tell(hubs.get(environment), { ...change, isElsewhere: false });
  // A BroadcastChannel delivers to every other object of its name, this page's included: `from` lets it drop its own.
  const channel = environment.openChannel(CHANNEL);
  channel?.postMessage({ ...change, from: originOf(environment) });
  channel?.close();
}

const origins = new WeakMap<OfflineEnvironment, string>();

/** A page's own name, which it has for as long as it lives. */
export function originOf(environment: OfflineEnvironment): string {
  const known = origins.get(environment);
  if (known !== undefined) return known;
  const made = environment.cryptography.randomBytes(8).join('.');
  origins.set(environment, made);
  return made;
}

const saves = new WeakMap<OfflineEnvironment, number>();

/** The mark of a save of this page: greater than those before. */
export function markSave(environment: OfflineEnvironment): SaveMark {
  const count = (saves.get(environment) ?? 0) + 1;
  saves.set(environment, count);
  return [originOf(environment), count];
}

function openHub(environment: OfflineEnvironment): Hub {
  const channel = environment.openChannel(CHANNEL);
  const hub: Hub = { listeners: new Set(), close: () => channel?.close() };
  if (channel) {
    channel.onmessage = ({ data }: MessageEvent<unknown>) => {
      if (isMessage(data) && data.from !== originOf(environment)) {
        tell(hub, { kind: data.kind, id: data.id, isElsewhere: true });
      }
    };
  }
  hubs.set(environment, hub);
  return hub;
}

function tell(hub: Hub | undefined, change: HeardChange): void {
  for (const listener of hub?.listeners ?? []) listener(change);
}

// Another tab may run an older or newer version of the app.
function isMessage(data: unknown): data is Change & { from: string } {
  if (typeof data !== 'object' || data === null) return false;
  return (
    'kind' in data &&
    typeof data.kind === 'string' &&
    KINDS.includes(data.kind) &&
    'id' in data &&
    typeof data.id === 'string' &&
    'from' in data &&
    typeof data.from === 'string'
  );
}
