import { describe, expect, it } from 'vitest';
import { parseInviteArguments } from './invite-arguments.ts';

describe('the arguments of staff:invite', () => {
  it.each([
    [['--name', 'Ayşe Yılmaz', '--institution', 'su'], 'Ayşe Yılmaz', 'su'],
    [['--name=Ayşe Yılmaz', '--institution=su'], 'Ayşe Yılmaz', 'su'],
    [['--name', '  Ayşe   Yılmaz '], 'Ayşe Yılmaz', null],
  ])('%j invite', (args, name, institutionId) => {
    expect(parseInviteArguments(args)).toEqual({ kind: 'invite', name, institutionId });
  });

  it.each([
    [['--list'], 'list'],
    [['--help'], 'help'],
    [['-h'], 'help'],
    [['--list', '--help'], 'help'],
  ])('%j ask for a %s', (args, kind) => {
    expect(parseInviteArguments(args)).toEqual({ kind });
  });

  it.each([
    [[], 'nameMissing'],
    [['--institution', 'su'], 'nameMissing'],
    [['--name', '   '], 'nameMissing'],
    [['--name'], 'unknownArgument'],
    [['--nane', 'Ayşe'], 'unknownArgument'],
    [['Ayşe'], 'unknownArgument'],
    [['--name', 'A'.repeat(101)], 'nameNotValid'],
    [['--name', 'Ayşe \u202e Yılmaz'], 'nameNotValid'],
    [['--name', 'Ayşe 🎉'], 'nameNotValid'],
    [['--name', 'Ayşe Yılmaz', '--institution', ''], 'institutionEmpty'],
    [['--name', 'Ayşe Yılmaz', '--institution='], 'institutionEmpty'],
  ])('%j are wrong: %s', (args, code) => {
    expect(parseInviteArguments(args)).toMatchObject({ kind: 'wrong', code });
  });
});
