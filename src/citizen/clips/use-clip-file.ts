// The bytes of one clip, brought when they are first wanted, as an address that a player takes.

import { useEffect, useRef, useState } from 'preact/hooks';
import type { SignClip } from '../../domain/sign-clip-wire.ts';
import { bringFile, sourceOf } from './clip-store.ts';

export interface ClipFile {
  /** Once they are here. */
  url: string | undefined;
  /** While they come. */
  percent: number | undefined;
  /** A picture of it, brought at once. */
  poster: string | undefined;
  /** @returns undefined where they cannot be had */
  bring: () => Promise<string | undefined>;
}

export function useClipFile(clip: SignClip): ClipFile {
  const [url, setUrl] = useState<string>();
  const [poster, setPoster] = useState<string>();
  const [percent, setPercent] = useState<number>();
  const made = useRef<string[]>([]);
  const isGone = useRef(false);
  const keep = (blob: Blob): string => {
    const address = URL.createObjectURL(blob);
    made.current.push(address);
    return address;
  };

  useEffect(() => {
    if (clip.poster)
      bringFile(clip.poster).then(
        (blob) => {
          if (!isGone.current) setPoster(keep(blob));
        },
        // It plays without.
        () => undefined,
      );
    return () => {
      isGone.current = true;
      for (const address of made.current) URL.revokeObjectURL(address);
    };
  }, []);

  return {
    url,
    percent,
    poster,
    async bring() {
      if (url !== undefined) return url;
      const source = sourceOf(clip);
      if (!source) return undefined;
      setPercent(0);
      try {
        const blob = await bringFile(source, (bytes) =>
          setPercent(Math.floor((bytes / source.byteLength) * 100)),
        );
        if (isGone.current) return undefined;
        const address = keep(blob);
        setUrl(address);
        return address;
      } catch {
        return undefined;
      } finally {
        setPercent(undefined);
      }
    },
  };
}
