import { useEffect, useState } from 'preact/hooks';
import type { Connection } from '../../domain/upload.ts';
import { readConnection } from '../../offline/connection.ts';
import { platform } from '../../offline/environment.ts';

/** What the browser tells of the line now. */
export function useConnection(): Connection {
  const [connection, setConnection] = useState(readConnection);
  useEffect(() => platform.listen(() => setConnection(readConnection())), []);
  return connection;
}
