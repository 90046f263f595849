// What is written into a photo beside the picture, by the blocks in which cameras and programs write it. Pure.

import { signsOf, viewOf } from './byte-source.ts';

export interface Found {
  /** Where it was taken, or what it shows lies. */
  place: boolean;
  /** When, with what, by whom, or anything else in words. */
  details: boolean;
}

/** Of one block; what is larger is no words of a camera. */
export const MOST_BLOCK_BYTES = 1024 * 1024;

export const NOTHING: Found = { place: false, details: false };

export function both(one: Found, other: Found): Found {
  return { place: one.place || other.place, details: one.details || other.details };
}

const EXIF_POINTER = 0x8769;
const GPS_POINTER = 0x8825;
/** Latitude, longitude, those of what is aimed at, and the area's name (Exif 2.32 § 4.6.6). */
const GPS_PLACE = new Set([0x02, 0x04, 0x14, 0x16, 0x1c]);
/** How the picture is to be read, of which every file says something: size, resolution, turn, colours, versions. */
const OF_THE_PICTURE = new Set([
  0x0100, 0x0101, 0x0102, 0x0103, 0x0106, 0x0111, 0x0112, 0x0115, 0x0116, 0x0117, 0x011a, 0x011b, 0x011c,
  0x0128, 0x013e, 0x013f, 0x0201, 0x0202, 0x0211, 0x0212, 0x0213, 0x0214, 0x9000, 0x9101, 0x9102, 0xa000,
  0xa001, 0xa002, 0xa003, 0xa005,
]);

/** @param tiff an Exif block after its mark (Exif 2.32 § 4.6) */
export function inExif(tiff: Uint8Array): Found {
  if (tiff.length < 8) return NOTHING;
  const view = viewOf(tiff);
  const isLittle = view.getUint16(0) === 0x4949;
  if (!isLittle && view.getUint16(0) !== 0x4d4d) return NOTHING;
  /** Tag and value of each entry; nothing of what points outside. */
  const entries = (at: number): [tag: number, value: number][] => {
    if (at < 8 || at + 2 > tiff.length) return [];
    const found: [number, number][] = [];
    const count = view.getUint16(at, isLittle);
    for (let entry = at + 2; entry < at + 2 + count * 12 && entry + 12 <= tiff.length; entry += 12)
      found.push([view.getUint16(entry, isLittle), view.getUint32(entry + 8, isLittle)]);
    return found;
  };
  let found = NOTHING;
  const note = (all: readonly [number, number][]): void => {
    for (const [tag, value] of all) {
      if (tag === GPS_POINTER) {
        const place = entries(value).some(([gps]) => GPS_PLACE.has(gps));
        // The time of the satellites, their version.
        const details = entries(value).some(([gps]) => gps !== 0 && !GPS_PLACE.has(gps));
        found = both(found, { place, details: details && !place });
      } else if (tag === EXIF_POINTER) {
        if (all !== first) continue;
        note(entries(value));
      } else if (!OF_THE_PICTURE.has(tag)) found = both(found, { place: false, details: true });
    }
  };
  const first = entries(view.getUint32(4, isLittle));
  note(first);
  return found;
}

const XMP_PLACE =
  /^(?:exif:GPS(?:Latitude|Longitude|Dest|Area)|photoshop:(?:City|State|Country)|Iptc4xmpCore:(?:Location|CountryCode)|Iptc4xmpExt:Location)/;
const XMP_FRAME =
  /^(?:(?:x|xml|xmlns|rdf):|(?:tiff|exif):(?:Orientation|[XY]Resolution|ResolutionUnit|Image(?:Width|Length)|Pixel[XY]Dimension|ColorSpace|ExifVersion|YCbCrPositioning|GPSVersionID))/;

/** @param packet XMP as text (ISO 16684-1) */
export function inXmp(packet: string): Found {
  let found = NOTHING;
  for (const [, name = ''] of packet.matchAll(/[\s<]([\w-]+:[\w-]+)(?=[\s=>/])/g)) {
    if (XMP_FRAME.test(name)) continue;
    const place = XMP_PLACE.test(name);
    found = both(found, { place, details: !place });
  }
  return found;
}

/** City, part of it, province, country, and their codes (IPTC IIM 4.2, record 2). */
const IPTC_PLACE = new Set([26, 27, 90, 92, 95, 100, 101]);
const IPTC_BLOCK = 0x0404;

/** @param irb image resources after their mark "Photoshop 3.0" */
export function inPhotoshop(irb: Uint8Array): Found {
  let found = NOTHING;
  for (let at = 0; at + 12 <= irb.length && signsOf(irb.subarray(at, at + 4)) === '8BIM'; ) {
    const view = viewOf(irb);
    const id = view.getUint16(at + 4);
    const nameEnd = at + 6 + 1 + (irb[at + 6] ?? 0);
    const sizeAt = nameEnd + (nameEnd % 2);
    if (sizeAt + 4 > irb.length) break;
    const size = view.getUint32(sizeAt);
    const data = irb.subarray(sizeAt + 4, sizeAt + 4 + size);
    if (id === IPTC_BLOCK) found = both(found, inIptc(data));
    at = sizeAt + 4 + size + (size % 2);
  }
  return found;
}

/** @param iim data sets of IPTC-IIM */
export function inIptc(iim: Uint8Array): Found {
  let found = NOTHING;
  for (let at = 0; at + 5 <= iim.length && iim[at] === 0x1c; ) {
    const isOfPicture = iim[at + 1] === 2;
    const set = iim[at + 2] ?? 0;
    if (isOfPicture && set !== 0) {
      const place = IPTC_PLACE.has(set);
      found = both(found, { place, details: !place });
    }
    at += 5 + viewOf(iim).getUint16(at + 3);
  }
  return found;
}
