// Looks at the programs of the pipeline while they work on a file (Linux: /proc): how much memory each holds, what the kernel
// would allow it, and what it could reach over a network. Looked at every few milliseconds; what happens between two looks is
// seen only in the peak, which the kernel keeps.

import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

export interface WatchedPrograms {
  /** How many were seen at work. */
  programs: number;
  /** The most that one of them ever held in memory (VmHWM). */
  peakBytes: number;
  /** The most that one of them had of its own, as the kernel counts it against its limit (VmData). */
  peakDataBytes: number;
  /** Sentences. */
  faults: string[];
}

export interface ProgramWatch {
  /** Looks now. @returns how many programs were seen by now */
  look(): number;
  stop(): WatchedPrograms;
}

const LOOK_EVERY_MS = 10;
/** What starts a program, and stands outside its walls in part. */
const STARTERS = ['sh', 'dash', 'bash', 'nice', 'bwrap'];

/**
 * Watches everything that this process starts from now on, until it is stopped; that itself is a last look.
 * @param hasWalls whether each program must be cut off from every network
 * @param memoryBytes that none may be allowed to go beyond
 * @returns undefined where the system does not show its processes
 */
export function watchPrograms(hasWalls: boolean, memoryBytes: number): ProgramWatch | undefined {
  const ownNetwork = linkOf('/proc/self/ns/net');
  if (ownNetwork === undefined || childrenOf(process.pid) === undefined) return undefined;
  const before = new Set(descendantsOf(process.pid));
  const seen = new Set<number>();
  const faults = new Set<string>();
  let [peakBytes, peakDataBytes] = [0, 0];
  const look = (): number => {
    for (const pid of descendantsOf(process.pid)) {
      if (before.has(pid)) continue;
      const name = textOf(`/proc/${pid}/comm`)?.trim();
      const status = textOf(`/proc/${pid}/status`);
      const limits = textOf(`/proc/${pid}/limits`);
      const network = linkOf(`/proc/${pid}/ns/net`);
      // It has ended while it was looked at.
      if (name === undefined || !status || !limits || network === undefined) continue;
      if (STARTERS.includes(name)) continue;
      seen.add(pid);
      peakBytes = Math.max(peakBytes, kilobytes(status, 'VmHWM'));
      const data = kilobytes(status, 'VmData');
      peakDataBytes = Math.max(peakDataBytes, data);
      const allowed = Number(/^Max data size\s+\d+\s+(\d+)/m.exec(limits)?.[1] ?? Number.POSITIVE_INFINITY);
      if (allowed > memoryBytes) faults.add(`${name} was allowed ${allowed} bytes of memory`);
      if (data > memoryBytes) faults.add(`${name} held ${data} bytes, allowed were ${memoryBytes}`);
      if (hasWalls && network === ownNetwork) faults.add(`${name} stood in the network of the server`);
      for (const line of hasWalls ? networkOf(pid) : []) faults.add(`${name} had a network: ${line}`);
    }
    return seen.size;
  };
  const timer = setInterval(look, LOOK_EVERY_MS);
  return {
    look,
    stop() {
      clearInterval(timer);
      look();
      return { programs: seen.size, peakBytes, peakDataBytes, faults: [...faults] };
    },
  };
}

/** Interfaces beside the loopback, and connections of any kind, as a process sees them. */
function networkOf(pid: number): string[] {
  const interfaces = linesOf(`/proc/${pid}/net/dev`, 2).filter((line) => !line.trim().startsWith('lo:'));
  const connections = ['tcp', 'tcp6', 'udp', 'udp6'].flatMap((kind) =>
    linesOf(`/proc/${pid}/net/${kind}`, 1),
  );
  return [...interfaces, ...connections].map((line) => line.trim());
}

function descendantsOf(pid: number): number[] {
  return (childrenOf(pid) ?? []).flatMap((child) => [child, ...descendantsOf(child)]);
}

/** Of all its threads. */
function childrenOf(pid: number): number[] | undefined {
  try {
    return readdirSync(`/proc/${pid}/task`).flatMap((thread) =>
      (textOf(`/proc/${pid}/task/${thread}/children`) ?? '').split(' ').filter(Boolean).map(Number),
    );
  } catch {
    return undefined;
  }
}

function kilobytes(status: string, name: string): number {
  return 1024 * Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1] ?? 0);
}

function linesOf(path: string, headLines: number): string[] {
  return (textOf(path) ?? '').split('\n').slice(headLines).filter(Boolean);
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function linkOf(path: string): string | undefined {
  try {
    return readlinkSync(path);
  } catch {
    return undefined;
  }
}
