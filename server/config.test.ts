// The table of configuration faults: each variable, what is refused, and that all faults come at once.
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { DEFAULT_ANSWER_LIMITS } from '../src/domain/answer-limits.ts';
import { type Environment, parseConfig, renderConfigFault } from './config.ts';
import type { ConfigFault } from './config-reader.ts';

// Not by `new URL`, which the search for dead code takes for a use of everything in the file.
const moduleUrl = (name: string) => pathToFileURL(resolve(import.meta.dirname, name)).href;

const machine = { hasIpv6: () => true, isReadableFile: (path: string) => path === '/run/secrets/present' };

const faultsOf = (env: Environment) => {
  const result = parseConfig(env, machine);
  return result.ok ? [] : result.faults;
};

const configOf = (env: Environment) => {
  const result = parseConfig(env, machine);
  if (!result.ok) throw new Error(`unexpected faults: ${JSON.stringify(result.faults)}`);
  return result.config;
};

const S3 = {
  S3_ENDPOINT: 'https://s3.example',
  S3_BUCKET: 'kopru',
  S3_ACCESS_KEY_ID: 'id',
  S3_SECRET_ACCESS_KEY: 'geheim',
};

describe('configuration', () => {
  it('needs no variable at all', () => {
    expect(configOf({})).toEqual({
      port: 8080,
      host: '::',
      dataDir: resolve('data'),
      databaseUrl: undefined,
      databaseOwnerUrl: undefined,
      databasePoolSize: 10,
      publicOrigin: 'http://localhost:8080',
      staffOrigin: 'http://localhost:8080',
      freshProofMs: 300_000,
      disasterOpen: false,
      descriptionMaxLength: 5000,
      applicationsPerSecond: 200,
      logLevel: 'info',
      trackingSecretFile: undefined,
      receiptKeyFile: undefined,
      identityKeysFile: undefined,
      acceptanceKeysFile: undefined,
      holidaysFile: undefined,
      directoryFile: undefined,
      ffmpegPath: undefined,
      staticDir: resolve('dist'),
      trustProxy: false,
      shutdownGraceMs: 10_000,
      emergencyPhone: '112',
      emergencyAskHours: 24,
      attachments: { limits: DEFAULT_ANSWER_LIMITS, uploadExpiryDays: 30, s3: undefined },
      notices: {},
      retention: {
        contentDays: 3_653,
        identityDays: 3_653,
        erasureAtOnceDays: 60,
        remainsDays: 180,
        runs: 'by-command',
      },
    });
  });

  it.each([
    ['kopru.example', 'https://kopru.example'],
    ['example.org', 'https://basvuru.kopru.example.org:8443'],
    ['localhost', 'http://localhost:8080'],
  ])('binds passkeys to %s at %s', (domain, origin) => {
    expect(configOf({ PASSKEY_DOMAIN: domain, PUBLIC_ORIGIN: origin }).passkeyDomain).toBe(domain);
  });

  it('gives officers a host name of their own, to which their passkeys are bound', () => {
    const both = { PUBLIC_ORIGIN: 'https://kopru.example', STAFF_ORIGIN: 'https://gorevli.kopru.example' };
    expect(configOf(both).staffOrigin).toBe('https://gorevli.kopru.example');
    expect(configOf({ ...both, PASSKEY_DOMAIN: 'gorevli.kopru.example' }).passkeyDomain).toBe(
      'gorevli.kopru.example',
    );
  });

  it.each(['https://kopru.example:8443', 'http://gorevli.kopru.example', 'gorevli.kopru.example'])(
    'gives officers no address as %s',
    (value) => {
      const [fault] = faultsOf({ PUBLIC_ORIGIN: 'https://kopru.example', STAFF_ORIGIN: value });
      expect(fault?.variable).toBe('STAFF_ORIGIN');
    },
  );

  it.each(['example', 'opru.example', 'www.kopru.example', 'https://kopru.example'])(
    'binds no passkey of kopru.example to %s',
    (domain) => {
      expect(
        faultsOf({ PASSKEY_DOMAIN: domain, PUBLIC_ORIGIN: 'https://kopru.example' }).map(({ code }) => code),
      ).toEqual(['notAPasskeyDomain']);
    },
  );

  const OIDC = { OIDC_ISSUER: 'https://giris.example', OIDC_CLIENT_ID: 'kopru', OIDC_ROLES: 'a=officer' };

  it('reads an identity provider', () => {
    expect(configOf({ ...OIDC, OIDC_ROLES: 'k=b=administrator, memur=officer' }).oidc).toEqual({
      issuer: 'https://giris.example',
      clientId: 'kopru',
      clientSecret: undefined,
      name: 'giris.example',
      roleClaim: 'roles',
      roles: [
        ['k=b', 'administrator'],
        ['memur', 'officer'],
      ],
      institutionClaim: undefined,
      demands: { acrValues: [], amr: [], maxAgeS: undefined },
    });
    const strong = { OIDC_ACR_VALUES: 'yuksek,orta', OIDC_AMR: 'mfa pin', OIDC_MAX_AGE_MINUTES: '720' };
    expect(configOf({ ...OIDC, ...strong }).oidc?.demands).toEqual({
      acrValues: ['yuksek', 'orta'],
      amr: ['mfa', 'pin'],
      maxAgeS: 43_200,
    });
    expect(configOf({ ...OIDC, OIDC_ISSUER: 'http://127.0.0.1:4000' }).oidc?.issuer).toMatch(/^http:/);
  });

  it.each<[Environment, string[]]>([
    [{ OIDC_ISSUER: 'https://giris.example' }, ['needsAlso', 'needsAlso']],
    [{ OIDC_CLIENT_ID: 'kopru', OIDC_ROLES: 'a=officer' }, ['needsAlso', 'needsAlso']],
    [{ OIDC_ACR_VALUES: 'yuksek', OIDC_AMR: 'mfa' }, ['needsAlso', 'needsAlso']],
    [{ ...OIDC, OIDC_MAX_AGE_MINUTES: '0' }, ['outOfRange']],
    [{ ...OIDC, OIDC_ISSUER: 'http://giris.example' }, ['notAnIssuer']],
    [{ ...OIDC, OIDC_ISSUER: 'giris' }, ['notAnIssuer']],
    [{ ...OIDC, OIDC_ROLES: 'a=king' }, ['notRoles']],
    [{ ...OIDC, OIDC_ROLES: '=officer' }, ['notRoles']],
    [{ ...OIDC, OIDC_ROLES: 'officer' }, ['notRoles']],
  ])('of an identity provider as in %j lists the faults', (env, codes) => {
    expect(faultsOf(env).map(({ code }) => code)).toEqual(codes);
  });

  it.each([
    'postgres://k:geheim@db.example/kopru',
    'postgres://k:geheim@10.0.0.5/kopru?sslmode=require',
    'postgres://k:geheim@db.example/kopru?sslmode=no-verify',
    'postgres://k:geheim@db.example/kopru?sslmode=verify-full&sslmode=disable',
    'postgres://k:geheim@localhost/kopru?host=db.example',
    'postgres://k:geheim@127.0.0.1.example/kopru',
  ])(
    'demands that what goes to another machine’s database is encrypted, and does not repeat the address: %s',
    (url) => {
      const faults = faultsOf({ DATABASE_URL: url, DATABASE_OWNER_URL: url });
      const params = { other: 'ALLOW_UNENCRYPTED_DATABASE' };
      expect(faults).toEqual([
        { variable: 'DATABASE_URL', code: 'databaseWithoutTls', params },
        { variable: 'DATABASE_OWNER_URL', code: 'databaseWithoutTls', params },
      ]);
    },
  );

  it('demands https of an object store on another machine', () => {
    const plain = { ...S3, S3_ENDPOINT: 'http://s3.example:9000' };
    const params = { value: 'http://s3.example:9000', other: 'ALLOW_UNENCRYPTED_S3' };
    expect(faultsOf(plain)).toEqual([{ variable: 'S3_ENDPOINT', code: 's3WithoutTls', params }]);
    for (const env of [
      { ...plain, ALLOW_UNENCRYPTED_S3: 'true' },
      { ...plain, S3_ENDPOINT: 'http://127.0.0.1:9000' },
    ])
      expect(configOf(env).attachments.s3?.endpoint).toBe(env.S3_ENDPOINT);
  });

  it('is frozen', () => {
    expect(Object.isFrozen(configOf({}))).toBe(true);
  });

  it('takes an empty or blank variable as absent', () => {
    expect(configOf({ PORT: '', HOST: '  ', DATABASE_URL: '', TRUST_PROXY: '' })).toEqual(configOf({}));
  });

  it('listens on IPv4 alone where the machine has no IPv6', () => {
    const result = parseConfig({}, { ...machine, hasIpv6: () => false });
    expect(result.ok && result.config.host).toBe('0.0.0.0');
  });

  it('puts the chosen port into the default public origin', () => {
    expect(configOf({ PORT: '9000' }).publicOrigin).toBe('http://localhost:9000');
  });

  it.each([
    [{ CLAMD_ADDRESS: '/run/clamd.ctl' }, { scanner: { kind: 'socket', path: '/run/clamd.ctl' } }],
    [{ CLAMD_ADDRESS: '[::1]:3310' }, { scanner: { kind: 'port', host: '::1', port: 3310 } }],
    [{ PORT: '0' }, { port: 0 }],
    [{ HOST: '127.0.0.1' }, { host: '127.0.0.1' }],
    [{ HOST: 'localhost' }, { host: 'localhost' }],
    [{ DATA_DIR: '/srv/kopru' }, { dataDir: '/srv/kopru' }],
    [{ STATIC_DIR: '/srv/front' }, { staticDir: '/srv/front' }],
    [{ DATABASE_URL: 'postgresql:///kopru?host=/run/postgresql' }, {}],
    [
      { DATABASE_URL: 'postgres://k@/kopru?host=/run' },
      { databaseUrl: 'postgres://k@localhost/kopru?host=/run' },
    ],
    [{ DATABASE_URL: 'postgres://k:s@127.0.0.1:5432/kopru' }, {}],
    [{ DATABASE_URL: 'postgres://k:s@[::1]:5432/kopru' }, {}],
    [{ DATABASE_URL: 'postgres://k:s@db.example:5432/kopru?sslmode=verify-full&sslrootcert=/ca.pem' }, {}],
    [{ DATABASE_URL: 'postgres://k:s@db.example/kopru', ALLOW_UNENCRYPTED_DATABASE: 'true' }, {}],
    [{ PUBLIC_ORIGIN: 'https://kopru.example/' }, { publicOrigin: 'https://kopru.example' }],
    [{ DISASTER_OPEN: 'true' }, { disasterOpen: true }],
    [{ TRACKING_SECRET_FILE: '/run/secrets/present' }, { trackingSecretFile: '/run/secrets/present' }],
    [
      { ATTACHMENT_MAX_COUNT: '5', AUDIO_MAX_MB: '20', VOICE_MAX_SECONDS: '60', UPLOAD_EXPIRY_DAYS: '7' },
      {
        attachments: {
          limits: { count: 5, bytes: { voice: 20_971_520, audio: 20_971_520 }, seconds: { voice: 60 } },
          uploadExpiryDays: 7,
        },
      },
    ],
    [{ ...S3 }, { attachments: { s3: { endpoint: 'https://s3.example', region: 'us-east-1' } } }],
    [{ ...S3, S3_REGION: 'eu-1' }, { attachments: { s3: { bucket: 'kopru', region: 'eu-1' } } }],
    [{ TRUST_PROXY: '2' }, { trustProxy: 2 }],
    [{ TRUST_PROXY: '0' }, { trustProxy: false }],
    [{ TRUST_PROXY: 'loopback, 10.0.0.0/8,::1' }, { trustProxy: ['loopback', '10.0.0.0/8', '::1'] }],
  ])('accepts %j', (env, expected) => {
    expect(configOf(env)).toMatchObject(expected);
  });

  it.each<[Environment, Partial<ConfigFault>]>([
    [{ PORT: '80a' }, { variable: 'PORT', code: 'notANumber' }],
    [{ PORT: '-1' }, { variable: 'PORT', code: 'notANumber' }],
    [{ PORT: '80.5' }, { variable: 'PORT', code: 'notANumber' }],
    [{ PORT: '65536' }, { variable: 'PORT', code: 'outOfRange' }],
    [{ HOST: 'http://x' }, { variable: 'HOST', code: 'notAHost' }],
    [{ DATABASE_POOL_SIZE: '0' }, { variable: 'DATABASE_POOL_SIZE', code: 'outOfRange' }],
    [{ PUBLIC_ORIGIN: 'kopru.example' }, { variable: 'PUBLIC_ORIGIN', code: 'notAnOrigin' }],
    [{ PUBLIC_ORIGIN: 'https://kopru.example/app' }, { variable: 'PUBLIC_ORIGIN', code: 'notAnOrigin' }],
    [{ PUBLIC_ORIGIN: 'https://kopru.example/?' }, { variable: 'PUBLIC_ORIGIN', code: 'notAnOrigin' }],
    [{ PUBLIC_ORIGIN: 'https://u:p@kopru.example' }, { variable: 'PUBLIC_ORIGIN', code: 'notAnOrigin' }],
    [{ PUBLIC_ORIGIN: 'ftp://kopru.example' }, { variable: 'PUBLIC_ORIGIN', code: 'notAnOrigin' }],
    [{ DISASTER_OPEN: 'yes' }, { variable: 'DISASTER_OPEN', code: 'notAChoice' }],
    [{ DESCRIPTION_MAX_LENGTH: '499' }, { variable: 'DESCRIPTION_MAX_LENGTH', code: 'outOfRange' }],
    [{ DESCRIPTION_MAX_LENGTH: '20001' }, { variable: 'DESCRIPTION_MAX_LENGTH', code: 'outOfRange' }],
    [{ LOG_LEVEL: 'verbose' }, { variable: 'LOG_LEVEL', code: 'notAChoice' }],
    [{ TRACKING_SECRET_FILE: '/gone' }, { variable: 'TRACKING_SECRET_FILE', code: 'fileUnreadable' }],
    [{ RECEIPT_KEY_FILE: '/gone' }, { variable: 'RECEIPT_KEY_FILE', code: 'fileUnreadable' }],
    [{ HOLIDAYS_FILE: '/gone' }, { variable: 'HOLIDAYS_FILE', code: 'fileUnreadable' }],
    [{ DIRECTORY_FILE: '/gone' }, { variable: 'DIRECTORY_FILE', code: 'fileUnreadable' }],
    [{ TRUST_PROXY: 'true' }, { variable: 'TRUST_PROXY', code: 'trustsEveryProxy' }],
    [{ TRUST_PROXY: '10.0.0.0/33' }, { variable: 'TRUST_PROXY', code: 'notAProxy' }],
    [{ TRUST_PROXY: '0.0.0.0/0' }, { variable: 'TRUST_PROXY', code: 'notAProxy' }],
    [{ TRUST_PROXY: '10.0.0.1,proxy' }, { variable: 'TRUST_PROXY', code: 'notAProxy' }],
    [{ SHUTDOWN_GRACE_MS: '10s' }, { variable: 'SHUTDOWN_GRACE_MS', code: 'notANumber' }],
    [{ VIDEO_MAX_MB: '201' }, { variable: 'VIDEO_MAX_MB', code: 'outOfRange' }],
    [{ ATTACHMENT_MAX_COUNT: '31' }, { variable: 'ATTACHMENT_MAX_COUNT', code: 'outOfRange' }],
    [{ UPLOAD_EXPIRY_DAYS: '0' }, { variable: 'UPLOAD_EXPIRY_DAYS', code: 'outOfRange' }],
    [
      { ...S3, S3_SECRET_ACCESS_KEY: '' },
      { code: 'needsAnother', params: { other: 'S3_SECRET_ACCESS_KEY' } },
    ],
    [
      { ...S3, S3_ENDPOINT: 's3.example' },
      { variable: 'S3_ENDPOINT', code: 'notAnOrigin' },
    ],
    [
      { ...S3, S3_BUCKET: 'Köprü' },
      { variable: 'S3_BUCKET', code: 'notABucket' },
    ],
    [{ CLAMD_ADDRESS: 'clamav.example:3310' }, { variable: 'CLAMD_ADDRESS', code: 'notAScanner' }],
    [{ CLAMD_ADDRESS: '127.0.0.1' }, { variable: 'CLAMD_ADDRESS', code: 'notAScanner' }],
    [{ EMERGENCY_PHONE: 'yardım' }, { variable: 'EMERGENCY_PHONE', code: 'notAPhone' }],
  ])('refuses %j', (env, expected) => {
    expect(faultsOf(env)).toEqual([expect.objectContaining(expected)]);
  });

  it('lists every fault at once, in the order of the variables', () => {
    const faults = faultsOf({ EMERGENCY_PHONE: 'x', PORT: 'x', LOG_LEVEL: 'x' });
    expect(faults.map((fault) => fault.variable)).toEqual(['PORT', 'LOG_LEVEL', 'EMERGENCY_PHONE']);
  });

  it('names all that is missing of an object store, and that it is not encrypted', () => {
    expect(faultsOf({ S3_ENDPOINT: 'http://s3.example' })).toMatchObject([
      { variable: 'S3_ENDPOINT', code: 'needsAnother', params: { other: 'S3_BUCKET' } },
      { variable: 'S3_ENDPOINT', code: 'needsAnother', params: { other: 'S3_ACCESS_KEY_ID' } },
      { variable: 'S3_ENDPOINT', code: 'needsAnother', params: { other: 'S3_SECRET_ACCESS_KEY' } },
      { variable: 'S3_ENDPOINT', code: 's3WithoutTls' },
    ]);
  });

  it.each(['mysql://root:geheim@db/kopru', 'postgres://', 'root:geheim@db', 'postgres://u:geheim@[bad'])(
    'refuses the database address %s without repeating it',
    (value) => {
      const faults = faultsOf({ DATABASE_URL: value });
      expect(faults).toEqual([{ variable: 'DATABASE_URL', code: 'notADatabaseUrl', params: {} }]);
    },
  );

  it('gives each fault to the translator with the name of its variable', () => {
    const [fault] = faultsOf({ PORT: '70000' });
    const line = fault && renderConfigFault(fault, (key, params) => `${key} ${JSON.stringify(params)}`);
    expect(line).toBe('config.fault.outOfRange {"variable":"PORT","value":"70000","min":0,"max":65535}');
  });

  it('ends the process with 78 and one line for each fault', () => {
    const program = `
      import { loadConfigOrExit } from ${JSON.stringify(moduleUrl('config.ts'))};
      loadConfigOrExit((key, params) => key + ' ' + (params.variable ?? ''));
      console.log('started');`;
    const run = spawnSync(process.execPath, ['--input-type=module', '--eval', program], {
      encoding: 'utf8',
      env: { PORT: 'x', LOG_LEVEL: 'x' },
    });
    expect(run.status).toBe(78);
    expect(run.stdout).toBe('');
    expect(run.stderr.trim().split('\n')).toEqual([
      'config.fault.heading ',
      '  config.fault.notANumber PORT',
      '  config.fault.notAChoice LOG_LEVEL',
    ]);
  });
});
