// Owns the expected failures of the store: what keeps a database from being opened, as values.
// `code` names the sentence `store.fault.<code>`; `params` are its placeholders. No fault carries a
// password, a statement or a row.

type StoreFaultParams = {
  /** The data folder cannot be made or written; `reason` is the system's error code. */
  dataFolderUnusable: { path: string; reason: string };
  /** Another process holds the data folder; `pid` is 0 where it did not say who it is. */
  dataFolderTaken: { path: string; pid: number };
  /** Started as root: the account that runs PostgreSQL cannot enter the data folder. */
  dataFolderUnreachable: { path: string; user: string };
  /** The process's numeric user has no entry in the account database; PostgreSQL refuses such a user. */
  userUnknown: { uid: number };
  /** Started as root, and neither `postgres` nor `nobody` exists. */
  noDatabaseUser: Record<never, never>;
  /** No PostgreSQL binaries exist for this system. */
  platformUnsupported: { platform: string };
  /** The package with the binaries was not installed. */
  binariesMissing: { package: string };
  /** The binaries are there and do not run; `reason` is their own last line. */
  binariesBroken: { path: string; reason: string };
  /** The folder for the socket in the temporary folder belongs to somebody else, or is open to others. */
  socketFolderTaken: { path: string };
  /** A restore into this folder was broken off. */
  restoreUnfinished: { path: string };
  /** A database folder without a readable PG_VERSION. */
  databaseFolderDamaged: { path: string };
  majorVersionDiffers: { path: string; found: string; needed: string };
  /** `initdb` failed; `reason` is the line that says why. */
  initialisationFailed: { path: string; reason: string };
  /** A PostgreSQL of an earlier run did not stop in time. */
  leftoverStillRunning: { pid: number; path: string };
  /** PostgreSQL ended while starting; `reason` is the last line of its log. */
  postgresFailed: { logFile: string; reason: string };
  startTimedOut: { logFile: string; seconds: number };
  /** A setting under which an acknowledged application could be lost. */
  notDurable: { setting: string; value: string };
  /** For commands beside a running server: the server holds the folder, its database does not answer. */
  runningDatabaseSilent: { path: string };
  databaseUnreachable: { address: string; reason: string };
  databaseRefusedLogin: { address: string };
  databaseMissing: { address: string };
  databaseTooOld: { found: string; needed: string };
  databaseNotUtf8: { found: string };
  databaseReadOnly: { address: string };
  /** The tables are missing or older than the program, and no DATABASE_OWNER_URL is there to make them. */
  ownerMissing: { address: string };
  /** The role of DATABASE_URL owns tables, is a superuser or may bypass row-level security. */
  roleNotBound: { role: string };
  /** The role may not create tables in the schema it would use. */
  schemaNotWritable: { address: string };
  /** The database was migrated by a newer program. */
  schemaNewer: { databaseNumber: number; codeNumber: number };
  /** The database and the program disagree about migration `number`. */
  migrationDiffers: { number: number; databaseName: string; codeName: string };
};

export type StoreFault = {
  [Code in keyof StoreFaultParams]: Readonly<{ code: Code; params: Readonly<StoreFaultParams[Code]> }>;
}[keyof StoreFaultParams];

export type Failed = Readonly<{ ok: false; fault: StoreFault }>;

export function failed(fault: StoreFault): Failed {
  return { ok: false, fault };
}

/** One line for the operator. */
export function renderStoreFault(
  fault: StoreFault,
  translate: (key: string, params: Readonly<Record<string, string | number>>) => string,
): string {
  // A process number is a name, not a quantity: no thousands separator.
  const params = 'pid' in fault.params ? { ...fault.params, pid: String(fault.params.pid) } : fault.params;
  return translate(`store.fault.${fault.code}`, params);
}

/** The code of a failed system call (`EACCES`, `ENOSPC`); any other error is a bug and is thrown on. */
export function systemErrorCode(error: unknown): string {
  const code = errorCode(error);
  if (code === undefined) throw error;
  return code;
}

/** The `code` of a system error or of a PostgreSQL error (SQLSTATE), where there is one. */
export function errorCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

// SQLSTATE classes 08 (connection) and 57P (shut down, crashed, starting), 53300 (no place left); the system's codes
// of a socket that is gone; and what the driver and its pool say in words because they have no code for it.
const LOST_CODE =
  /^(08\w{3}|57P0[1-5]|53300|25P03|EPIPE|ECONNRESET|ECONNREFUSED|ECONNABORTED|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH)$/;
const LOST_WORDS =
  /^(Connection terminated|Client has encountered a connection error|Client was closed|timeout exceeded when trying to connect|Cannot use a pool after calling end)/;

/** Whether the database was away, and not the statement wrong: worth another attempt later. */
export function isConnectionLost(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = errorCode(error) ?? '';
  // No socket: PostgreSQL is being started again. A file that is missing is something else.
  const isNoSocket = code === 'ENOENT' && 'syscall' in error && error.syscall === 'connect';
  return (
    LOST_CODE.test(code) || isNoSocket || LOST_WORDS.test(error.message) || isConnectionLost(error.cause)
  );
}
