// Listens to the surfaces and examples of `npm run a11y`: each is brought about in the browser that Orca hears, read from top to bottom
// with a voice in a hurry, and judged. Each world has a desktop of its own: what a device holds is not heard on another.

import source from '../../../locales/tr.json' with { type: 'json' };
import { serveExamples } from '../../examples/serve.ts';
import { installProbe } from '../probe.ts';
import { inTime } from '../stage/in-time.ts';
import { openScene, type Scene } from '../stage/scene.ts';
import { cutOff, openStage, originOf, readAsUsual, storageFor } from '../stage/stage.ts';
import { SURFACES } from '../surfaces/all.ts';
import { listExamples } from '../surfaces/examples.ts';
import { nameOf, type Surface, type Visit, type World } from '../surfaces/surface.ts';
import { TRANSLATE } from '../words.ts';
import { type Excuse, excuseFor } from './excuses.ts';
import { findUnheard, type Heard, type HeardFinding, judgeHeard } from './judge.ts';
import { untilSilence } from './player.ts';
import type { Tools } from './requirements.ts';
import { refusePosition, type Session, startSession } from './session.ts';
import { type Exposed, readTree } from './tree.ts';

export interface Listened {
  surface: string;
  /** So many pieces were spoken. */
  pieces: number;
  seconds: number;
  findings: readonly HeardFinding[];
  excuses: readonly Excuse[];
  /** It could not be listened to. */
  trouble?: string;
}

const KEYS: ReadonlySet<string> = new Set(Object.keys(source));
/** Between two pieces of a page that is being read; slow machines need long. */
const READING_PAUSE_MS = 12_000;
/** Once everything has been heard. */
const SHORT_PAUSE_MS = 800;
/** A reading breaks off where the page changes, or where the machine is busy; a person presses the key again. */
const MOST_READINGS = 4;
const FOCUS_MODE = 'Odak kipi';
const BROWSE_MODE = 'Göz atma kipi';
/** A page of the console has some two hundred pieces. */
const LONGEST_READING_MS = 150_000;

/** @param parts of the names of the surfaces; none: all */
export async function listenToSurfaces(
  tools: Tools,
  parts: readonly string[],
  onListened: (listened: Listened, heard: Heard | undefined) => void,
): Promise<void> {
  const scene = await openScene();
  const examples = await serveExamples();
  try {
    const all = [...SURFACES, ...(await readBook(scene, examples.origin))];
    const wanted = all.filter((surface) => {
      const name = nameOf(surface);
      return parts.length === 0 || parts.some((part) => name.includes(part));
    });
    for (const world of new Set(wanted.map((surface) => surface.world)))
      await listenInWorld(
        tools,
        { scene, world, origin: originOf(scene, world, examples.origin) },
        wanted.filter((surface) => surface.world === world),
        onListened,
      );
  } finally {
    await examples.close();
    await scene.close();
  }
}

async function readBook(scene: Scene, examplesOrigin: string): Promise<Surface[]> {
  const stage = await openStage(scene, examplesOrigin);
  try {
    return await listExamples(stage);
  } finally {
    await stage.close();
  }
}

/** Where the surfaces of one kind of visitor are. */
interface Place {
  scene: Scene;
  world: World;
  origin: string;
}

/** A desktop on which something went wrong is given up; the surface has a second one to show itself on. */
async function listenInWorld(
  tools: Tools,
  place: Place,
  surfaces: readonly Surface[],
  onListened: (listened: Listened, heard: Heard | undefined) => void,
): Promise<void> {
  let device: Device | undefined;
  const attempt = async (surface: Surface): Promise<Heard | string> => {
    try {
      device ??= await openDevice(tools, place);
      return await listen(device, surface);
    } catch (error) {
      await device?.session.end();
      device = undefined;
      return error instanceof Error ? error.message : String(error);
    }
  };
  try {
    for (const surface of surfaces) {
      const started = performance.now();
      let heard = await attempt(surface);
      if (typeof heard === 'string') heard = await attempt(surface);
      const seconds = Math.round((performance.now() - started) / 1000);
      onListened(
        { ...judge(nameOf(surface), heard), seconds },
        typeof heard === 'string' ? undefined : heard,
      );
    }
  } finally {
    await device?.session.end();
  }
}

function judge(surface: string, heard: Heard | string): Omit<Listened, 'seconds'> {
  if (typeof heard === 'string') return { surface, pieces: 0, findings: [], excuses: [], trouble: heard };
  const judged = judgeHeard(heard);
  return {
    surface,
    pieces: heard.read.length,
    findings: judged.filter((finding) => !excuseFor(surface, finding)),
    excuses: judged.flatMap((finding) => excuseFor(surface, finding) ?? []),
  };
}

interface Device {
  session: Session;
  visit: Visit;
  /** As it was when it came into these hands. */
  renew: () => Promise<void>;
}

async function openDevice(tools: Tools, { scene, world, origin }: Place): Promise<Device> {
  const first = world === 'examples' ? 'examples.html' : 'staff.html';
  const session = await startSession(tools, { address: `${origin}/${first}`, keepFolder: false });
  try {
    const { context, page } = session;
    await refusePosition(context);
    await context.addInitScript(installProbe);
    if (world !== 'new') await context.addInitScript(readAsUsual);
    if (world !== 'offline') await context.addInitScript(keepWorkersOut);
    if (world === 'applications') await cutOff(page);
    page.setDefaultTimeout(30_000);
    const { storageState = { cookies: [], origins: [] } } = storageFor(scene, world);
    const renew = async (): Promise<void> => {
      await context.setStorageState(storageState);
      await page.bringToFront();
      await session.focus();
      await untilSilence(() => session.heard());
    };
    await renew();
    // A surface asks the stage for the scene only.
    const stage = {
      scene,
      visit: () => Promise.reject(new Error('Only one page is heard')),
      forget: () => Promise.resolve(),
      close: () => Promise.resolve(),
    };
    return { session, visit: { page, origin, locale: 'tr', t: TRANSLATE.tr, stage }, renew };
  } catch (error) {
    await session.end();
    throw error;
  }
}

/** As where pages are only looked at: a page from the worker differs in nothing but in when it comes. */
function keepWorkersOut(): void {
  if ('serviceWorker' in navigator)
    navigator.serviceWorker.register = () => Promise.reject(new Error('No workers here'));
}

async function listen({ session, visit, renew }: Device, surface: Surface): Promise<Heard> {
  if (surface.world === 'new' || surface.leavesTraces) await renew();
  const from = session.heard().length;
  await inTime('Bringing it about', surface.open(visit));
  await untilSilence(() => session.heard());
  const loaded = session.heard().slice(from);
  await visit.page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  const exposed = await readTree(visit.page);
  const read = await readFromTop(session, loaded, exposed);
  return { loaded, read, exposed, title: await visit.page.title(), keys: KEYS };
}

/** From the top of the page, or of the dialog that stands open; a field that has the focus would keep the keys. */
async function readFromTop(
  session: Session,
  loaded: readonly string[],
  exposed: readonly Exposed[],
): Promise<string[]> {
  // A field that had the focus has left its mode behind, in which the keys are the field's.
  if (modeOf(session.heard()) === FOCUS_MODE) {
    session.press('Insert+a');
    await untilSilence(() => session.heard());
  }
  session.press('ctrl+Home');
  await untilSilence(() => session.heard());
  const read: string[] = [];
  for (let times = 0; times < MOST_READINGS; times++) {
    const from = session.heard().length;
    session.press('KP_Add');
    const isWhole = await untilRead(() => session.heard().slice(from), { loaded, read, exposed });
    const pieces = session.heard().slice(from);
    // Where it was broken off, it begins again with the piece that was the last.
    read.push(...(pieces[0] === read.at(-1) ? pieces.slice(1) : pieces));
    if (isWhole || pieces.length === 0) break;
  }
  return read;
}

function modeOf(heard: readonly string[]): string | undefined {
  return heard.findLast((piece) => piece === FOCUS_MODE || piece === BROWSE_MODE);
}

/** @returns whether everything was heard */
async function untilRead(
  pieces: () => string[],
  before: Pick<Heard, 'loaded' | 'read' | 'exposed'>,
): Promise<boolean> {
  const end = performance.now() + LONGEST_READING_MS;
  let count = 0;
  let since = performance.now();
  while (performance.now() < end) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    const now = pieces();
    const stillMs = performance.now() - since;
    if (now.length !== count) {
      count = now.length;
      since = performance.now();
    } else if (
      stillMs > SHORT_PAUSE_MS &&
      findUnheard({ ...before, read: [...before.read, ...now] }).length === 0
    )
      return true;
    else if (stillMs > READING_PAUSE_MS) return false;
  }
  return false;
}
