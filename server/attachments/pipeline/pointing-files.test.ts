// Files that are no recording but name one: play lists, lists of pieces, descriptions of a stream. A reader that followed them
// would bring another citizen's film, or a machine of the inner network, into what is served. Each is held twice, by the command
// line and by the walls; and each is shown to follow where both are taken away, so that the test would see it.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HAS_FFMPEG, recording, WITHOUT_FFMPEG } from '../../../tests/fixtures/attachments/recordings.ts';
import { runPipeline } from '../../../tests/fixtures/attachments/run-pipeline.ts';
import { probeArgs } from './ffmpeg-command.ts';
import { DEFAULT_PIPELINE_LIMITS, mediaToolLimits } from './limits.ts';
import { limitsOnlySandbox, type Sandbox } from './sandbox.ts';
import { findMediaTools } from './tools.ts';

const tools = await findMediaTools();
const open: Sandbox = limitsOnlySandbox();

let folder: string;
let listener: Server;
let knocks = 0;
let port: number;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kopru-pointing-'));
  if (HAS_FFMPEG) writeFileSync(join(folder, 'other.wav'), recording({ format: 'wav', seconds: 1 }));
  listener = createServer((socket) => {
    knocks += 1;
    socket.destroy();
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => listener.once('listening', resolve));
  ({ port } = listener.address() as AddressInfo);
});
afterAll(() => {
  listener.close();
  rmSync(folder, { recursive: true });
});

/** What it names: a file of the machine, or an address. */
const FILES = {
  'a list of pieces': () => `ffconcat version 1.0\nfile ${folder}/other.wav\n`,
  'a list of pieces that are elsewhere': () =>
    `ffconcat version 1.0\nfile http://127.0.0.1:${port}/other.wav\n`,
  'a play list of what is elsewhere': () =>
    `#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nhttp://127.0.0.1:${port}/other.ts\n#EXT-X-ENDLIST\n`,
};
type Name = keyof typeof FILES;
const NAMES = Object.keys(FILES) as Name[];
const isElsewhere = (name: Name): boolean => name.endsWith('elsewhere');

function plant(name: Name): string {
  const path = join(folder, 'planted');
  writeFileSync(path, FILES[name]());
  return path;
}

/** As ffprobe would be called by somebody who trusts files. */
const trusting = (path: string): string[] => [
  ...['-hide_banner', '-loglevel', 'error', '-of', 'json', '-show_entries', 'stream=codec_type'],
  ...['-safe', '0', '-protocol_whitelist', 'file,http,tcp', path],
];

async function follows(sandbox: Sandbox, name: Name, argsOf: (path: string) => string[]): Promise<boolean> {
  const path = plant(name);
  const before = knocks;
  const end = await sandbox.run({
    program: tools.media?.ffprobe ?? '',
    args: isList(name) ? argsOf(path) : argsOf(path).filter((arg) => arg !== '-safe' && arg !== '0'),
    readable: [path],
    limits: mediaToolLimits(DEFAULT_PIPELINE_LIMITS, 1),
  });
  if (isElsewhere(name)) return knocks > before;
  return end.kind === 'exited' && end.stdout.includes('"codec_type"');
}

const isList = (name: Name): boolean => name.startsWith('a list');

describe.runIf(HAS_FFMPEG).each(NAMES)(`%s${WITHOUT_FFMPEG}`, (name) => {
  it('is followed where neither the command line nor walls keep from it', async () => {
    expect(await follows(open, name, trusting)).toBe(true);
  });

  it.each(['mov', 'matroska', 'wav', 'mp3'])(
    'is not followed by our command line, without any wall (reader %s)',
    async (demuxer) => {
      expect(await follows(open, name, (path) => probeArgs(path, demuxer))).toBe(false);
    },
  );

  it.runIf(tools.sandbox.kind === 'bubblewrap')(
    'is not followed behind the walls, whatever is called',
    async () => {
      expect(await follows(tools.sandbox, name, trusting)).toBe(false);
    },
  );

  it('is refused as what it is, and nobody is asked for anything', async () => {
    const before = knocks;
    for (const kind of ['video', 'voice'] as const) {
      const { processed } = await runPipeline(Buffer.from(FILES[name]()), kind, tools);
      expect(processed.ok).toBe(false);
    }
    expect(knocks).toBe(before);
  });
});
