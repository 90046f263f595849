// How single environment variables are read: each function takes one, reports what is wrong with it, and goes on with
// the default, so that one pass finds every fault (config.ts).

import { resolve } from 'node:path';

export type ConfigVariable =
  | 'PORT'
  | 'HOST'
  | 'DATA_DIR'
  | 'DATABASE_URL'
  | 'DATABASE_OWNER_URL'
  | 'DATABASE_POOL_SIZE'
  | 'ALLOW_UNENCRYPTED_DATABASE'
  | 'PUBLIC_ORIGIN'
  | 'STAFF_ORIGIN'
  | 'PASSKEY_DOMAIN'
  | 'OIDC_ISSUER'
  | 'OIDC_CLIENT_ID'
  | 'OIDC_CLIENT_SECRET'
  | 'OIDC_NAME'
  | 'OIDC_ROLE_CLAIM'
  | 'OIDC_ROLES'
  | 'OIDC_INSTITUTION_CLAIM'
  | 'OIDC_ACR_VALUES'
  | 'OIDC_AMR'
  | 'OIDC_MAX_AGE_MINUTES'
  | 'FRESH_PROOF_MINUTES'
  | 'DISASTER_OPEN'
  | 'DESCRIPTION_MAX_LENGTH'
  | 'LOG_LEVEL'
  | 'TRACKING_SECRET_FILE'
  | 'RECEIPT_KEY_FILE'
  | 'IDENTITY_KEYS_FILE'
  | 'ACCEPTANCE_KEYS_FILE'
  | 'HOLIDAYS_FILE'
  | 'DIRECTORY_FILE'
  | 'FFMPEG_PATH'
  | 'CLAMD_ADDRESS'
  | 'STATIC_DIR'
  | 'TRUST_PROXY'
  | 'SHUTDOWN_GRACE_MS'
  | 'EMERGENCY_PHONE'
  | 'EMERGENCY_ASK_HOURS'
  | 'ATTACHMENT_MAX_COUNT'
  | 'ANSWER_DOCUMENT_MAX_COUNT'
  | 'PHOTO_MAX_MB'
  | 'DOCUMENT_MAX_MB'
  | 'AUDIO_MAX_MB'
  | 'VIDEO_MAX_MB'
  | 'VOICE_MAX_SECONDS'
  | 'SIGN_VIDEO_MAX_SECONDS'
  | 'APPLICATIONS_PER_SECOND'
  | 'UPLOAD_EXPIRY_DAYS'
  | 'S3_ENDPOINT'
  | 'S3_BUCKET'
  | 'S3_REGION'
  | 'S3_ACCESS_KEY_ID'
  | 'S3_SECRET_ACCESS_KEY'
  | 'ALLOW_UNENCRYPTED_S3'
  | 'PUSH_CONTACT'
  | 'PUSH_KEY_FILE'
  | 'PUSH_SERVICES'
  | 'SMTP_HOST'
  | 'SMTP_PORT'
  | 'SMTP_SECURITY'
  | 'SMTP_USER'
  | 'SMTP_PASSWORD'
  | 'MAIL_FROM'
  | 'SMS_GATEWAY_URL'
  | 'SMS_GATEWAY_TOKEN'
  | 'SMS_GATEWAY_BODY'
  | 'RETENTION_CONTENT_DAYS'
  | 'RETENTION_IDENTITY_DAYS'
  | 'RETENTION_REMAINS_DAYS'
  | 'ERASURE_AT_ONCE_DAYS'
  | 'RETENTION_RUNS';

/** `code` names the sentence `config.fault.<code>`; `params` are its placeholders beside `{variable}`. */
export type ConfigFault = Readonly<
  { variable: ConfigVariable } & (
    | { code: 'notANumber'; params: { value: string; min: number; max: number } }
    | { code: 'outOfRange'; params: { value: string; min: number; max: number } }
    | { code: 'notAChoice'; params: { value: string; choices: string } }
    | { code: 'notAHost'; params: { value: string } }
    | { code: 'notAnOrigin'; params: { value: string } }
    | { code: 'notADatabaseUrl'; params: Record<never, never> }
    | { code: 'databaseWithoutTls'; params: { other: ConfigVariable } }
    | { code: 's3WithoutTls'; params: { value: string; other: ConfigVariable } }
    | { code: 'fileUnreadable'; params: { path: string } }
    | { code: 'trustsEveryProxy'; params: Record<never, never> }
    | { code: 'notAProxy'; params: { value: string } }
    | { code: 'notAScanner'; params: { value: string } }
    | { code: 'notAPhone'; params: { value: string } }
    | { code: 'notABucket'; params: { value: string } }
    | { code: 'needsAnother'; params: { other: ConfigVariable } }
    | { code: 'needsAlso'; params: { other: ConfigVariable } }
    | { code: 'notAStaffOrigin'; params: { value: string; other: string } }
    | { code: 'notAPasskeyDomain'; params: { value: string; host: string } }
    | { code: 'notAnIssuer'; params: { value: string } }
    | { code: 'notRoles'; params: { value: string; roles: string } }
    | { code: 'notAContact'; params: { value: string } }
    | { code: 'notAnAddress'; params: { value: string } }
    | { code: 'notAGateway'; params: Record<never, never> }
    | { code: 'notABody'; params: Record<never, never> }
  )
>;

/** What parsing must know of the machine; a parameter so that tests need no files and no network cards. */
export type Machine = Readonly<{
  hasIpv6: () => boolean;
  isReadableFile: (path: string) => boolean;
}>;

export type Reader = Readonly<{
  text: (variable: ConfigVariable) => string | undefined;
  fail: (fault: ConfigFault) => void;
}>;

export function wholeNumber(
  reader: Reader,
  variable: ConfigVariable,
  { fallback, min, max }: { fallback: number; min: number; max: number },
): number {
  const value = reader.text(variable);
  if (value === undefined) return fallback;
  const number = /^\d{1,9}$/.test(value) ? Number(value) : undefined;
  if (number === undefined) {
    reader.fail({ variable, code: 'notANumber', params: { value, min, max } });
    return fallback;
  }
  if (number < min || number > max) {
    reader.fail({ variable, code: 'outOfRange', params: { value, min, max } });
    return fallback;
  }
  return number;
}

export function choice<Choice extends string>(
  reader: Reader,
  variable: ConfigVariable,
  choices: readonly Choice[],
  fallback: Choice,
): Choice {
  const value = reader.text(variable);
  if (value === undefined) return fallback;
  const chosen = choices.find((candidate) => candidate === value);
  if (chosen === undefined) {
    reader.fail({ variable, code: 'notAChoice', params: { value, choices: choices.join(', ') } });
  }
  return chosen ?? fallback;
}

export function origin<Fallback extends string | undefined>(
  reader: Reader,
  variable: ConfigVariable,
  fallback: Fallback,
): string | Fallback {
  const value = reader.text(variable);
  if (value === undefined) return fallback;
  const url = URL.parse(value);
  const isOrigin =
    url !== null &&
    (url.protocol === 'https:' || url.protocol === 'http:') &&
    url.href === `${url.origin}/` &&
    !/[?#]/.test(value);
  if (isOrigin) return url.origin;
  reader.fail({ variable, code: 'notAnOrigin', params: { value } });
  return fallback;
}

// A file that is named and missing is a fault, never an invitation to make one: a secret volume that failed
// to mount would otherwise replace the key under every receipt already given.
export function file(reader: Reader, machine: Machine, variable: ConfigVariable): string | undefined {
  const value = reader.text(variable);
  if (value === undefined) return undefined;
  const path = resolve(value);
  if (machine.isReadableFile(path)) return path;
  reader.fail({ variable, code: 'fileUnreadable', params: { path } });
  return undefined;
}

export function flag(reader: Reader, variable: ConfigVariable): boolean {
  return choice(reader, variable, ['true', 'false'], 'false') === 'true';
}

/** What is sent to it never leaves this machine. @param host as a URL has it, or bare */
export function isLoopback(host: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/i.test(host);
}
