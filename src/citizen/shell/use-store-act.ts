// An act on the device's store that a person asks for with a button. When the store fails, nothing is pretended: the
// reason is given, to be shown beside the button (store-failure.tsx).

import { useCallback, useState } from 'preact/hooks';
import { StorageFault, type StorageFaultReason } from '../../offline/storage-fault.ts';

export interface StoreAct {
  /** Why the last act did not happen. */
  failure: StorageFaultReason | undefined;
  /** Does it. @returns a promise that is rejected by a bug only */
  run: (act: () => Promise<void>) => Promise<void>;
}

export function useStoreAct(): StoreAct {
  const [failure, setFailure] = useState<StorageFaultReason>();
  const run = useCallback(async (act: () => Promise<void>): Promise<void> => {
    setFailure(undefined);
    try {
      await act();
    } catch (error) {
      if (!(error instanceof StorageFault)) throw error;
      setFailure(error.reason);
    }
  }, []);
  return { failure, run };
}
