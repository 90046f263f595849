// The rules of the officers' player: time, speed, single pictures, the loop, and what a key means. Pure; use-playback.ts
// acts. Times are whole milliseconds from the recording's start.
//
// The loop:   off ──start or end marked──▶ begun ──the other one marked──▶ on ──any mark──▶ on, moved
//              ▲                                                             │
//              └────────────────────────── taken away ──────────────────────┘

export const SPEEDS = [0.25, 0.5, 0.75, 1, 1.25, 1.5, 2] as const;

const JUMP_MS = 5_000;
/** The server makes films of at most 25 pictures a second (docs/decisions/0014), and no browser tells the rate. */
const FRAME_MS = 40;
/** A shorter loop is a slip of the finger, and sounds like a fault of the machine. */
const SHORTEST_LOOP_MS = 200;

export type Loop =
  | { state: 'off' }
  | { state: 'begun'; edge: 'start' | 'end'; atMs: number }
  | { state: 'on'; fromMs: number; toMs: number };

export const NO_LOOP: Loop = { state: 'off' };

export type PlayerCommand =
  | { kind: 'toggle' }
  | { kind: 'move'; byMs: number }
  | { kind: 'frame'; by: 1 | -1 }
  | { kind: 'speed'; by: 1 | -1 }
  | { kind: 'mark'; edge: 'start' | 'end' }
  | { kind: 'loop-off' }
  | { kind: 'say-time' };

export const COMMANDS = {
  toggle: { kind: 'toggle' },
  back: { kind: 'move', byMs: -JUMP_MS },
  forward: { kind: 'move', byMs: JUMP_MS },
  frameBack: { kind: 'frame', by: -1 },
  frameForward: { kind: 'frame', by: 1 },
  slower: { kind: 'speed', by: -1 },
  faster: { kind: 'speed', by: 1 },
  markStart: { kind: 'mark', edge: 'start' },
  markEnd: { kind: 'mark', edge: 'end' },
  loopOff: { kind: 'loop-off' },
  sayTime: { kind: 'say-time' },
} as const satisfies Record<string, PlayerCommand>;

type CommandName = keyof typeof COMMANDS;
/** Of those with a button of their own words. */
export type ToolName = Exclude<CommandName, 'toggle' | 'sayTime' | 'slower' | 'faster'>;

/** In the order in which they are listed for the reader; K, J and L are those of film editors. */
export const KEYS: readonly (readonly [key: string, command: CommandName])[] = [
  ['k', 'toggle'],
  ['j', 'back'],
  ['l', 'forward'],
  ['s', 'slower'],
  ['d', 'faster'],
  [',', 'frameBack'],
  ['.', 'frameForward'],
  ['a', 'markStart'],
  ['b', 'markEnd'],
  ['c', 'loopOff'],
  ['t', 'sayTime'],
];

export interface PressedKey {
  key: string;
  /** Place on the keyboard, for writings without Latin letters. */
  code: string;
  ctrlKey: boolean;
  altKey: boolean;
  metaKey: boolean;
}

/** What a single key means while the focus is in the player (WCAG 2.1.4); undefined: nothing of ours. */
export function commandOf({ key, code, ctrlKey, altKey, metaKey }: PressedKey): PlayerCommand | undefined {
  if (ctrlKey || altKey || metaKey) return undefined;
  const isOtherScript = /^\p{L}$/u.test(key) && !/^\p{Script=Latin}$/u.test(key);
  const letter = (isOtherScript ? code.replace(/^Key/, '') : key).toLowerCase();
  const name = KEYS.find(([of]) => of === letter)?.[1];
  return name && COMMANDS[name];
}

/** The next of SPEEDS in a direction; the last one stays. */
export function stepSpeed(speed: number, by: 1 | -1): number {
  const later = by > 0 ? SPEEDS.find((one) => one > speed) : SPEEDS.findLast((one) => one < speed);
  return later ?? speed;
}

/** @param durationMs undefined while the browser does not know it */
export function moveTo(atMs: number, durationMs: number | undefined): number {
  return Math.round(Math.min(Math.max(atMs, 0), durationMs ?? Number.POSITIVE_INFINITY));
}

/** The middle of the picture before or after: at its very edge browsers show now the one, now the other. */
export function stepFrame(atMs: number, by: 1 | -1, durationMs: number | undefined): number {
  const frame = Math.floor(atMs / FRAME_MS) + by;
  return moveTo((frame + 0.5) * FRAME_MS, durationMs);
}

export function markLoop(loop: Loop, edge: 'start' | 'end', atMs: number): Loop {
  const known = otherEdge(loop, edge);
  if (known === undefined) return { state: 'begun', edge, atMs };
  const [fromMs, toMs] = [Math.min(known, atMs), Math.max(known, atMs)];
  return toMs - fromMs < SHORTEST_LOOP_MS ? { state: 'begun', edge, atMs } : { state: 'on', fromMs, toMs };
}

function otherEdge(loop: Loop, edge: 'start' | 'end'): number | undefined {
  switch (loop.state) {
    case 'off':
      return undefined;
    case 'begun':
      return loop.edge === edge ? undefined : loop.atMs;
    case 'on':
      return edge === 'start' ? loop.toMs : loop.fromMs;
  }
}

/** Where playing goes on when it has left the loop; undefined: where it is. Before the loop it may run into it. */
export function loopBack(loop: Loop, atMs: number): number | undefined {
  return loop.state === 'on' && atMs >= loop.toMs ? loop.fromMs : undefined;
}
