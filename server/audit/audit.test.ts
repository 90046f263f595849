// Ten thousand attacks on a small history, in memory: the rows as the database would give them, with anchors as the server
// would have written them. The same against the real database: tests/contracts/audit.test.ts.

import { hash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../tests/simulation/random.ts';
import { type Anchor, AnchorCheck, AnchorDigest, textDigest } from './anchor-chain.ts';
import { contentDigest, type EventRow, type HeadRow, hashOf, verifyCase } from './chain.ts';

interface World {
  events: EventRow[];
  files: HeadRow[];
  anchors: Anchor[];
}

const CASES = ['a', 'b', 'c'];
const KINDS = ['received', 'assigned', 'noted', 'answered'];
const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

function makeAnchor(on: string, events: readonly EventRow[], upTo: number, previous: string): Anchor {
  const digest = new AnchorDigest();
  for (const { hash } of events) digest.add(hash);
  const claims = {
    on,
    at: `${on}T00:20:00.000Z`,
    upTo,
    events: digest.events,
    previous: textDigest(previous),
  };
  const header = { alg: 'ES256', typ: 'kopru-audit-anchor', kid: 'k' };
  return { name: `${on}.jws`, text: `${encode(header)}.${encode({ ...claims, digest: digest.end() })}.sig` };
}

/** The first round as rows from before texts were hashed apart. */
function saltOf(round: number, position: number, texts: string) {
  if (round < 1) return { content_salt: null, content_digest: null };
  const salt = `00000000-0000-4000-8000-${String(position).padStart(12, '0')}`;
  return { content_salt: salt, content_digest: contentDigest(salt, texts) };
}

/** Three cases of four events each, as they come in turn, anchored after the seventh and the last. */
function makeWorld(): World {
  const events: EventRow[] = [];
  for (const [round, kind] of KINDS.entries()) {
    for (const [turn, applicationId] of CASES.entries()) {
      const position = round * CASES.length + turn + 1;
      const row = {
        application_id: applicationId,
        sequence: round + 1,
        id: `e${position}`,
        kind,
        at_micros: String(1_700_000_000_000_000 + position * 1_000),
        institution_id: round === 0 ? null : `kurum-${round}`,
        reply_id: kind === 'answered' ? `r${position}` : null,
        actor_id: round === 0 ? null : 'o',
        payload: round < 2 ? null : `{"text": "Not ${position}", "dueOn": "2026-12-${position + 10}"}`,
        rest: round < 2 ? null : `{"dueOn": "2026-12-${position + 10}"}`,
        texts: round < 2 ? '' : `{"text": "Not ${position}"}`,
        position: String(position),
        given: kind === 'answered' ? `{"text": "${hash('sha256', `r${position}`)}"}` : null,
        ...saltOf(round, position, round < 2 ? '' : `{"text": "Not ${position}"}`),
      };
      const before = events.findLast(({ application_id }) => application_id === applicationId);
      events.push({ ...row, hash: hashOf(before?.hash, row) });
    }
  }
  const first = makeAnchor('2026-11-24', events.slice(0, 7), 7, '');
  const second = makeAnchor('2026-11-25', events.slice(7), events.length, first.text);
  return { events, files: CASES.map((id) => headOf(id, events)), anchors: [first, second] };
}

function headOf(id: string, events: readonly EventRow[]): HeadRow {
  const own = events.filter(({ application_id }) => application_id === id);
  return { application_id: id, head: own.at(-1)?.hash ?? null, event_count: own.length };
}

const isSigned = (text: string) => text.endsWith('.sig');
const byPosition = (a: EventRow, b: EventRow) => Number(a.position) - Number(b.position);

/** As verify.ts does it with the database. */
function findFaults({ events, files, anchors }: World): string[] {
  const chains = CASES.map((id) => {
    const rows = events
      .filter(({ application_id }) => application_id === id)
      .toSorted((a, b) => a.sequence - b.sequence);
    const file = files.find(({ application_id }) => application_id === id);
    return verifyCase(id, rows, file)?.kind;
  });
  const check = new AnchorCheck(anchors, isSigned);
  for (const { position, hash } of events.toSorted(byPosition))
    check.add({ position: Number(position), hash });
  return [...chains, ...check.end().map(({ kind }) => kind)].filter((kind) => kind !== undefined);
}

/** What somebody does who knows how it is made: every hash, head and count made anew. */
function cover({ events, anchors }: World): World {
  const made: EventRow[] = [];
  for (const row of events.toSorted((a, b) => a.sequence - b.sequence)) {
    const before = made.findLast(({ application_id }) => application_id === row.application_id);
    const content_digest = row.content_salt ? contentDigest(row.content_salt, row.texts) : row.content_digest;
    const again = { ...row, content_digest };
    made.push({ ...again, hash: hashOf(before?.hash, again) });
  }
  return { events: made, files: CASES.map((id) => headOf(id, made)), anchors };
}

const TEXTS = [
  'application_id',
  'id',
  'kind',
  'institution_id',
  'reply_id',
  'actor_id',
  'payload',
  'given',
] as const;

type Attack = (world: World, pick: (below: number) => number) => World;

/** As erase_case leaves them. */
const GONE = { texts: '', content_salt: null } as const;

const at = <Item>(items: readonly Item[], index: number): Item => items[index] as Item;

const ATTACKS: Record<string, Attack> = {
  edit: ({ events, ...world }, pick) => {
    const [index, chosen] = [pick(events.length), at(TEXTS, pick(TEXTS.length))];
    const isApart = at(events, index).content_digest !== null;
    const field = chosen === 'payload' && isApart ? at(['rest', 'texts'] as const, pick(2)) : chosen;
    const changed = { ...at(events, index), [field]: `başka ${pick(1_000)}` };
    return { ...world, events: events.with(index, changed) };
  },
  'edit of a time or place': ({ events, ...world }, pick) => {
    const index = pick(events.length);
    const row = at(events, index);
    const by = String(pick(1_000) + 1);
    const changed = pick(2) === 0 ? { at_micros: row.at_micros + by } : { position: row.position + by };
    return { ...world, events: events.with(index, { ...row, ...changed }) };
  },
  'empty field': ({ events, ...world }, pick) => {
    const known = events.filter(({ actor_id }) => actor_id !== null);
    const row = at(known, pick(known.length));
    return { ...world, events: events.with(events.indexOf(row), { ...row, actor_id: null }) };
  },
  deletion: ({ events, ...world }, pick) => ({ ...world, events: events.toSpliced(pick(events.length), 1) }),
  'deletion with what follows moved up': ({ events, ...world }, pick) => {
    const gone = at(events, pick(events.length));
    const rest = events
      .filter((row) => row !== gone)
      .map((row) =>
        row.application_id === gone.application_id && row.sequence > gone.sequence
          ? { ...row, sequence: row.sequence - 1 }
          : row,
      );
    return { ...world, events: rest };
  },
  reorder: ({ events, ...world }, pick) => {
    const one = pick(events.length);
    const other = (one + 1 + pick(events.length - 1)) % events.length;
    const [a, b] = [at(events, one), at(events, other)];
    const swapped = (row: EventRow, place: EventRow): EventRow => ({
      ...row,
      application_id: place.application_id,
      sequence: place.sequence,
      position: place.position,
    });
    return { ...world, events: events.with(one, swapped(b, a)).with(other, swapped(a, b)) };
  },
  truncation: ({ events, ...world }, pick) => {
    const [id, length] = [at(CASES, pick(CASES.length)), pick(KINDS.length)];
    return {
      ...world,
      events: events.filter(({ application_id, sequence }) => application_id !== id || sequence <= length),
    };
  },
  insertion: ({ events, ...world }, pick) => {
    const row = at(events, pick(events.length));
    const more = { ...row, id: `x${pick(1_000)}`, sequence: KINDS.length + 1 };
    return { ...world, events: [...events, more] };
  },
  'texts that are taken away': ({ events, ...world }, pick) => {
    const known = events.filter(({ content_salt }) => content_salt !== null);
    const row = at(known, pick(known.length));
    return { ...world, events: events.with(events.indexOf(row), { ...row, ...GONE }) };
  },
  'other digest of texts': ({ events, ...world }, pick) => {
    const known = events.filter(({ content_salt }) => content_salt !== null);
    const row = at(known, pick(known.length));
    const changed = { ...row, ...GONE, content_digest: hash('sha256', `${pick(1_000)}`, 'buffer') };
    return { ...world, events: events.with(events.indexOf(row), changed) };
  },
  'other head': ({ files, ...world }, pick) => {
    const index = pick(files.length);
    const changed = { ...at(files, index), event_count: pick(KINDS.length) };
    return { ...world, files: files.with(index, changed) };
  },
  'case without a file': ({ files, ...world }, pick) => ({
    ...world,
    files: files.toSpliced(pick(files.length), 1),
  }),
};
/** Heads and files are what a cover makes anew: then nothing is changed. */
const COVERED = Object.keys(ATTACKS).filter(
  (name) => name !== 'other head' && name !== 'case without a file',
);

describe('the audit', () => {
  it('finds nothing in what nobody has changed', () => {
    expect(findFaults(makeWorld())).toEqual([]);
    expect(cover(makeWorld())).toEqual({ ...makeWorld(), events: expect.any(Array) });
  });

  it('finds each of 10,000 edits, deletions, reorders and truncations, covered up or not', () => {
    const pick = seededRandom(20_261_125).below;
    const world = makeWorld();
    const names = Object.keys(ATTACKS);
    const missed: string[] = [];
    for (let round = 0; round < 10_000; round++) {
      const isCovered = pick(3) === 0;
      const name = at(isCovered ? COVERED : names, pick(isCovered ? COVERED.length : names.length));
      const attacked = ATTACKS[name]?.(world, pick) ?? world;
      if (findFaults(isCovered ? cover(attacked) : attacked).length === 0)
        missed.push(`${round}: ${name}${isCovered ? ', covered' : ''}`);
    }
    expect(missed).toEqual([]);
  });

  it('sees what the anchors reach, and of what came later only what the chains show (H3)', () => {
    const { events, files, anchors } = makeWorld();
    const [first] = anchors;
    const last = at(events, events.length - 1);
    const changed = {
      events: events.with(-1, { ...last, texts: '{"text": "Başka"}' }),
      files,
      anchors: first ? [first] : [],
    };
    expect(findFaults(changed)).toEqual(['changed']);
    expect(findFaults(cover(changed))).toEqual([]);
  });

  it('stays whole when texts are erased, rows of before and after alike, where the chain says so (H4)', () => {
    const { events, files, anchors } = makeWorld();
    const own = events.filter(({ application_id }) => application_id === 'a');
    const last = at(own, own.length - 1);
    const said = {
      ...last,
      ...saltOf(9, 99, ''),
      id: 'e99',
      sequence: own.length + 1,
      position: '99',
      kind: 'erased',
      reply_id: null,
      payload: '{"cause": "time"}',
      rest: '{"cause": "time"}',
      texts: '',
      given: null,
    };
    const erased = { ...said, hash: hashOf(last.hash, said) };
    const bare = (row: EventRow): EventRow => ({
      ...row,
      ...GONE,
      payload: row.rest,
      content_digest: row.content_digest ?? Buffer.alloc(0),
    });
    const others = events.filter((row) => !own.includes(row));
    const whole = [...others, ...own.map(bare), erased];
    const heads = files.map((file) => (file.application_id === 'a' ? headOf('a', whole) : file));
    expect(findFaults({ events: whole, files: heads, anchors })).toEqual([]);
    // What happened, when and by whom is still held.
    const other = { ...at(whole, others.length + 2), kind: 'extended' };
    const changed = whole.with(others.length + 2, other);
    expect(findFaults({ events: changed, files: heads, anchors })).toEqual(['changed']);
    const silent = whole.filter(({ kind }) => kind !== 'erased');
    expect(findFaults({ events: silent, files, anchors })).toEqual(['not-announced']);
  });

  it.each<[string, (anchors: Anchor[]) => Anchor[], string[]]>([
    ['taken out', (anchors) => anchors.slice(1), ['out-of-order', 'events-differ']],
    ['put in another order', (anchors) => anchors.toReversed(), ['out-of-order', 'out-of-order']],
    [
      'not signed by us',
      (anchors) => anchors.map(({ name, text }) => ({ name, text: `${text}x` })),
      ['malformed', 'malformed'],
    ],
    [
      'of another sort',
      ([first, second]) => [{ name: 'x', text: 'a.b.sig' }, first, second] as Anchor[],
      ['malformed'],
    ],
  ])('sees an anchor that was %s', (_, change, expected) => {
    const { anchors, ...world } = makeWorld();
    const faults = findFaults({ ...world, anchors: change(anchors) });
    expect(faults).toEqual(expect.arrayContaining(expected));
  });
});
