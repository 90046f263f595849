import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import { initialOutboxState } from '../domain/outbox.ts';
import { initialUploadState } from '../domain/upload.ts';
import { listActs } from './act-writing.ts';
import { closeDatabase, openDatabase } from './database.ts';
import { readDraft, saveDraft } from './drafts.ts';
import { type MockEnvironment, mockDevice, mockEnvironment } from './environment.mock.ts';
import { readPlayable } from './kept-answers.ts';
import { MIGRATIONS, type Migration } from './migrations.ts';
import { readEntry } from './outbox.ts';
import { appendChunk, beginRecording, finishRecording, readChunks } from './recordings.ts';
import { resealAll } from './reseal.ts';
import type { DraftRecord, OutboxEntry } from './schema.ts';
import { listSealed } from './sealed-waiting.ts';

/** All of it sealed from version 5 on; under the key that lies beside it. */
const SEALED = {
  drafts: {
    id: '01900000-0000-7000-8000-000000000041',
    revision: 3,
    draft: {
      id: '01900000-0000-7000-8000-000000000041',
      answers: { kind: 'thanks', description: 'yarım kaldı' },
      createdAt: 1,
      changedAt: 2,
    },
  },
  outbox: {
    id: '01900000-0000-7000-8000-000000000042',
    draftId: '01900000-0000-7000-8000-000000000043',
    application: {
      version: 1,
      locale: 'tr',
      writtenAt: '2026-11-23T10:00:00.000Z',
      trackingKey: 'k'.repeat(43),
    },
    body: '{}',
    digest: 'd'.repeat(43),
    tracking: { code: '1'.repeat(20), key: 'k'.repeat(43) },
    createdAt: 3,
    status: initialOutboxState(),
  },
} as const;

/** What a released version left on the disk: frozen here for ever, whatever today's types say. */
const LEFT_BEHIND = {
  1: {
    drafts: {
      id: '01900000-0000-7000-8000-000000000001',
      revision: 3,
      draft: {
        id: '01900000-0000-7000-8000-000000000001',
        answers: { kind: 'thanks', description: 'yarım kaldı' },
        createdAt: 1,
        changedAt: 2,
      },
    },
    outbox: {
      id: '01900000-0000-7000-8000-000000000002',
      draftId: '01900000-0000-7000-8000-000000000003',
      application: {
        version: 1,
        locale: 'tr',
        writtenAt: '2026-11-23T10:00:00.000Z',
        trackingKey: 'k'.repeat(43),
      },
      body: '{}',
      digest: 'd'.repeat(43),
      tracking: { code: '1'.repeat(20), key: 'k'.repeat(43) },
      createdAt: 3,
      status: initialOutboxState(),
    },
  },
  2: {
    drafts: {
      id: '01900000-0000-7000-8000-000000000011',
      revision: 3,
      draft: {
        id: '01900000-0000-7000-8000-000000000011',
        answers: { kind: 'thanks', description: 'yarım kaldı' },
        createdAt: 1,
        changedAt: 2,
      },
    },
    outbox: {
      id: '01900000-0000-7000-8000-000000000012',
      draftId: '01900000-0000-7000-8000-000000000013',
      application: {
        version: 1,
        locale: 'tr',
        writtenAt: '2026-11-23T10:00:00.000Z',
        trackingKey: 'k'.repeat(43),
      },
      body: '{}',
      digest: 'd'.repeat(43),
      tracking: { code: '1'.repeat(20), key: 'k'.repeat(43) },
      createdAt: 3,
      status: initialOutboxState(),
    },
    /** Cut off by a kill while it was being recorded. */
    recordings: {
      id: '01900000-0000-7000-8000-000000000014',
      draftId: '01900000-0000-7000-8000-000000000011',
      kind: 'voice',
      mediaType: 'audio/webm;codecs=opus',
      byteLength: 3,
      durationMs: 1_000,
      createdAt: 4,
      state: 'growing',
      digest: '',
      upload: initialUploadState(),
    },
    chunk: [1, 2, 3],
  },
  3: {
    drafts: {
      id: '01900000-0000-7000-8000-000000000021',
      revision: 3,
      draft: {
        id: '01900000-0000-7000-8000-000000000021',
        answers: { kind: 'thanks', description: 'yarım kaldı' },
        createdAt: 1,
        changedAt: 2,
      },
    },
    outbox: {
      id: '01900000-0000-7000-8000-000000000022',
      draftId: '01900000-0000-7000-8000-000000000023',
      application: {
        version: 1,
        locale: 'tr',
        writtenAt: '2026-11-23T10:00:00.000Z',
        trackingKey: 'k'.repeat(43),
      },
      body: '{}',
      digest: 'd'.repeat(43),
      tracking: { code: '1'.repeat(20), key: 'k'.repeat(43) },
      createdAt: 3,
      status: initialOutboxState(),
    },
    /** Not sent yet. */
    acts: {
      id: '01900000-0000-7000-8000-000000000024',
      applicationId: '01900000-0000-7000-8000-000000000025',
      trackingKey: 'k'.repeat(43),
      act: {
        kind: 'transcript-verdict',
        attachmentId: '01900000-0000-7000-8000-000000000026',
        transcriptId: '01900000-0000-7000-8000-000000000027',
        verdict: 'accepted',
      },
      body: '{}',
      digest: 'd'.repeat(43),
      createdAt: 4,
      status: initialOutboxState<never>(),
    },
  },
  4: {
    drafts: {
      id: '01900000-0000-7000-8000-000000000031',
      revision: 3,
      draft: {
        id: '01900000-0000-7000-8000-000000000031',
        answers: { kind: 'thanks', description: 'yarım kaldı' },
        createdAt: 1,
        changedAt: 2,
      },
    },
    outbox: {
      id: '01900000-0000-7000-8000-000000000032',
      draftId: '01900000-0000-7000-8000-000000000033',
      application: {
        version: 1,
        locale: 'tr',
        writtenAt: '2026-11-23T10:00:00.000Z',
        trackingKey: 'k'.repeat(43),
      },
      body: '{}',
      digest: 'd'.repeat(43),
      tracking: { code: '1'.repeat(20), key: 'k'.repeat(43) },
      createdAt: 3,
      status: initialOutboxState(),
    },
    /** Of an answer: kept to be played without a connection. */
    answer: {
      applicationId: '01900000-0000-7000-8000-000000000034',
      id: '01900000-0000-7000-8000-000000000035',
      rendition: 'mp4',
      mediaType: 'audio/mp4',
      digest: '',
      byteLength: 3,
      keptBytes: 3,
    },
    answerBytes: [1, 2, 3],
  },
  5: SEALED,
  /** As 5, and what this phone cannot read. */
  6: {
    drafts: {
      id: '01900000-0000-7000-8000-000000000051',
      revision: 3,
      draft: {
        id: '01900000-0000-7000-8000-000000000051',
        answers: { kind: 'thanks', description: 'yarım kaldı' },
        createdAt: 1,
        changedAt: 2,
      },
    },
    outbox: {
      id: '01900000-0000-7000-8000-000000000052',
      draftId: '01900000-0000-7000-8000-000000000053',
      application: {
        version: 1,
        locale: 'tr',
        writtenAt: '2026-11-23T10:00:00.000Z',
        trackingKey: 'k'.repeat(43),
      },
      body: '{}',
      digest: 'd'.repeat(43),
      tracking: { code: '1'.repeat(20), key: 'k'.repeat(43) },
      createdAt: 3,
      status: initialOutboxState(),
    },
    sealed: { parcel: 'abcdefghijklmnopqrstuQ', digest: 'd'.repeat(44), createdAt: 4, attachments: [] },
    envelope: [75, 83, 69, 49],
  },
  /** Its key has a name, which may be replaced. */
  7: SEALED,
  8: SEALED,
} as const;

/** The bytes of version 5's key. */
const KEY_5 = new Uint8Array(32).fill(5);

/** As version 5 sealed it; written out, and not by today's code. */
async function sealedAsOf5(store: string, record: object, clear: readonly string[]): Promise<object> {
  const entries = Object.entries(record);
  const personal = Object.fromEntries(entries.filter(([name]) => !clear.includes(name)));
  const key = await crypto.subtle.importKey('raw', KEY_5, 'AES-GCM', false, ['encrypt']);
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const id = 'id' in record ? record.id : '';
  const additionalData = new TextEncoder().encode(`${store} "${String(id)}"`);
  const plain = new TextEncoder().encode(JSON.stringify(personal));
  const cipher = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData }, key, plain);
  const sealed = Uint8Array.from([...iv, ...new Uint8Array(cipher)]).buffer;
  return { ...Object.fromEntries(entries.filter(([name]) => clear.includes(name))), sealed };
}

async function expectAllOf(
  records: (typeof LEFT_BEHIND)[keyof typeof LEFT_BEHIND],
  now: MockEnvironment,
): Promise<void> {
  const { drafts, outbox } = records;
  expect(await readDraft(drafts.id, now)).toEqual(drafts.draft);
  expect(await readEntry(outbox.id, now)).toMatchObject({ body: '{}', status: { state: 'waiting' } });
  if ('acts' in records) expect(await listActs(records.acts.applicationId, now)).toEqual([records.acts]);
  if ('answer' in records) {
    const { applicationId, id } = records.answer;
    expect(await readPlayable(applicationId, id, now)).toMatchObject({ mediaType: 'audio/mp4' });
  }
  if ('chunk' in records) {
    const [chunk] = await readChunks(records.recordings.id, now);
    expect([...new Uint8Array(chunk ?? new ArrayBuffer(0))]).toEqual(records.chunk);
  }
  if ('sealed' in records) {
    expect(await listSealed(now)).toMatchObject([{ ...records.sealed, status: { state: 'waiting' } }]);
  }
}

const later: Migration = (database) => database.createObjectStore('something-later');

describe('every version of the database that was ever released', () => {
  it('is one of those below', () => {
    expect(Object.keys(LEFT_BEHIND)).toEqual(MIGRATIONS.map((_, index) => String(index + 1)));
  });

  describe.each(Object.entries(LEFT_BEHIND))('version %s', (version, records) => {
    it.each([
      ['the newest version', MIGRATIONS],
      ['the version after the newest', [...MIGRATIONS, later]],
    ])('opens in %s with its draft and its unsent application', async (_name, migrations) => {
      const device = mockDevice();
      const old = mockEnvironment(device);
      const database = await openDatabase(old, MIGRATIONS.slice(0, Number(version)));
      const { drafts, outbox } = structuredClone(records);
      const draftRecord = { ...drafts, draft: { ...drafts.draft, answers: { ...drafts.draft.answers } } };
      const entry = {
        ...outbox,
        application: {
          ...outbox.application,
          kind: 'thanks',
          addressee: { kind: 'unknown' },
          subject: 'Teşekkür',
          description: 'Sağ olun.',
          hideIdentity: false,
          formats: ['text'],
          noticeVersion: '1',
        },
      };
      const isSealed = Number(version) >= 5;
      const key = await crypto.subtle.importKey('raw', KEY_5, 'AES-GCM', false, ['encrypt', 'decrypt']);
      const laid = [
        isSealed ? await sealedAsOf5('drafts', draftRecord, ['id', 'revision']) : draftRecord,
        isSealed ? await sealedAsOf5('outbox', entry, ['id', 'draftId', 'createdAt', 'status']) : entry,
      ];
      const transaction = database.transaction(['drafts', 'outbox', 'device'], 'readwrite');
      await transaction.objectStore('drafts').put(laid[0] as DraftRecord);
      await transaction.objectStore('outbox').put(laid[1] as OutboxEntry);
      const named = Number(version) >= 6 ? { id: 'k6' } : {};
      if (isSealed) await transaction.objectStore('device').put({ name: 'key', ...named, key });
      await transaction.done;
      if ('recordings' in records) {
        const media = database.transaction(['recordings', 'chunks'], 'readwrite');
        await media.objectStore('recordings').put(structuredClone(records.recordings));
        await media
          .objectStore('chunks')
          .put(Uint8Array.from(records.chunk).buffer, [records.recordings.id, 0]);
        await media.done;
      }
      if ('acts' in records) {
        const acts = database.transaction(['acts'], 'readwrite');
        await acts.objectStore('acts').put(structuredClone(records.acts));
        await acts.done;
      }
      if ('answer' in records) {
        const { applicationId, id } = records.answer;
        const answers = database.transaction(['answers'], 'readwrite');
        await answers.objectStore('answers').put({ ...records.answer }, [applicationId, id, -1]);
        await answers
          .objectStore('answers')
          .put(Uint8Array.from(records.answerBytes).buffer, [applicationId, id, 0]);
        await answers.done;
      }
      if ('sealed' in records) {
        const sealed = database.transaction(['sealed'], 'readwrite');
        const envelope = Uint8Array.from(records.envelope).buffer;
        await sealed
          .objectStore('sealed')
          .put({ ...records.sealed, attachments: [], envelope, status: initialOutboxState() });
        await sealed.done;
      }
      await closeDatabase(old);

      const now = mockEnvironment(device);
      await openDatabase(now, migrations);
      // Once as it was left, and once with all of it sealed.
      await expectAllOf(records, now);
      await resealAll(now);
      await expectAllOf(records, now);
      // And it is not only there: the newest code works on it.
      expect(await saveDraft({ ...drafts.draft, answers: {} }, now)).toMatchObject({ ok: true });
      const { id } =
        'recordings' in records
          ? records.recordings
          : await beginRecording({ draftId: drafts.id, kind: 'voice', mediaType: 'audio/webm' }, now);
      expect(await appendChunk(id, Uint8Array.from([4]).buffer, 2_000, now)).toBe(true);
      expect(await finishRecording(id, 'description', now)).toMatchObject({
        kind: 'voice',
        mediaType: 'audio/webm',
        byteLength: 'recordings' in records ? 4 : 1,
      });
    });
  });
});
