// Real files through the real tools: what a phone writes into a file beside what it shows must not come out, and what
// breaks a careless server must not break this one. exiftool looks at the results, where there is Perl; our own reader of bytes
// always does.

import { execFileSync } from 'node:child_process';
import { truncateSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { ACCEPTED_TYPES } from '../../server/attachments/pipeline/inspection/content-types.ts';
import { inspect } from '../../server/attachments/pipeline/inspection/inspect.ts';
import { DEFAULT_PIPELINE_LIMITS } from '../../server/attachments/pipeline/limits.ts';
import { processAttachment } from '../../server/attachments/pipeline/process-attachment.ts';
import { findMediaTools, type MediaTools } from '../../server/attachments/pipeline/tools.ts';
import type { AttachmentKind } from '../../src/domain/attachment.ts';
import { ooxmlParts, zipOf } from '../fixtures/attachments/documents.ts';
import { IMAGE_FORMATS, picture, taggedImage, turnedJpeg } from '../fixtures/attachments/images.ts';
import {
  amrRecording,
  EXIFTOOL,
  HAS_EXIFTOOL,
  HAS_FFMPEG,
  type RecordingOptions,
  recording,
  WITHOUT_FFMPEG,
} from '../fixtures/attachments/recordings.ts';
import { runPipeline } from '../fixtures/attachments/run-pipeline.ts';
import {
  DOCUMENT_FORMATS,
  TITLE,
  taggedDocument,
  tracesInDocument,
} from '../fixtures/attachments/tagged-documents.ts';
import { tracesIn } from '../fixtures/attachments/tags.ts';

let tools: MediaTools;
beforeAll(async () => {
  tools = await findMediaTools();
});

const WITHOUT_EXIFTOOL = HAS_EXIFTOOL
  ? ''
  : ' (exiftool does not run on this machine: looked at by our own reader alone)';
/** Groups of what every file of its type has: its structure, and exiftool's own calculations from it. */
const STRUCTURE = /^(?:SourceFile|ExifTool:|File:|Composite:|JFIF:|System:)/;
/** In MP4 and WebM: sizes, rates, codecs, and dates that say nothing. */
const TELLS =
  /gps|location|coordinates|make|model|device|serial|artist|author|creator|owner|comment|description|title|software|copyright|keyword/i;
/** A ZIP cannot say that it has no date; of a document its title stays, which a screen reader says first. */
const EMPTY = new RegExp(`^(?:0000:00:00 00:00:00|1980:01:01 00:00:00|${TITLE}|)$`);
const TELLING_GROUPS = /^(?:ExifIFD|IFD\d|XMP|IPTC|GPS|Photoshop|UserData|Keys)/;
/** Constant names that the container demands, and a PDF’s claim to be accessible. */
const CONSTANT =
  /Handler|Lavf|MuxingApp|WritingApp|CompressorName|VendorID|MajorBrand|MinorVersion|CompatibleBrands|SampleGroupDescription|pdfuaid:Part|dc:Language/;

/** What exiftool finds that tells anything about a person, a place or a device. */
function tellingTags(paths: readonly string[]): string[] {
  if (!HAS_EXIFTOOL || paths.length === 0) return [];
  const files: Record<string, unknown>[] = JSON.parse(
    execFileSync(EXIFTOOL, ['-j', '-a', '-u', '-G1', ...paths], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }),
  );
  return files
    .flatMap((tags) => Object.entries(tags))
    .filter(([name, value]) => !STRUCTURE.test(name) && !CONSTANT.test(name) && !EMPTY.test(String(value)))
    .filter(([name]) => TELLS.test(name) || /Date$/.test(name) || TELLING_GROUPS.test(name))
    .map(([name, value]) => `${name}: ${value}`);
}

async function served(bytes: Buffer, kind: AttachmentKind) {
  const telling: string[] = [];
  const run = await runPipeline(bytes, kind, tools, DEFAULT_PIPELINE_LIMITS, (paths) => {
    telling.push(...tellingTags(paths));
  });
  return { ...run, telling, traces: run.renditions.flatMap((one) => tracesIn(one.bytes)) };
}

/** As MP4 and as WebM, with a picture in front where there are any. */
async function servedInBoth(bytes: Buffer, kind: AttachmentKind, hasPictures: boolean) {
  const run = await served(bytes, kind);
  expect(run.processed).toMatchObject({ ok: true, state: 'ready' });
  const medium = hasPictures ? 'video' : 'audio';
  expect(run.renditions.map(({ name, mediaType }) => `${name} ${mediaType}`)).toEqual([
    `mp4 ${medium}/mp4`,
    `webm ${medium}/webm`,
    ...(hasPictures ? ['poster image/jpeg'] : []),
  ]);
  return run;
}

describe(`metadata${WITHOUT_EXIFTOOL}`, () => {
  it.each(IMAGE_FORMATS)('of a photo in %s is not in what is served', async (format) => {
    const bytes = await taggedImage(format);
    expect(tracesIn(bytes)).not.toEqual([]);
    const { renditions, telling, traces } = await served(bytes, 'photo');
    expect(renditions).toMatchObject([{ name: 'image', mediaType: 'image/jpeg', width: 160, height: 120 }]);
    expect({ telling, traces }).toEqual({ telling: [], traces: [] });
  });

  it('of a photo that lies on its side is used to turn it upright, and then gone', async () => {
    const { renditions, telling } = await served(await turnedJpeg(), 'photo');
    expect(renditions).toMatchObject([{ width: 120, height: 160 }]);
    expect(telling).toEqual([]);
  });

  const SHORT = { seconds: 0.3 };
  const FILM = { size: '160x120', ...SHORT } as const;
  /** Each type that is taken (content-types.ts), as some phone, camera or program writes it. */
  const RECORDINGS: readonly (readonly [mediaType: string, AttachmentKind, RecordingOptions])[] = [
    ['video/webm', 'sign-video', { format: 'webm', size: '320x240', seconds: 0.6, isSilent: true }],
    ['video/mp4', 'video', { format: 'mp4', size: '1280x720', seconds: 0.6, rate: 30, isTurned: true }],
    ['video/webm', 'voice', { format: 'webm', ...SHORT }],
    ['video/mp4', 'voice', { format: 'mp4', ...SHORT }],
    ['video/quicktime', 'video', { format: 'mov', ...FILM }],
    ['video/x-m4v', 'video', { format: 'm4v', ...FILM }],
    ['video/3gpp', 'video', { format: '3gp', ...FILM }],
    ['video/3gpp2', 'video', { format: '3g2', ...FILM }],
    ['video/matroska', 'video', { format: 'mkv', ...FILM }],
    ['video/ogg', 'video', { format: 'ogv', ...FILM }],
    ['audio/mpeg', 'audio', { format: 'mp3', ...SHORT }],
    ['audio/x-m4a', 'audio', { format: 'm4a', ...SHORT }],
    ['audio/mp4', 'audio', { format: 'm4b', ...SHORT }],
    ['audio/ogg', 'audio', { format: 'ogg', ...SHORT }],
    ['audio/aac', 'audio', { format: 'aac', ...SHORT }],
    ['audio/wav', 'audio', { format: 'wav', ...SHORT }],
    ['audio/flac', 'audio', { format: 'flac', ...SHORT }],
  ];
  it.runIf(HAS_FFMPEG).each(RECORDINGS)(
    `of a recording in %s for %s, %j, is not in what is served${WITHOUT_FFMPEG}`,
    async (mediaType, kind, options) => {
      const bytes = recording(options);
      expect(await inspect(bytes, kind)).toMatchObject({ ok: true, mediaType });
      expect(tracesIn(bytes)).not.toEqual([]);
      const { renditions, telling, traces } = await servedInBoth(bytes, kind, options.size !== undefined);
      // Upright, and no larger than sign language needs.
      const sizes = renditions.map(({ width, height }) => [width, height]);
      if (options.isTurned) expect(sizes).toEqual(Array(3).fill([480, 852]));
      const wholeMs = 1_000 * (options.seconds ?? 0);
      for (const { name, durationMs } of renditions) {
        if (name === 'poster') continue;
        expect(durationMs).toBeGreaterThanOrEqual(wholeMs - 50);
        expect(durationMs).toBeLessThan(wholeMs + 200);
      }
      expect({ telling, traces }).toEqual({ telling: [], traces: [] });
    },
  );

  it.runIf(HAS_FFMPEG)(
    `of a telephone’s speech, in AMR, is not in what is served${WITHOUT_FFMPEG}`,
    async () => {
      const bytes = amrRecording();
      expect(await inspect(bytes, 'audio')).toMatchObject({ ok: true, mediaType: 'audio/amr' });
      expect(tracesIn(bytes)).not.toEqual([]);
      const { telling, traces } = await servedInBoth(bytes, 'audio', false);
      expect({ telling, traces }).toEqual({ telling: [], traces: [] });
    },
  );

  it('is looked for in every type that is taken', async () => {
    const typeOf = async (bytes: Promise<Buffer>, kind: AttachmentKind) => {
      const found = await inspect(await bytes, kind);
      return found.ok ? found.mediaType : found.problem;
    };
    const tried = [
      ...(await Promise.all(IMAGE_FORMATS.map((format) => typeOf(taggedImage(format), 'photo')))),
      ...(await Promise.all(DOCUMENT_FORMATS.map((format) => typeOf(taggedDocument(format), 'document')))),
      ...RECORDINGS.map(([mediaType]) => mediaType),
      'audio/amr',
    ];
    expect([...new Set(tried)].toSorted()).toEqual(ACCEPTED_TYPES.toSorted());
  });

  it.runIf(HAS_FFMPEG && HAS_EXIFTOOL)('is found by this search where there is some', async () => {
    // Office documents are for our own reader: exiftool unpacks them only where Perl has Archive::Zip.
    const folder = await mkdtemp(join(tmpdir(), 'kopru-tags-'));
    for (const [name, bytes] of [
      ['a.jpg', await taggedImage('jpeg')],
      ['a.mp4', recording({ format: 'mp4', seconds: 0.3 })],
      ['a.webm', recording({ format: 'webm', seconds: 0.3 })],
      ['a.pdf', await taggedDocument('pdf')],
    ] as const) {
      writeFileSync(join(folder, name), bytes);
      expect(tellingTags([join(folder, name)]).length).toBeGreaterThan(2);
    }
    await rm(folder, { recursive: true });
  });

  it('of a document, in every format that is taken, is not in what is served', async () => {
    const runs = await Promise.all(
      DOCUMENT_FORMATS.map(async (format) => {
        const bytes = await taggedDocument(format);
        return { bytes, ...(await served(bytes, 'document')) };
      }),
    );
    for (const { bytes, processed, renditions, telling } of runs) {
      expect(tracesInDocument(bytes)).not.toEqual([]);
      expect(processed).toMatchObject({ ok: true, state: 'ready', renditions: [{ name: 'original' }] });
      const traces = renditions.flatMap((one) => tracesInDocument(one.bytes));
      expect({ telling, traces }).toEqual({ telling: [], traces: [] });
    }
  });

  it('of a document that is signed stays: it is served byte for byte, and says why', async () => {
    const bytes = zipOf({ ...ooxmlParts('docx'), '_xmlsignatures/sig1.xml': '<Signature/>' });
    const { processed, renditions } = await served(bytes, 'document');
    expect(processed).toMatchObject({ ok: true, state: 'original-only', problem: 'signed' });
    expect(renditions[0]?.bytes.equals(bytes)).toBe(true);
  });
});

it.runIf(HAS_FFMPEG)(
  `a film of a browser, which says no rate and has gaps, keeps the one at which its pictures stand${WITHOUT_FFMPEG}`,
  async () => {
    const bytes = withoutRate(recording({ format: 'webm', ...FILM_OF_20, isSilent: true }));
    const { renditions } = await runPipeline(bytes, 'sign-video', tools);
    expect(renditions.map(({ name, frameRate }) => [name, frameRate])).toEqual([
      ['mp4', 20],
      ['webm', 20],
      ['poster', null],
    ]);
  },
);

const FILM_OF_20 = { size: '160x120', seconds: 1, rate: 20, isUneven: true } as const;

/** The track's DefaultDuration (RFC 9559 § 5.1.4.1.13) as an element of the same length that says nothing. */
function withoutRate(webm: Buffer): Buffer {
  const at = webm.indexOf(Buffer.from('23e383', 'hex'));
  if (at < 0) throw new Error('The film says no rate');
  const bytes = Buffer.from(webm);
  const length = 2 + ((webm[at + 3] ?? 0) & 0x7f);
  bytes.fill(0, at, at + 2 + length);
  bytes[at] = 0xec;
  bytes[at + 1] = 0x80 | length;
  return bytes;
}

describe('a file that is not what it should be', () => {
  const problemOf = async (bytes: Buffer, kind: AttachmentKind, limits = DEFAULT_PIPELINE_LIMITS) => {
    const { processed } = await runPipeline(bytes, kind, tools, limits);
    return processed.ok ? processed.state : processed.problem;
  };

  it('of no bytes is refused', async () => {
    expect(await problemOf(Buffer.alloc(0), 'voice')).toBe('empty');
  });

  it('of 500 MB is refused before it is read', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'kopru-huge-'));
    const path = join(folder, 'file');
    writeFileSync(path, '');
    truncateSync(path, 500 * 1024 * 1024);
    const started = performance.now();
    expect(await processAttachment({ path, folder }, 'sign-video', tools, DEFAULT_PIPELINE_LIMITS)).toEqual({
      ok: false,
      problem: 'too-large',
    });
    expect(performance.now() - started).toBeLessThan(1000);
    await rm(folder, { recursive: true });
  });

  it('is refused by the program in the sandbox as it is by the rules', async () => {
    expect(await problemOf(zipOf({ 'a.txt': 'x' }), 'document')).toBe('archive');
  });

  it('that claims more pixels than a picture has is refused before they are drawn', async () => {
    const bytes = await picture(64, 64).png().toBuffer();
    bytes.writeUInt32BE(60_000, 16);
    bytes.writeUInt32BE(60_000, 20);
    expect(['too-many-pixels', 'damaged']).toContain(await problemOf(bytes, 'photo'));
    const limits = { ...DEFAULT_PIPELINE_LIMITS, imagePixels: 10_000 };
    expect(await problemOf(await picture(160, 120).jpeg().toBuffer(), 'photo', limits)).toBe(
      'too-many-pixels',
    );
  });

  it('that is a photo cut off in the middle is refused', async () => {
    const bytes = await picture(400, 300).jpeg().toBuffer();
    expect(await problemOf(bytes.subarray(0, bytes.length / 2), 'photo')).toBe('damaged');
  });

  it.runIf(HAS_FFMPEG)(
    `that is a film cut off in the middle is played up to there; without its index it is refused${WITHOUT_FFMPEG}`,
    async () => {
      const webm = recording({ format: 'webm', size: '320x240', seconds: 2, isSilent: true });
      const { processed } = await runPipeline(
        webm.subarray(0, Math.floor(webm.length * 0.6)),
        'sign-video',
        tools,
      );
      expect(processed).toMatchObject({ ok: true, state: 'ready' });
      const [mp4] = processed.ok ? processed.renditions : [];
      expect(mp4?.durationMs).toBeGreaterThan(600);
      expect(mp4?.durationMs).toBeLessThan(1700);
      const without = recording({ format: 'mp4', size: '320x240', seconds: 1, isSilent: true });
      expect(await problemOf(without.subarray(0, without.length / 2), 'video')).toBe('damaged');
    },
  );

  it.runIf(HAS_FFMPEG)(
    `that has no picture, or no sound, where it should is refused${WITHOUT_FFMPEG}`,
    async () => {
      expect(await problemOf(recording({ format: 'webm', seconds: 0.3 }), 'sign-video')).toBe('no-picture');
      const silent = recording({ format: 'webm', size: '160x120', seconds: 0.3, isSilent: true });
      expect(await problemOf(silent, 'voice')).toBe('no-sound');
    },
  );

  it.runIf(HAS_FFMPEG)(`that takes more than its time is given up${WITHOUT_FFMPEG}`, async () => {
    const bytes = recording({ format: 'webm', size: '320x240', seconds: 1 });
    const media = { ...DEFAULT_PIPELINE_LIMITS.media, baseMs: 5, msPerSecond: 0 };
    const { processed } = await runPipeline(bytes, 'video', tools, { ...DEFAULT_PIPELINE_LIMITS, media });
    expect(processed).toMatchObject({
      ok: false,
      problem: 'took-too-long',
      original: { mediaType: 'video/webm' },
    });
  });

  it('is served as it came, and says so, where there is no ffmpeg; a photo is redrawn all the same', async () => {
    const without: MediaTools = { ...tools, media: undefined };
    const webm = Buffer.concat([
      Buffer.from('1a45dfa39f4286810142f7810142f2810442f381084282847765626d', 'hex'),
      Buffer.alloc(64),
    ]);
    const { processed } = await runPipeline(webm, 'voice', without);
    expect(processed).toMatchObject({
      ok: true,
      state: 'original-only',
      problem: 'no-media-tools',
      renditions: [{ name: 'original', mediaType: 'video/webm' }],
    });
    const photo = await runPipeline(await taggedImage('jpeg'), 'photo', without);
    expect(photo.processed).toMatchObject({ state: 'ready', renditions: [{ name: 'image' }] });
  });
});
