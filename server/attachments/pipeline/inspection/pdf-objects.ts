// The objects of a PDF: found where they stand and not by the table of contents, so that tables of every kind (§ 7.5.4, 7.5.8)
// and none read the same, as the viewers themselves do with a broken one. What stands later replaces what stood before
// (incremental updates, § 7.5.6); objects packed into a stream (§ 7.5.7) stand where the stream does.

import { constants, inflateSync } from 'node:zlib';
import { type PdfDictionary, type PdfValue, readPdfValue } from './pdf-values.ts';

const MAX_UNPACKED_BYTES = 64 * 1024 * 1024;
const MAX_STEPS = 32;

interface FoundObject {
  value: PdfValue;
  /** The bytes of its stream. */
  stream?: { from: number; to: number };
}

export class PdfObjects {
  readonly #text: string;
  readonly #found = new Map<number, FoundObject>();
  /** That of the newest revision; keys that it leaves out are those of the one before. */
  readonly #trailer = new Map<string, PdfValue>();
  #left = MAX_UNPACKED_BYTES;

  constructor(bytes: Buffer) {
    this.#text = bytes.toString('latin1');
    this.#read();
  }

  get trailer(): PdfDictionary {
    return this.#trailer;
  }

  /** What a value stands for: another object's, where it is a reference. */
  resolve(value: PdfValue | undefined): PdfValue {
    let now = value ?? null;
    for (let step = 0; isReference(now); step++) {
      if (step > MAX_STEPS) return null;
      now = this.#found.get(now.object)?.value ?? null;
    }
    return now;
  }

  /** @returns undefined where it is no dictionary */
  dictionary(value: PdfValue | undefined): PdfDictionary | undefined {
    const resolved = this.resolve(value);
    return isDictionary(resolved) ? resolved : undefined;
  }

  /** The content of a stream, one character for each byte; '' where it is none, or packed in another way than by zlib. */
  stream(value: PdfValue | undefined): string {
    const found = value !== undefined && isReference(value) ? this.#found.get(value.object) : undefined;
    return found ? this.#unpack(found) : '';
  }

  #read(): void {
    const start = /(\d{1,10})[\0\t\n\f\r ]+\d{1,5}[\0\t\n\f\r ]+obj|trailer(?=[\0\t\n\f\r ]*<<)/g;
    for (let met = start.exec(this.#text); met; met = start.exec(this.#text)) {
      const from = met.index + met[0].length;
      const token = readPdfValue(this.#text, from);
      if (!token) continue;
      start.lastIndex = token.end;
      if (met[1] === undefined) this.#takeTrailer(token.value);
      else start.lastIndex = this.#takeObject(Number(met[1]), token.value, token.end);
    }
  }

  /** @returns where to read on */
  #takeObject(number: number, value: PdfValue, end: number): number {
    const keyword = /[\0\t\n\f\r ]*stream\r?\n?/y;
    keyword.lastIndex = end;
    const from = isDictionary(value) && keyword.test(this.#text) ? keyword.lastIndex : undefined;
    if (from === undefined) {
      this.#found.set(number, { value });
      return end;
    }
    const to = this.#text.indexOf('endstream', from);
    if (to < 0) return this.#text.length;
    const object = { value, stream: { from, to } };
    this.#found.set(number, object);
    const type = (value as PdfDictionary).get('Type');
    if (isNamed(type, 'XRef')) this.#takeTrailer(value);
    if (isNamed(type, 'ObjStm')) this.#takePacked(object);
    return to;
  }

  #takeTrailer(value: PdfValue): void {
    if (!isDictionary(value)) return;
    for (const [key, entry] of value) this.#trailer.set(key, entry);
  }

  #takePacked(object: FoundObject): void {
    const dictionary = object.value as PdfDictionary;
    const first = Number(this.resolve(dictionary.get('First')));
    const content = this.#unpack(object);
    if (!(first > 0 && first <= content.length)) return;
    const places = content.slice(0, first).trim().split(/\s+/).map(Number);
    for (let index = 0; index + 1 < places.length; index += 2) {
      const token = readPdfValue(content, first + (places[index + 1] ?? 0));
      if (token) this.#found.set(places[index] ?? 0, { value: token.value });
    }
  }

  #unpack({ value, stream }: FoundObject): string {
    if (!stream || !isDictionary(value)) return '';
    const data = this.#text.slice(stream.from, stream.to);
    const filter = this.resolve(value.get('Filter'));
    if (filter === null || (Array.isArray(filter) && filter.length === 0)) return data;
    const only = Array.isArray(filter) && filter.length === 1 ? this.resolve(filter[0]) : filter;
    if (!isNamed(only, 'FlateDecode')) return '';
    try {
      const options = { maxOutputLength: Math.max(1, this.#left), finishFlush: constants.Z_SYNC_FLUSH };
      const unpacked = inflateSync(Buffer.from(data, 'latin1'), options).toString('latin1');
      this.#left -= unpacked.length;
      return unpacked;
    } catch {
      return '';
    }
  }
}

function isDictionary(value: PdfValue): value is PdfDictionary {
  return value instanceof Map;
}

function isReference(value: PdfValue): value is { kind: 'reference'; object: number } {
  return value !== null && typeof value === 'object' && 'kind' in value && value.kind === 'reference';
}

function isNamed(value: PdfValue | undefined, name: string): boolean {
  return (
    value !== null &&
    typeof value === 'object' &&
    'kind' in value &&
    value.kind === 'name' &&
    value.name === name
  );
}
