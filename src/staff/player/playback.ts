// The rules of the officers' player: time, speed, single pictures, the loop, and what a key means. Pure; use-playback.ts
// acts. Times are whole milliseconds from the recording's start.
//
// The loop:   off ──start or end marked──▶ begun ──the other one marked──▶ on ──any mark──▶ on, moved
//              ▲                                                             │
//              └────────────────────────── taken away ──────────────────────┘

export const SPEEDS = [0.25, 0.5, 0.75, 1, 1.25, 1.5, 2] as const;

const JUMP_MS = 5_000;
/** For as long as nothing tells how long a picture stands: the server makes films of at most 25 a second (decision 0014). */
const SHORTEST_PICTURE_MS = 40;
/** What is nearer than this are not two pictures. */
const SAME_PICTURE_MS = 5;
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

export interface ShownPicture {
  /** Where the film stands. */
  atMs: number;
  /** Where the picture that is shown begins, once the browser has told it. */
  pictureAtMs: number | undefined;
  /** How long a picture stands: told by the server, else seen (shortestPicture). */
  pictureMs: number | undefined;
  durationMs: number | undefined;
}

/**
 * One picture on or back: to its middle, for at its very edge browsers show now the one, now the other.
 * @returns where to go, and where the picture there begins, as far as that is known
 */
export function stepPicture(
  { atMs, pictureAtMs, pictureMs, durationMs }: ShownPicture,
  by: 1 | -1,
): { toMs: number; pictureAtMs: number | undefined } {
  if (pictureMs === undefined) {
    const place = Math.floor(atMs / SHORTEST_PICTURE_MS) + by;
    return { toMs: moveTo((place + 0.5) * SHORTEST_PICTURE_MS, durationMs), pictureAtMs: undefined };
  }
  const from = pictureAtMs ?? Math.floor(atMs / pictureMs) * pictureMs;
  const next = from + by * pictureMs;
  const isThere = next > -pictureMs / 2 && next < (durationMs ?? Number.POSITIVE_INFINITY);
  const to = isThere ? Math.max(next, 0) : from;
  return { toMs: moveTo(to + pictureMs / 2, durationMs), pictureAtMs: to };
}

/** The shortest time between two pictures that were shown one after the other: how long each stands. */
export function shortestPicture(known: number | undefined, fromMs: number, toMs: number): number | undefined {
  const distance = Math.abs(toMs - fromMs);
  if (distance < SAME_PICTURE_MS) return known;
  return Math.min(known ?? Number.POSITIVE_INFINITY, distance);
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
