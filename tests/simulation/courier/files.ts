// Files that go from hand to hand. A real one is read by the platform, which the clockwork cannot order.

/** Not more than the app asks of a file. */
export function fileOf(bytes: Uint8Array): Blob {
  const part = (start: number, end: number) => ({
    arrayBuffer: () => Promise.resolve(Uint8Array.from(bytes.subarray(start, end)).buffer),
  });
  return { size: bytes.length, slice: part } as unknown as Blob;
}

export async function whole(pieces: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for await (const piece of pieces) parts.push(piece);
  return Uint8Array.from(Buffer.concat(parts));
}
