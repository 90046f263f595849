// Mutates files as a seeded fuzzer does: bits, extreme numbers where lengths stand, cuts, copies, and pieces of other files.

import type { Random } from '../../simulation/random.ts';

type Mutation = (bytes: Buffer, random: Random, others: readonly Buffer[]) => Buffer;

const EXTREMES = [0, 1, 0x7f, 0x80, 0xff, 0x7fff, 0xffff, 0x7fffffff, 0x80000000, 0xffffffff] as const;
const MAX_BYTES = 2 * 1024 * 1024;

const slice = (bytes: Buffer, random: Random): Buffer => {
  const start = random.below(bytes.length + 1);
  return bytes.subarray(start, start + random.below(Math.min(4096, bytes.length - start) + 1));
};

const spliced = (bytes: Buffer, at: number, removed: number, added: Uint8Array): Buffer =>
  Buffer.concat([bytes.subarray(0, at), added, bytes.subarray(at + removed)]);

/** Headers matter more than what is compressed: half of all places are among the first bytes. */
const place = (bytes: Buffer, random: Random): number =>
  random.below(random.below(2) === 0 ? Math.min(bytes.length, 512) : bytes.length);

const MUTATIONS: readonly Mutation[] = [
  (bytes, random) => {
    const copy = Buffer.from(bytes);
    for (let count = 1 + random.below(40); count > 0; count--) {
      const at = place(copy, random);
      copy[at] = (copy[at] ?? 0) ^ (1 << random.below(8));
    }
    return copy;
  },
  (bytes, random) => {
    const copy = Buffer.from(bytes);
    for (let count = 1 + random.below(6); count > 0 && copy.length >= 4; count--) {
      const at = Math.min(place(copy, random), copy.length - 4);
      const value = EXTREMES[random.below(EXTREMES.length)] ?? 0;
      if (random.below(2) === 0) copy.writeUInt32BE(value, at);
      else copy.writeUInt32LE(value, at);
    }
    return copy;
  },
  (bytes, random) => bytes.subarray(0, random.below(bytes.length)),
  (bytes, random) => spliced(bytes, place(bytes, random), random.below(2000), new Uint8Array()),
  (bytes, random) => spliced(bytes, place(bytes, random), 0, random.bytes(random.below(200))),
  (bytes, random) => spliced(bytes, place(bytes, random), 0, slice(bytes, random)),
  (bytes, random) =>
    spliced(bytes, place(bytes, random), random.below(500), new Uint8Array(random.below(500))),
  (bytes, random, others) => {
    const other = others[random.below(others.length)] ?? bytes;
    return spliced(bytes, place(bytes, random), random.below(2) * 4096, slice(other, random));
  },
];

/** One to three mutations, one after the other. */
export function mutate(bytes: Buffer, random: Random, others: readonly Buffer[]): Buffer {
  let mutant = bytes;
  for (let count = 1 + random.below(3); count > 0 && mutant.length > 0; count--) {
    const mutation = MUTATIONS[random.below(MUTATIONS.length)];
    if (mutation) mutant = mutation(mutant, random, others);
  }
  return mutant.subarray(0, MAX_BYTES);
}
