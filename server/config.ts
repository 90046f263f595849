// Owns the server's configuration: the environment, parsed once at start into a frozen Config.
// Every fault is found in one pass and listed at once; the process then exits with 78 (EX_CONFIG of
// sysexits.h) before it has opened a port or touched the data folder.
// An empty variable counts as absent: `FOO=` in a compose file or a unit file means "the default".
import { accessSync, constants, statSync } from 'node:fs';
import { isIP } from 'node:net';
import { networkInterfaces } from 'node:os';
import { join, resolve } from 'node:path';
import { EMERGENCY_ASK_HOURS } from '../src/domain/outbox.ts';
import { type AttachmentConfig, attachmentConfig } from './attachments/attachment-config.ts';
import { type ScannerAddress, scannerConfig } from './attachments/scanner/scanner-config.ts';
import {
  type ConfigFault,
  choice,
  file,
  flag,
  type Machine,
  origin,
  type Reader,
  wholeNumber,
} from './config-reader.ts';
import { databaseUrl } from './database-address.ts';
import { type OidcConfig, oidcConfig } from './identity/oidc-config.ts';
import { type NoticeConfig, noticeConfig } from './notify/notice-config.ts';
import { type RetentionConfig, retentionConfig } from './retention/retention-config.ts';

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

/** Which proxies may set `X-Forwarded-*`: none, the nearest n hops, or these addresses and ranges. */
export type TrustProxy = false | number | readonly string[];

export type Config = Readonly<{
  /** 0 lets the system choose a free port. */
  port: number;
  /** `::` listens on IPv6 and IPv4 alike; `0.0.0.0` where the machine has no IPv6. */
  host: string;
  /** Absolute path. */
  dataDir: string;
  /** Absent: the server runs its own PostgreSQL in `dataDir`. */
  databaseUrl: string | undefined;
  /** As whom the tables of `databaseUrl` are made. Absent: they must be there. */
  databaseOwnerUrl: string | undefined;
  databasePoolSize: number;
  /** Scheme, host and port only, without a slash at the end. */
  publicOrigin: string;
  /** Where officers reach their console: `publicOrigin`, or an address with a host name of its own. */
  staffOrigin: string;
  /** To which passkeys are bound. Absent: the host of `staffOrigin`. */
  passkeyDomain: string | undefined;
  /** Absent: officers come by passkey and invitation only. */
  oidc: OidcConfig | undefined;
  /** How old an officer's last proof may be where what they ask weighs most. */
  freshProofMs: number;
  disasterOpen: boolean;
  /** In characters, as the citizen counts them. */
  descriptionMaxLength: number;
  /** So many a second are let in by this process; whoever comes beyond is told when to come back. */
  applicationsPerSecond: number;
  logLevel: LogLevel;
  /** Absent: the server makes and keeps its own in `dataDir`. */
  trackingSecretFile: string | undefined;
  /** Absent: the server makes and keeps its own in `dataDir`. */
  receiptKeyFile: string | undefined;
  /** Absent: the server makes and keeps its own in `dataDir`. */
  identityKeysFile: string | undefined;
  /** Absent: the server makes and keeps its own in `dataDir`. */
  acceptanceKeysFile: string | undefined;
  holidaysFile: string | undefined;
  directoryFile: string | undefined;
  /** Absent: the ffmpeg on the PATH, if there is one. */
  ffmpegPath: string | undefined;
  /** Absent: attachments are not looked at by a virus scanner. */
  scanner: ScannerAddress | undefined;
  /** Folder of the built front end, absolute path; a folder without a build is a fault of the start. */
  staticDir: string;
  trustProxy: TrustProxy;
  shutdownGraceMs: number;
  emergencyPhone: string;
  /** After which a phone asks before it delivers an emergency. */
  emergencyAskHours: number;
  attachments: AttachmentConfig;
  notices: NoticeConfig;
  retention: RetentionConfig;
}>;

export type ConfigResult =
  | { readonly ok: true; readonly config: Config }
  /** `config` has the default for what is wrong, so that whoever looks for more faults can go on. */
  | { readonly ok: false; readonly faults: readonly ConfigFault[]; readonly config: Config };

export type Environment = Readonly<Record<string, string | undefined>>;

type Translate = (key: string, params: Readonly<Record<string, string | number>>) => string;

const thisMachine: Machine = {
  hasIpv6: () =>
    Object.values(networkInterfaces()).some((addresses) =>
      addresses?.some(({ family }) => family === 'IPv6'),
    ),
  isReadableFile: (path) => {
    try {
      accessSync(path, constants.R_OK);
      return !statSync(path).isDirectory();
    } catch {
      return false;
    }
  },
};

/** Pure but for what `machine` answers. Reports every fault, in the order of the variables. */
export function parseConfig(env: Environment, machine: Machine = thisMachine): ConfigResult {
  const faults: ConfigFault[] = [];
  const reader: Reader = {
    text: (variable) => env[variable]?.trim() || undefined,
    fail: (fault) => faults.push(fault),
  };
  const port = wholeNumber(reader, 'PORT', { fallback: 8080, min: 0, max: 65_535 });
  const publicOrigin = origin(reader, 'PUBLIC_ORIGIN', `http://localhost:${port}`);
  const staffOrigin = staffOriginOf(reader, publicOrigin);
  const mayBePlain = flag(reader, 'ALLOW_UNENCRYPTED_DATABASE');
  const config: Config = {
    port,
    host: hostName(reader, machine),
    dataDir: resolve(reader.text('DATA_DIR') ?? './data'),
    databaseUrl: databaseUrl(reader, 'DATABASE_URL', mayBePlain),
    databaseOwnerUrl: databaseUrl(reader, 'DATABASE_OWNER_URL', mayBePlain),
    databasePoolSize: wholeNumber(reader, 'DATABASE_POOL_SIZE', { fallback: 10, min: 1, max: 200 }),
    publicOrigin,
    staffOrigin,
    passkeyDomain: passkeyDomain(reader, staffOrigin),
    oidc: oidcConfig(reader),
    freshProofMs: wholeNumber(reader, 'FRESH_PROOF_MINUTES', { fallback: 5, min: 1, max: 60 }) * 60_000,
    disasterOpen: flag(reader, 'DISASTER_OPEN'),
    descriptionMaxLength: wholeNumber(reader, 'DESCRIPTION_MAX_LENGTH', {
      fallback: 5_000,
      min: 500,
      max: 20_000,
    }),
    applicationsPerSecond: wholeNumber(reader, 'APPLICATIONS_PER_SECOND', {
      fallback: 200,
      min: 1,
      max: 100_000,
    }),
    logLevel: choice(reader, 'LOG_LEVEL', logLevels, 'info'),
    trackingSecretFile: file(reader, machine, 'TRACKING_SECRET_FILE'),
    receiptKeyFile: file(reader, machine, 'RECEIPT_KEY_FILE'),
    identityKeysFile: file(reader, machine, 'IDENTITY_KEYS_FILE'),
    acceptanceKeysFile: file(reader, machine, 'ACCEPTANCE_KEYS_FILE'),
    holidaysFile: file(reader, machine, 'HOLIDAYS_FILE'),
    directoryFile: file(reader, machine, 'DIRECTORY_FILE'),
    ffmpegPath: file(reader, machine, 'FFMPEG_PATH'),
    scanner: scannerConfig(reader),
    staticDir: resolve(reader.text('STATIC_DIR') ?? join(import.meta.dirname, '../dist')),
    trustProxy: trustProxy(reader),
    shutdownGraceMs: wholeNumber(reader, 'SHUTDOWN_GRACE_MS', { fallback: 10_000, min: 0, max: 600_000 }),
    emergencyPhone: phone(reader),
    emergencyAskHours: wholeNumber(reader, 'EMERGENCY_ASK_HOURS', {
      fallback: EMERGENCY_ASK_HOURS,
      min: 1,
      max: 720,
    }),
    attachments: attachmentConfig(reader),
    notices: noticeConfig(reader, machine),
    retention: retentionConfig(reader),
  };
  Object.freeze(config);
  return faults.length > 0 ? { ok: false, faults, config } : { ok: true, config };
}

/** One line: the variable, what is wrong with it, what to do. */
export function renderConfigFault(fault: ConfigFault, translate: Translate): string {
  return translate(`config.fault.${fault.code}`, { variable: fault.variable, ...fault.params });
}

/** For the commands: the Config, or every fault on stderr and exit status 78. */
export function loadConfigOrExit(translate: Translate, env: Environment = process.env): Config {
  const result = parseConfig(env);
  if (result.ok) return result.config;
  const lines = [
    translate('config.fault.heading', {}),
    ...result.faults.map((fault) => `  ${renderConfigFault(fault, translate)}`),
  ];
  process.stderr.write(`${lines.join('\n')}\n`);
  process.exit(78);
}

// All interfaces by default: a published container port and `http://localhost:8080` both arrive. Away from
// localhost browsers give plain HTTP neither a service worker nor WebCrypto, so nobody writes an
// application over it by accident; HOST=127.0.0.1 closes the port to all but this machine.
function hostName(reader: Reader, machine: Machine): string {
  const fallback = machine.hasIpv6() ? '::' : '0.0.0.0';
  const value = reader.text('HOST');
  if (value === undefined) return fallback;
  if (isIP(value) !== 0 || /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(value)) return value;
  reader.fail({ variable: 'HOST', code: 'notAHost', params: { value } });
  return fallback;
}

// A cookie knows no ports, so it must be another name; and as safe a way as the public one.
function staffOriginOf(reader: Reader, publicOrigin: string): string {
  const value = origin(reader, 'STAFF_ORIGIN', publicOrigin);
  const [staff, citizens] = [new URL(value), new URL(publicOrigin)];
  if (value === publicOrigin) return value;
  if (staff.hostname !== citizens.hostname && staff.protocol === citizens.protocol) return value;
  const params = { value, other: publicOrigin };
  reader.fail({ variable: 'STAFF_ORIGIN', code: 'notAStaffOrigin', params });
  return publicOrigin;
}

// WebAuthn Level 3 § 5.1.3: the page's host itself, or a domain above it. A passkey works at no other, for ever.
function passkeyDomain(reader: Reader, staffOrigin: string): string | undefined {
  const value = reader.text('PASSKEY_DOMAIN')?.toLowerCase();
  if (value === undefined) return undefined;
  const host = new URL(staffOrigin).hostname;
  if (value === host || (value.includes('.') && host.endsWith(`.${value}`))) return value;
  reader.fail({ variable: 'PASSKEY_DOMAIN', code: 'notAPasskeyDomain', params: { value, host } });
  return undefined;
}

function trustProxy(reader: Reader): TrustProxy {
  const variable = 'TRUST_PROXY';
  const value = reader.text(variable);
  if (value === undefined || value === 'false' || value === '0') return false;
  if (value === 'true') {
    reader.fail({ variable, code: 'trustsEveryProxy', params: {} });
    return false;
  }
  if (/^\d$/.test(value)) return Number(value);
  const entries = value.split(',').map((entry) => entry.trim());
  for (const entry of entries) {
    if (!isAddressOrRange(entry)) reader.fail({ variable, code: 'notAProxy', params: { value: entry } });
  }
  return Object.freeze(entries);
}

function isAddressOrRange(entry: string): boolean {
  if (['loopback', 'linklocal', 'uniquelocal'].includes(entry)) return true;
  const [address = '', bits, ...rest] = entry.split('/');
  const family = isIP(address);
  if (family === 0 || rest.length > 0) return false;
  // A prefix of 0 bits would trust every address: the same as `true`.
  return bits === undefined || (/^[1-9]\d{0,2}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128));
}

function phone(reader: Reader): string {
  const value = reader.text('EMERGENCY_PHONE') ?? '112';
  if (!/^\+?\d[\d ]{1,18}$/.test(value)) {
    reader.fail({ variable: 'EMERGENCY_PHONE', code: 'notAPhone', params: { value } });
  }
  return value;
}
