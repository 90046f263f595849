// Runs one program on a stranger's file, with as little around it as the machine allows.
//
//     server ──▶ sh (limits of the kernel) ──▶ nice ──▶ bwrap (where there is one) ──▶ ffmpeg, ffprobe or node
//
// Invariants, on every machine: 1. a program that takes too long is killed with all that it started; 2. processor time,
// memory and the size of each file it writes are limited by the kernel; 3. it sees no variable of our environment and has
// no input but its file; 4. of what it says no more than a fixed length is kept, and none of it is logged.
// With bubblewrap also: 5. no network; 6. of the file system it sees the system's programs and libraries, the one file, and
// the folder that it may write into: no data folder, no keys, no other citizen's file; 7. it has no capability, and dies
// with the server. Without bubblewrap 5 to 7 do not hold (docs/operate.md says so to the operator).

import { spawn } from 'node:child_process';
import { dirname, resolve } from 'node:path';

export interface ToolLimits {
  wallMs: number;
  cpuSeconds: number;
  memoryBytes: number;
  /** Of each single file. */
  fileBytes: number;
}

interface ToolRun {
  /** Absolute path. */
  program: string;
  args: readonly string[];
  /** What may be read beside the system's own programs and libraries. */
  readable: readonly string[];
  /** The only folder that may be written into. */
  writable?: string;
  limits: ToolLimits;
}

export type ToolEnd =
  | { kind: 'exited'; code: number; stdout: string; stderr: string }
  /** A signal that the program or the kernel raised, such as SIGSEGV. */
  | { kind: 'crashed'; signal: string }
  | { kind: 'took-too-long' };

export interface Sandbox {
  kind: 'bubblewrap' | 'limits-only';
  /** @throws SandboxClosed */
  run: (run: ToolRun) => Promise<ToolEnd>;
  /** Kills what runs, and runs nothing more. */
  close: () => void;
}

export class SandboxClosed extends Error {
  override readonly name = 'SandboxClosed';
}

const SHELL = '/bin/sh';
const MAX_OUTPUT_CHARS = 256 * 1024;
const ENVIRONMENT = {
  PATH: '/usr/local/bin:/usr/bin:/bin',
  LC_ALL: 'C',
  HOME: '/nonexistent',
  MALLOC_ARENA_MAX: '2',
} as const;

// A limit that the system does not know (macOS has no `-d` that counts) or that is lower already is passed over. `-d`, not
// `-v`: V8 and libvips reserve addresses by the gigabyte that they never use. Of time the soft limit is the lower one: it ends
// the program by SIGXCPU, which can be told from a kill.
const LIMITING_SCRIPT = `
{
  ulimit -c 0; ulimit -S -t "$1"; ulimit -H -t "$(($1 + 5))"; ulimit -d "$2"; ulimit -f "$3"
} 2>/dev/null
shift 3
exec nice -n 10 "$@"
`;
const ULIMIT_FILE_BLOCK = 512;

/** The system's folders that programs and their libraries stand in. */
const SYSTEM_FOLDERS = ['/usr', '/bin', '/lib', '/lib64', '/nix/store', '/opt/homebrew'];
const SYSTEM_FILES = ['/etc/ld.so.cache', '/etc/ld.so.conf', '/etc/ld.so.conf.d', '/etc/alternatives'];

const BUBBLEWRAP_ARGS = [
  ...['--unshare-all', '--die-with-parent', '--new-session', '--clearenv'],
  ...['--cap-drop', 'ALL'],
  ...Object.entries(ENVIRONMENT).flatMap(([name, value]) => ['--setenv', name, value]),
  ...[...SYSTEM_FOLDERS, ...SYSTEM_FILES].flatMap((path) => ['--ro-bind-try', path, path]),
  ...['--dev', '/dev', '--chdir', '/'],
];

/** What bubblewrap has made in memory: nobody may fill that. Not what is mounted below. */
const BUBBLEWRAP_CLOSING_ARGS = ['--remount-ro', '/dev', '--remount-ro', '/'];

/** Asked by trying: a bubblewrap that is installed may still be forbidden, in a container for example. */
export async function openSandbox(): Promise<Sandbox> {
  const bubblewrap = await findProgram('bwrap');
  if (bubblewrap !== undefined) {
    const sandbox = bubblewrapSandbox(bubblewrap);
    const limits = { wallMs: 10_000, cpuSeconds: 5, memoryBytes: 2 ** 30, fileBytes: 2 ** 20 };
    const end = await sandbox.run({ program: SHELL, args: ['-c', 'exit 7'], readable: [], limits });
    if (end.kind === 'exited' && end.code === 7) return sandbox;
  }
  return limitsOnlySandbox();
}

export function limitsOnlySandbox(): Sandbox {
  return makeSandbox('limits-only', ({ program, args }) => [program, ...args]);
}

function bubblewrapSandbox(bubblewrap: string): Sandbox {
  return makeSandbox('bubblewrap', ({ program, args, readable, writable }) => {
    const binds = [dirname(program), ...readable].flatMap((path) => ['--ro-bind', path, path]);
    const writableBind = writable === undefined ? [] : ['--bind', writable, writable];
    const walls = [...BUBBLEWRAP_ARGS, ...binds, ...writableBind, ...BUBBLEWRAP_CLOSING_ARGS];
    return [bubblewrap, ...walls, '--', program, ...args];
  });
}

function makeSandbox(kind: Sandbox['kind'], commandOf: (run: ToolRun) => string[]): Sandbox {
  const closing = new AbortController();
  return {
    kind,
    run: async (run) => {
      closing.signal.throwIfAborted();
      const end = await runLimited(commandOf(run), run.limits, closing.signal);
      closing.signal.throwIfAborted();
      // It says nothing about the file, only that the program was never started.
      const isNotStarted = end.kind === 'exited' && end.code !== 0 && end.stderr.startsWith('bwrap: ');
      return isNotStarted ? { kind: 'crashed', signal: 'not-started' } : end;
    },
    close: () => closing.abort(new SandboxClosed('The server is being stopped')),
  };
}

function runLimited(command: readonly string[], limits: ToolLimits, closing: AbortSignal): Promise<ToolEnd> {
  const { promise, resolve: settle, reject } = Promise.withResolvers<ToolEnd>();
  const kernelLimits = [
    Math.ceil(limits.cpuSeconds),
    Math.ceil(limits.memoryBytes / 1024),
    Math.ceil(limits.fileBytes / ULIMIT_FILE_BLOCK),
  ].map(String);
  const child = spawn(SHELL, ['-c', LIMITING_SCRIPT, 'kopru-media', ...kernelLimits, ...command], {
    detached: true, // A process group of its own, to be killed as a whole.
    cwd: '/',
    env: ENVIRONMENT,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      output[name] = (output[name] + text).slice(0, MAX_OUTPUT_CHARS);
    });
  }
  const kill = (): void => killGroup(child.pid);
  closing.addEventListener('abort', kill);
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    kill();
  }, limits.wallMs);
  child.once('error', reject);
  child.once('close', (code, signal) => {
    clearTimeout(timer);
    closing.removeEventListener('abort', kill);
    kill(); // What it may have left behind.
    settle(isLate ? { kind: 'took-too-long' } : endOf(code, signal, output));
  });
  return promise;
}

/** A shell and bubblewrap report the signal that ended their child as 128 + its number. */
const SIGNALS: Readonly<Record<number, string>> = {
  4: 'SIGILL',
  6: 'SIGABRT',
  7: 'SIGBUS',
  8: 'SIGFPE',
  9: 'SIGKILL',
  11: 'SIGSEGV',
  24: 'SIGXCPU',
  25: 'SIGXFSZ',
  31: 'SIGSYS',
};

function endOf(
  code: number | null,
  signal: string | null,
  output: { stdout: string; stderr: string },
): ToolEnd {
  const name = signal ?? SIGNALS[(code ?? 0) - 128];
  if (name === 'SIGXCPU') return { kind: 'took-too-long' };
  return name === undefined
    ? { kind: 'exited', code: code ?? 0, ...output }
    : { kind: 'crashed', signal: name };
}

function killGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && (error.code === 'ESRCH' || error.code === 'EPERM')))
      throw error;
  }
}

/** @param name a path, or a name that is looked for as a shell does it */
export async function findProgram(name: string): Promise<string | undefined> {
  const { promise, resolve: settle } = Promise.withResolvers<string | undefined>();
  const child = spawn(SHELL, ['-c', 'command -v -- "$1"', 'sh', name], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let path = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    path += text;
  });
  child.once('error', () => settle(undefined));
  child.once('close', (code) => settle(code === 0 && path.trim() !== '' ? resolve(path.trim()) : undefined));
  return promise;
}
