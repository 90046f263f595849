// How the connections of one server are divided (docs/decisions/0054): officers have a share that no citizen, job or upload
// can take, so that where the database is slow the console does not stand at the end of that queue.

export interface ConnectionShares {
  /** Of citizens, acceptance, uploads and jobs. */
  citizens: number;
  /** Of the console. */
  desk: number;
}

/** @param size of all connections; with a single one the console gets a second */
export function shareConnections(size: number): ConnectionShares {
  const desk = Math.ceil(size / 3);
  return { citizens: Math.max(1, size - desk), desk };
}
