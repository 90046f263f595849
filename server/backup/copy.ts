// COPY over a connection of the driver (PostgreSQL documentation: 53.2.6, COPY Operations), as a stream with back-pressure.
// The text form of a row is the same from every version of PostgreSQL to every later one; it is what pg_dump uses.

import { once } from 'node:events';
import type pg from 'pg';

/** What the driver's connection can, and its types do not say. */
interface CopyConnection extends pg.Connection {
  sendCopyFromChunk: (chunk: Uint8Array) => void;
  endCopyFrom: () => void;
  sendCopyFail: (message: string) => void;
}

/** As the driver calls whoever has the connection. */
abstract class CopyQuery implements pg.Submittable {
  /** Rows that the server has counted. */
  readonly done: Promise<number>;
  protected connection: CopyConnection | undefined;
  readonly #text: string;
  readonly #settle: PromiseWithResolvers<number>;
  #rows = 0;

  constructor(text: string) {
    this.#text = text;
    this.#settle = Promise.withResolvers<number>();
    this.done = this.#settle.promise;
    // Whoever waits for it is told; one who has given up already is not a bug.
    this.done.catch(() => undefined);
  }

  submit(connection: pg.Connection): void {
    this.connection = connection as CopyConnection;
    connection.query(this.#text);
  }

  handleCommandComplete({ text }: { text: string }): void {
    this.#rows = Number(/^COPY (\d+)/.exec(text)?.[1]);
  }

  handleReadyForQuery(): void {
    this.#settle.resolve(this.#rows);
  }

  handleError(error: Error): void {
    this.#settle.reject(error);
  }
}

/** Beyond this the socket is not read until the rows are taken. */
const MOST_WAITING_BYTES = 1024 * 1024;

class CopyOut extends CopyQuery {
  #waiting: Buffer[] = [];
  #waitingBytes = 0;
  #isDone = false;
  #wake: () => void = () => undefined;

  constructor(text: string) {
    super(text);
    const end = () => {
      this.#isDone = true;
      this.#wake();
    };
    this.done.then(end, end);
  }

  handleCopyData({ chunk }: { chunk: Buffer }): void {
    // The driver's buffer is used again for what comes next.
    this.#waiting.push(Buffer.from(chunk));
    this.#waitingBytes += chunk.length;
    if (this.#waitingBytes > MOST_WAITING_BYTES) this.connection?.stream.pause();
    this.#wake();
  }

  async *chunks(): AsyncGenerator<Buffer> {
    for (;;) {
      const taken = this.#waiting;
      this.#waiting = [];
      this.#waitingBytes = 0;
      if (taken.length > 0) yield Buffer.concat(taken);
      else if (this.#isDone) break;
      else {
        const { promise, resolve } = Promise.withResolvers<void>();
        this.#wake = resolve;
        this.connection?.stream.resume();
        await promise;
      }
    }
    await this.done;
  }
}

/** The rows of a query in COPY's text form, whole rows in every piece. @returns how many, when all were taken */
export async function* copyOut(client: pg.Client, query: string): AsyncGenerator<Buffer, number> {
  const copy = client.query(new CopyOut(`copy (${query}) to stdout`));
  yield* copy.chunks();
  return copy.done;
}

class CopyIn extends CopyQuery {
  readonly #ready: PromiseWithResolvers<CopyConnection>;
  readonly ready: Promise<CopyConnection>;

  constructor(text: string) {
    super(text);
    this.#ready = Promise.withResolvers<CopyConnection>();
    this.ready = this.#ready.promise;
    this.done.catch((error: unknown) => this.#ready.reject(error));
    this.ready.catch(() => undefined);
  }

  handleCopyInResponse(connection: CopyConnection): void {
    this.#ready.resolve(connection);
  }
}

/** @param target `table (columns)` @returns how many rows came in @throws what `rows` throws, after nothing was kept */
export async function copyIn(
  client: pg.Client,
  target: string,
  rows: AsyncIterable<Uint8Array>,
): Promise<number> {
  const copy = client.query(new CopyIn(`copy ${target} from stdin`));
  const connection = await copy.ready;
  try {
    for await (const piece of rows) {
      connection.sendCopyFromChunk(piece);
      if (connection.stream.writableNeedDrain)
        await Promise.race([once(connection.stream, 'drain'), copy.done]);
    }
  } catch (error) {
    connection.sendCopyFail('broken off');
    await copy.done.catch(() => undefined);
    throw error;
  }
  connection.endCopyFrom();
  return copy.done;
}
