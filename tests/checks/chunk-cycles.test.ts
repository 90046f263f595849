import { expect, it, test } from 'vitest';
import { findChunkCycles, readImports } from './chunk-cycles.ts';

const scripts = (code: Readonly<Record<string, string>>): Map<string, string> =>
  new Map(Object.entries(code));

test.each<[string, string, string[]]>([
  ['a name', 'import{a as b}from"./other.js";b()', ['assets/other.js']],
  ['names and a default', 'import x,{y}from"./other.js";', ['assets/other.js']],
  ['nothing but what it does', 'import"./other.js";', ['assets/other.js']],
  ['something to give it on', 'export{a}from"./other.js";', ['assets/other.js']],
  [
    'with the quotes of another minifier',
    "import{a}from`./other.js`;import{c}from './third.js'",
    ['assets/other.js', 'assets/third.js'],
  ],
  ['from another folder', 'import{a}from"../worker.js"', ['worker.js']],
  ['when it is asked for', 'const a=()=>import("./other.js")', []],
  ['a script that is not built', 'import{a}from"./gone.js"', []],
])('what a script imports is read: %s', (_, code, imported) => {
  const built = scripts({
    'assets/one.js': code,
    'assets/other.js': '',
    'assets/third.js': '',
    'worker.js': '',
  });
  expect(readImports(built).get('assets/one.js')).toEqual(imported);
});

it('scripts that import each other in one direction are well', () => {
  const built = scripts({
    'a.js': 'import{x}from"./b.js";import{y}from"./c.js"',
    'b.js': 'import{y}from"./c.js"',
    'c.js': 'export const y=1,z=()=>import("./a.js")',
  });
  expect(findChunkCycles(readImports(built))).toEqual([]);
});

test.each<[string, Record<string, string>, string[]]>([
  ['two', { 'a.js': 'import"./b.js"', 'b.js': 'import"./a.js"' }, ['a.js → b.js → a.js']],
  ['itself', { 'a.js': 'import"./a.js"' }, ['a.js → a.js']],
  [
    'three, beside what leads to them',
    {
      'index.js': 'import"./b.js";import"./d.js"',
      'b.js': 'import"./c.js"',
      'c.js': 'import"./d.js"',
      'd.js': 'import"./b.js"',
    },
    ['b.js → c.js → d.js → b.js'],
  ],
  [
    'two circles',
    {
      'a.js': 'import"./b.js"',
      'b.js': 'import"./a.js"',
      'c.js': 'import"./d.js"',
      'd.js': 'import"./c.js"',
    },
    ['a.js → b.js → a.js', 'c.js → d.js → c.js'],
  ],
])('a planted circle of %s is named', (_, code, circles) => {
  expect(findChunkCycles(readImports(scripts(code)))).toEqual(
    circles.map((circle) => `${circle}: what is loaded first finds the others unmade`),
  );
});
