// Media types as a manifest has them: type and subtype in small letters, without parameters.

/** `video/webm;codecs=vp8` → `video/webm`. @returns undefined when it is none */
export function bareMediaType(mediaType: string): string | undefined {
  const bare = (mediaType.split(';')[0] ?? '').trim().toLowerCase();
  return /^[a-z0-9.+-]{1,20}\/[a-z0-9.+-]{1,79}$/.test(bare) ? bare : undefined;
}
