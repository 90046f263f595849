// The limits on every machine, and the walls where there is bubblewrap. Run with programs that try to break them; each of them
// does what it wants where its limit is wide, so that a limit that were no longer set would be seen here.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { limitsOnlySandbox, openSandbox, type Sandbox, SandboxClosed, type ToolLimits } from './sandbox.ts';

const MB = 1024 * 1024;
const LIMITS: ToolLimits = { wallMs: 60_000, cpuSeconds: 20, memoryBytes: 1024 * MB, fileBytes: 4 * MB };
const SHELL = '/bin/sh';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'kopru-sandbox-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const isLinux = process.platform === 'linux';
const opened = await openSandbox();
const kinds: readonly Sandbox[] = opened.kind === 'bubblewrap' ? [opened, limitsOnlySandbox()] : [opened];

const shell = (sandbox: Sandbox, script: string, limits: Partial<ToolLimits> = {}) =>
  sandbox.run({
    program: SHELL,
    args: ['-c', script],
    readable: [],
    writable: folder,
    limits: { ...LIMITS, ...limits },
  });
const node = (sandbox: Sandbox, code: string, limits: Partial<ToolLimits> = {}) =>
  sandbox.run({
    program: process.execPath,
    args: ['-e', code],
    readable: [],
    writable: folder,
    limits: { ...LIMITS, ...limits },
  });

describe.each(kinds)('a program in the sandbox ($kind)', (sandbox) => {
  it('says what it has to say and ends', async () => {
    expect(await shell(sandbox, 'echo out; echo err >&2; exit 3')).toEqual({
      kind: 'exited',
      code: 3,
      stdout: 'out\n',
      stderr: 'err\n',
    });
  });

  it('is killed with all that it started when it takes too long', async () => {
    const mark = `${9000 + Math.floor(process.pid % 900)}`;
    expect(await shell(sandbox, `sleep ${mark} & sleep ${mark}`, { wallMs: 300 })).toEqual({
      kind: 'took-too-long',
    });
    await expect.poll(() => spawnSync('pgrep', ['-f', `sleep ${mark}`]).stdout?.toString() ?? '').toBe('');
  });

  it('has the time that it may have, and no more', async () => {
    expect(await shell(sandbox, 'sleep 0.4')).toMatchObject({ kind: 'exited', code: 0 });
    expect(await shell(sandbox, 'sleep 0.4', { wallMs: 100 })).toEqual({ kind: 'took-too-long' });
  });

  // Nothing else would end it in the time of this test.
  it('is ended when it has used its processor time', { timeout: 120_000 }, async () => {
    const limits = { cpuSeconds: 1, wallMs: 600_000 };
    expect(await shell(sandbox, 'while :; do :; done', limits)).toEqual({ kind: 'took-too-long' });
  });

  it.runIf(isLinux)('gets no more memory than it may have', async () => {
    const eat = 'const all = []; while (all.length < 60) all.push(Buffer.alloc(8e6, 1));';
    expect(await node(sandbox, eat)).toMatchObject({ kind: 'exited', code: 0 });
    const end = await node(sandbox, eat, { memoryBytes: 400 * MB });
    expect(end.kind === 'exited' ? end.code : end.kind).not.toBe(0);
    expect(end.kind).not.toBe('took-too-long');
  });

  it('writes no longer file than it may', async () => {
    const file = join(folder, `long-${sandbox.kind}`);
    const write = `head -c ${6 * MB} /dev/zero > ${file}`;
    await shell(sandbox, write, { fileBytes: 8 * MB });
    expect(statSync(file).size).toBe(6 * MB);
    await shell(sandbox, write);
    expect(statSync(file).size).toBeLessThanOrEqual(LIMITS.fileBytes);
  });

  it('is kept of no more than a fixed length of what it says', async () => {
    const end = await node(sandbox, "process.stdout.write('x'.repeat(3e6))");
    expect(end).toMatchObject({ kind: 'exited', code: 0 });
    expect(end.kind === 'exited' && end.stdout.length).toBe(256 * 1024);
  });

  it('sees nothing of our environment', async () => {
    vi.stubEnv('KOPRU_SECRET', 'secret');
    const end = await shell(sandbox, 'env');
    vi.unstubAllEnvs();
    expect(end.kind === 'exited' && end.stdout).not.toContain('secret');
  });

  it('is named by its signal when it crashes', async () => {
    expect(await shell(sandbox, 'kill -SEGV $$')).toEqual({ kind: 'crashed', signal: 'SIGSEGV' });
  });
});

const withoutWalls =
  opened.kind === 'bubblewrap' ? '' : ' (left out: there is no bubblewrap that works on this machine)';
describe.runIf(opened.kind === 'bubblewrap')(`behind the walls of bubblewrap${withoutWalls}`, () => {
  it('there is no network', async () => {
    const server = createServer((_, response) => response.end('reached')).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo;
    const ask = `fetch('http://127.0.0.1:${port}').then(() => process.exit(0), () => process.exit(9))`;
    expect(await node(opened, ask)).toMatchObject({ kind: 'exited', code: 9 });
    expect(await node(limitsOnlySandbox(), ask)).toMatchObject({ kind: 'exited', code: 0 });
    server.close();
  });

  it('no file of the machine is seen but the system’s programs and what was handed in', async () => {
    const secret = join(tmpdir(), `kopru-secret-${process.pid}`);
    const handed = join(tmpdir(), `kopru-handed-${process.pid}`);
    writeFileSync(secret, 'secret');
    writeFileSync(handed, 'handed');
    const look = `cat ${secret}; cat /etc/passwd; cat ${handed}; ls /home /root /var /proc; cat package.json`;
    const end = await opened.run({
      program: SHELL,
      args: ['-c', look],
      readable: [handed],
      writable: folder,
      limits: LIMITS,
    });
    expect(end.kind === 'exited' && end.stdout).toBe('handed');
    const seen = await shell(limitsOnlySandbox(), `cat ${secret}`);
    expect(seen).toMatchObject({ stdout: 'secret' });
    rmSync(secret);
    rmSync(handed);
  });

  it('only the one folder can be written into', async () => {
    const outside = join(tmpdir(), `kopru-outside-${process.pid}`);
    const places = [
      outside,
      '/usr/kopru',
      '/kopru',
      '/dev/kopru',
      '/dev/shm/kopru',
      '/tmp/kopru',
      '/etc/kopru',
    ];
    const end = await shell(opened, places.map((path) => `echo x > ${path} && echo ${path};`).join(' '));
    expect(end).toMatchObject({ stdout: '' });
    await shell(opened, `echo x > ${folder}/inside`);
    expect(readdirSync(folder)).toContain('inside');
    expect(readdirSync(tmpdir())).not.toContain(`kopru-outside-${process.pid}`);
    expect(readdirSync('/usr')).not.toContain('kopru');
  });
});

describe('a sandbox that is closed', () => {
  it('kills what runs and runs nothing more', async () => {
    const sandbox = limitsOnlySandbox();
    const running = shell(sandbox, 'sleep 60');
    sandbox.close();
    await expect(running).rejects.toBeInstanceOf(SandboxClosed);
    await expect(shell(sandbox, 'true')).rejects.toBeInstanceOf(SandboxClosed);
  });
});
