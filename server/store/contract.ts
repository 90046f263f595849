// What the rest of the server knows of the database: how to connect, and that it is theirs to close.
// Two implementations stand behind it, the embedded PostgreSQL and a given one; one suite of contract tests
// runs against both (tests/contracts/databases.ts).
import type pg from 'pg';
import type { Config } from '../config.ts';
import type { Failed } from './fault.ts';

export type StoreConfig = Pick<Config, 'dataDir' | 'databaseUrl' | 'databasePoolSize'> &
  Partial<Pick<Config, 'databaseOwnerUrl'>>;

/** English keys, nothing personal. A pino logger is one. */
export type StoreLogger = Readonly<{
  info: (fields: LogFields, message: string) => void;
  warn: (fields: LogFields, message: string) => void;
  error: (fields: LogFields, message: string) => void;
}>;
type LogFields = Readonly<Record<string, string | number | boolean>>;

/** `lost`: PostgreSQL ended by itself and is being started again; until `restored`, queries fail. */
export type Interruption = Readonly<{ kind: 'lost' } | { kind: 'restored'; downMs: number }>;

export type OpenDatabase = Readonly<{
  /** As the role that the program works as: it owns nothing, and row-level security holds for it. */
  connection: pg.ClientConfig;
  /** As the role that owns the tables and makes them. Absent where it was not given: then they must be there. */
  owner: pg.ClientConfig | undefined;
  /** As a superuser: of the embedded PostgreSQL alone. */
  superuser: pg.ClientConfig | undefined;
  /** Whether `close` ends PostgreSQL itself, and not only our use of it. */
  owned: boolean;
  /** Only an owned database interrupts; a given one is its administrator's. Returns how to stop listening. */
  onInterruption: (listener: (interruption: Interruption) => void) => () => void;
  /** Idempotent. Pools on `connection` must be ended first: open sessions are cut off. */
  close: () => Promise<void>;
}>;

export type OpenResult = Readonly<{ ok: true; database: OpenDatabase }> | Failed;
