// Real photos, tagged by exiftool as cameras, phones and programs tag them: what is told is what exiftool finds there.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { picture } from '../../tests/fixtures/attachments/images.ts';
import { EXIFTOOL, HAS_EXIFTOOL } from '../../tests/fixtures/attachments/recordings.ts';
import { sourceOf } from './byte-source.ts';
import { inExif, inIptc, inPhotoshop, inXmp } from './metadata.ts';
import { readMetadata } from './photo-metadata.ts';

const FORMATS = ['jpg', 'png', 'webp', 'avif'] as const;
type Format = (typeof FORMATS)[number];

const NONE = { place: false, details: false };
const PLACE = { place: true, details: false };
const DETAILS = { place: false, details: true };
const BOTH = { place: true, details: true };

const GPS = ['-EXIF:GPSLatitude=41.0082', '-EXIF:GPSLatitudeRef=N', '-EXIF:GPSLongitude=28.9784'];
const CASES: readonly [name: string, formats: readonly Format[], tags: readonly string[], found: object][] = [
  ['nothing', FORMATS, [], NONE],
  [
    'only how it is turned and how dense it is',
    FORMATS,
    ['-EXIF:Orientation#=6', '-EXIF:XResolution=72'],
    NONE,
  ],
  ['a place in Exif', FORMATS, GPS, PLACE],
  ['a place in XMP', FORMATS, ['-XMP-exif:GPSLatitude=41.0082', '-XMP-exif:GPSLongitude=28.9784'], PLACE],
  ['a town in XMP', FORMATS, ['-XMP-photoshop:City=Kadıköy'], PLACE],
  ['a town in IPTC', ['jpg'], ['-IPTC:City=Izmir'], PLACE],
  ['a town in IPTC of a PNG', ['png'], ['-IPTC:City=Izmir'], PLACE],
  ['the time of the satellites and no place', FORMATS, ['-EXIF:GPSTimeStamp=10:00:00'], DETAILS],
  ['the camera', FORMATS, ['-EXIF:Make=Kopru', '-EXIF:Model=7F'], DETAILS],
  ['the hour', FORMATS, ['-EXIF:DateTimeOriginal=2026:11:25 10:00:00'], DETAILS],
  ['the author in XMP', FORMATS, ['-XMP-dc:Creator=Deniz'], DETAILS],
  ['a caption in IPTC', ['jpg'], ['-IPTC:Caption-Abstract=Yol'], DETAILS],
  ['a comment', ['jpg', 'png'], ['-Comment=Yol'], DETAILS],
  ['all of a phone', FORMATS, [...GPS, '-EXIF:Make=Kopru', '-XMP-dc:Creator=Deniz'], BOTH],
];

describe.skipIf(!HAS_EXIFTOOL)('what a photo says', () => {
  let folder: string;
  const pathOf = (index: number, format: Format): string => join(folder, `${index}.${format}`);
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'kopru-photos-'));
    const plain = {
      jpg: await picture(32, 24).jpeg().toBuffer(),
      png: await picture(32, 24).png().toBuffer(),
      webp: await picture(32, 24).webp().toBuffer(),
      avif: await picture(32, 24).avif().toBuffer(),
    };
    // One process for all: Perl takes longer to begin than to tag.
    const orders: string[] = [];
    for (const [index, [, formats, tags]] of CASES.entries()) {
      for (const format of formats) writeFileSync(pathOf(index, format), plain[format]);
      if (tags.length === 0) continue;
      const files = formats.map((format) => pathOf(index, format));
      orders.push('-overwrite_original', '-m', '-q', '-n', ...tags, ...files, '-execute');
    }
    const args = join(folder, 'orders');
    writeFileSync(args, orders.join('\n'));
    const done = spawnSync(EXIFTOOL, ['-@', args], { encoding: 'utf8' });
    expect(done.stderr).toBe('');
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each(
    CASES.flatMap(([name, formats, , found], index) =>
      formats.map((format) => [name, format, found, index] as const),
    ),
  )('%s, of a %s', async (_name, format, found, index) => {
    const bytes = readFileSync(pathOf(index, format));
    expect(await readMetadata(sourceOf(new Blob([bytes])))).toEqual(found);
  });

  it('is read behind the picture, too, and from a PNG that ImageMagick has made of a JPEG', async () => {
    const photo = readFileSync(pathOf(2, 'jpg'));
    const start = photo.indexOf('Exif\0\0');
    const exif = photo.subarray(start, start + photo.readUInt16BE(start - 2) - 2);
    const hex = exif.toString('hex').replace(/.{72}/g, '$&\n');
    const text = Buffer.from(`\nexif\n${String(exif.length).padStart(8)}\n${hex}\n`, 'latin1');
    const data = Buffer.concat([Buffer.from('Raw profile type exif\0'), text]);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(data.length);
    const png = readFileSync(pathOf(0, 'png'));
    const chunk = Buffer.concat([length, Buffer.from('tEXt'), data, Buffer.alloc(4)]);
    const made = Buffer.concat([png.subarray(0, -12), chunk, png.subarray(-12)]);
    expect(await readMetadata(sourceOf(new Blob([made])))).toEqual(PLACE);
  });

  it('is read as far as it goes where the file is cut off or damaged, whatever stands there', async () => {
    for (const format of FORMATS) {
      const whole = readFileSync(pathOf(CASES.length - 1, format));
      for (let length = 0; length < whole.length; length += Math.ceil(whole.length / 40)) {
        await readMetadata(sourceOf(new Blob([whole.subarray(0, length)])));
        const wild = Buffer.from(whole);
        wild.fill(0xff, length, length + 4);
        await readMetadata(sourceOf(new Blob([wild])));
      }
    }
  });
});

describe('a block that says nothing', () => {
  it.each([
    ['no Exif', inExif(new Uint8Array())],
    ['Exif that points outside', inExif(new TextEncoder().encode('II*\0\x7f\x7f\x7f\x7f'))],
    [
      'Exif that points to itself',
      inExif(
        Uint8Array.from([...[0x4d, 0x4d, 0, 42, 0, 0, 0, 8], 0, 1, 0x87, 0x69, 0, 4, 0, 0, 0, 1, 0, 0, 0, 8]),
      ),
    ],
    [
      'XMP without a property',
      inXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/" x:xmptk="XMP Core"><rdf:RDF/></x:xmpmeta>'),
    ],
    ['Photoshop without IPTC', inPhotoshop(new TextEncoder().encode('8BIM\x04\x0a\0\0\0\0\0\x01x\0'))],
    ['IPTC with its version alone', inIptc(Uint8Array.from([0x1c, 2, 0, 0, 2, 0, 4]))],
  ])('%s', (_name, found) => expect(found).toEqual(NONE));
});
