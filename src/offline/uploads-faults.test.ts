import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import { write } from './database.ts';
import { jsonAnswer } from './environment.mock.ts';
import { readChunks } from './recordings.ts';
import { claimsOf, signReceipt } from './samples.mock.ts';
import { tus } from './tus-server.mock.ts';
import {
  afterPieces,
  environment,
  first,
  openScene,
  round,
  sent,
  server,
  signer,
  silence,
  statusOf,
  stranger,
} from './uploads.mock.ts';

beforeEach(openScene);

describe('when the server holds something else', () => {
  it('asks how much, and goes on there (offset mismatch)', async () => {
    const entry = await sent([600_000]);
    let hasLost = false;
    server.disturb = ({ method, headers }) => {
      const held = server.held.get(first(entry).id);
      if (method === 'PATCH' && headers['upload-offset'] !== '0' && held && !hasLost) {
        hasLost = true;
        held.bytes = held.bytes.subarray(0, 1_000);
      }
      return undefined;
    };
    await round();
    expect(server.lines).toContain('PATCH 1000');
    expect(await statusOf(entry)).toMatchObject({ state: 'uploaded' });
  });

  it('does not ask for ever', async () => {
    await sent([600_000]);
    server.disturb = ({ method }) => (method === 'PATCH' ? tus(409) : undefined);
    await round();
    expect(server.lines.length).toBeLessThan(20);
    server.lines.length = 0;
    server.disturb = ({ method }) => (method === 'PATCH' ? tus(204, { 'upload-offset': '0' }) : undefined);
    await round(true);
    expect(server.lines.length).toBeLessThan(20);
  });

  it('begins again from the bytes that are here when the upload has expired (U3)', async () => {
    const entry = await sent([600_000]);
    afterPieces(1, silence);
    await round();
    server.expire();
    server.disturb = () => undefined;
    await environment.advance(40 * 86_400_000);
    server.lines.length = 0;
    await round();
    expect(server.lines.slice(0, 3)).toEqual(['HEAD', 'POST 0', 'PATCH 131072']);
    expect(await statusOf(entry)).toMatchObject({ state: 'uploaded' });
  });

  it('begins again when it expires in the middle of a round', async () => {
    const entry = await sent([600_000]);
    afterPieces(1, () => {
      server.expire();
      return tus(410);
    });
    await round();
    // It was made in this round already: the next one makes it anew.
    await round(true);
    expect(await statusOf(entry)).toMatchObject({ state: 'uploaded' });
  });

  it('sends each piece with its SHA-256 when the whole was not what it sent, and a piece again that is not', async () => {
    const entry = await sent([200_000]);
    server.disturb = ({ headers }) => {
      const held = server.held.get(first(entry).id);
      if (held && headers['upload-offset'] === '131072') held.bytes[0] = (held.bytes[0] ?? 0) ^ 1;
      return undefined;
    };
    await round();
    expect(await statusOf(entry)).toMatchObject({ state: 'waiting', offset: 0, mismatches: 1 });
    expect(environment.asked.filter(({ headers }) => 'upload-checksum' in headers)).toEqual([]);
    server.lines.length = 0;
    let isFirst = true;
    server.disturb = ({ bytes, headers }) => {
      if (bytes) expect(headers['upload-checksum']).toMatch(/^sha256 .{44}$/);
      if (!bytes || !isFirst) return undefined;
      isFirst = false;
      bytes[0] = (bytes[0] ?? 0) ^ 1;
      return undefined;
    };
    await round(true);
    expect(server.lines).toEqual(['POST', 'PATCH 0', 'HEAD', 'PATCH 0', 'PATCH 131072']);
    expect(await statusOf(entry)).toMatchObject({ state: 'uploaded' });
  });

  it('waits where the server has no room, knows that it has none, and goes on when it has (507)', async () => {
    const entry = await sent([600_000]);
    const full = () => jsonAnswer(507, { code: 'storage-full' }, { 'tus-resumable': '1.0.0' });
    afterPieces(1, full);
    await round();
    expect(await statusOf(entry)).toMatchObject({ state: 'waiting', attempts: 1, isServerFull: true });
    expect(await readChunks(first(entry).id, environment)).not.toEqual([]);
    server.disturb = () => undefined;
    await round(true);
    expect(await statusOf(entry)).toMatchObject({ state: 'uploaded' });
  });

  it('sends the whole again when it has another digest there, and gives up after the third time (U4)', async () => {
    const entry = await sent([10]);
    const mismatch = () => jsonAnswer(409, { code: 'upload-digest-mismatch' }, { 'tus-resumable': '1.0.0' });
    server.disturb = ({ bytes }) => (bytes ? mismatch() : undefined);
    await round();
    expect(await statusOf(entry)).toMatchObject({ state: 'waiting', offset: 0, mismatches: 1 });
    await round(true);
    await round(true);
    expect(await statusOf(entry)).toEqual({ state: 'refused', problem: 'upload-digest-mismatch' });
    expect(await readChunks(first(entry).id, environment)).not.toEqual([]);
  });
});

describe('a receipt that does not hold', () => {
  it.each<[string, () => void]>([
    [
      'by a forger',
      () => {
        server.signer = { key: signer.key, privateKey: stranger.privateKey };
      },
    ],
    [
      'by a key that nobody published',
      () => {
        server.signer = stranger;
      },
    ],
    [
      'over another attachment',
      () => {
        server.forge = { attachmentId: '01900000-0000-7000-8000-00000000dead' };
      },
    ],
    [
      'over another application',
      () => {
        server.forge = { applicationId: 'x' };
      },
    ],
    [
      'over another digest',
      () => {
        server.forge = { digest: 'x'.repeat(43) };
      },
    ],
    [
      'over fewer bytes',
      () => {
        server.forge = { byteLength: 9 };
      },
    ],
  ])('%s lets nothing leave the device, and is tried again', async (_, plant) => {
    const entry = await sent([10]);
    plant();
    await round();
    expect(await statusOf(entry)).toMatchObject({ state: 'waiting', attempts: 1 });
    expect(await readChunks(first(entry).id, environment)).toHaveLength(1);
    await round(true);
    expect(await statusOf(entry)).toMatchObject({ state: 'waiting', attempts: 2 });
    server.signer = signer;
    server.forge = {};
    await round(true);
    expect(await statusOf(entry)).toMatchObject({ state: 'uploaded' });
  });

  it('that is the receipt of the text is none', async () => {
    const entry = await sent([10]);
    const receipt = await signReceipt(claimsOf(entry), signer);
    server.disturb = ({ bytes }) =>
      bytes ? tus(201, { 'upload-offset': '10', 'upload-receipt': receipt }) : undefined;
    await round();
    expect(await statusOf(entry)).toMatchObject({ state: 'waiting' });
  });

  it.each([200, 201, 204])('a captive portal that answers %i is no server of ours', async (status) => {
    const entry = await sent([10]);
    server.disturb = () => jsonAnswer(status, '<!doctype html>');
    await round();
    expect(await statusOf(entry)).toMatchObject({ state: 'waiting', offset: 0, attempts: 1 });
  });
});

describe('the citizen', () => {
  it('is told when the browser has lost the bytes, before the server is', async () => {
    const entry = await sent([10]);
    await write(environment, ['chunks'], (all) => all.objectStore('chunks').clear());
    await round();
    expect(await statusOf(entry)).toEqual({ state: 'refused', problem: 'lost' });
  });

  it('is told what the server refused, and nothing is deleted', async () => {
    const entry = await sent([10]);
    server.disturb = ({ method }) =>
      method === 'POST' ? jsonAnswer(413, { code: 'body-too-large' }) : undefined;
    await round();
    expect(await statusOf(entry)).toEqual({ state: 'refused', problem: 'body-too-large' });
    expect(await readChunks(first(entry).id, environment)).toHaveLength(1);
  });
});
