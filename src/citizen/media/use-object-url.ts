// An address for bytes that lie in the memory, as long as they are shown.

import { useEffect, useState } from 'preact/hooks';

export function useObjectUrl(parts: readonly BlobPart[] | undefined, type: string): string | undefined {
  const [url, setUrl] = useState<string>();
  useEffect(() => {
    if (!parts) return setUrl(undefined);
    const made = URL.createObjectURL(new Blob([...parts], { type }));
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [parts, type]);
  return url;
}
