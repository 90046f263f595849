import { describe, expect, it } from 'vitest';
import { initialOutboxState } from '../../domain/outbox.ts';
import type { Life } from '../../domain/thread-life.ts';
import { AT, aLife, answered, aRecord, asking, QUESTION_ID, REPLY_ID } from './life.mock.ts';
import { type CaseActRecord, partsOf } from './parts.ts';

const NOW = Date.parse(AT);
const waiting = initialOutboxState<never>();
const addition = { kind: 'addition', text: 'Bugün de yok.' } as const;
const information = { kind: 'information', questionId: QUESTION_ID, text: 'Çınar Sokak.' } as const;

/** "+" can be begun, "w" being prepared, "s" sent, "!" cannot be sent any more. */
const told = (life: Life, records: CaseActRecord[] = [], seen: string[] = []) =>
  partsOf(life, records, new Set(seen), NOW).map(
    ({ about, writing, sent, obstacle, canBegin }) =>
      `${about.kind} ${canBegin ? '+' : ''}${writing ? 'w' : ''}${'s'.repeat(sent.length)}${writing && obstacle ? '!' : ''}`,
  );

describe('the parts of a thread', () => {
  it('offer what can be done now, an answer first', () => {
    expect(told(aLife())).toEqual(['addition +', 'withdrawal +']);
    expect(told(asking())).toEqual(['information +', 'addition +', 'withdrawal +']);
    expect(told(answered())).toEqual(['rating +', 'objection +', 'addition +']);
    expect(told(aLife({ state: 'withdrawn', canAdd: false, canWithdraw: false }))).toEqual([]);
  });

  it('show the form of what is prepared, and no second one', () => {
    expect(told(aLife(), [aRecord('a', addition)])).toEqual(['addition w', 'withdrawal +']);
  });

  it('keep a text that cannot be sent any more, with the reason (P1)', () => {
    const [part] = partsOf(aLife(), [aRecord('a', information)], new Set(), NOW);
    expect(part).toMatchObject({ obstacle: 'question-settled', writing: { id: 'a' }, canBegin: false });
    expect(told(aLife({ canAdd: false, canWithdraw: false }), [aRecord('a', addition)])).toEqual([
      'addition w!',
    ]);
  });

  it('take what waits for done (P2)', () => {
    expect(told(asking(), [aRecord('a', information, waiting)])).toEqual([
      'information s',
      'addition +',
      'withdrawal +',
    ]);
    expect(told(aLife(), [aRecord('a', { kind: 'withdrawal' }, waiting)])).toEqual(['withdrawal s']);
    expect(told(answered(), [aRecord('a', { kind: 'objection', replyId: REPLY_ID }, waiting)])).toEqual([
      'objection s',
      'addition +',
    ]);
  });

  it('offer to add again and again', () => {
    const two = [aRecord('a', addition, waiting), aRecord('b', addition, waiting)];
    expect(told(aLife(), two)[0]).toBe('addition +ss');
  });

  it('leave to the history what the thread tells, but for what was seen on its way', () => {
    const claims = { actId: 'a', applicationId: '', digest: '', receivedAt: AT };
    const arrived = aRecord('a', addition, { state: 'received', receipt: '', claims });
    const life = aLife({ acts: [{ id: 'a', kind: 'addition', at: AT, text: addition.text }] });
    expect(told(aLife(), [arrived])[0]).toBe('addition +s');
    expect(told(life, [arrived])[0]).toBe('addition +');
    expect(told(life, [arrived], ['a'])[0]).toBe('addition +s');
  });

  it('keep the refused one, and let it be done anew', () => {
    const refused: CaseActRecord['status'] = {
      state: 'refused',
      problem: 'act-not-valid',
      violations: [],
      refusedAt: 0,
    };
    expect(
      told(answered(), [aRecord('a', { kind: 'rating', replyId: REPLY_ID, score: 2 }, refused)])[0],
    ).toBe('rating +s');
  });
});
