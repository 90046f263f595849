import { describe, expect, it } from 'vitest';
import { parseSource, readSource } from './read-code.ts';
import { composedSqlIn } from './sql.ts';

/** Where a statement is put together, and why nobody's text can be in it. */
const ALLOWED: Readonly<Record<string, string>> = {
  'server/store/access-dialect.ts': 'the context, each value by escapeLiteral; modes of a transaction',
  'server/store/migrate.ts': 'the context of the program itself',
  'server/store/prepare-schema.ts':
    'names of roles and tables by escapeIdentifier; a statement that stands there',
  'server/store/embedded-postgres.ts': 'names of roles that stand there',
  'server/backup/database-snapshot.ts': 'names of tables and columns of the catalog, by escapeIdentifier',
  'server/backup/restore-database.ts':
    'names of tables and keys of the catalog, by quote_ident; the mark by escapeLiteral',
};
const isMigration = (path: string): boolean => /^server\/store\/migrations\/\d{4}-/.test(path);

/** Of a template, in a text that is one. */
const HOLE = '$'.concat('{name}');

const composedIn = (text: string) => composedSqlIn({ path: 'x.ts', text, tree: parseSource('x.ts', text) });

describe('SQL', () => {
  it('is put together from texts at the named places only, and nowhere from what came with a request', async () => {
    const files = await readSource(['server']);
    expect(files.length).toBeGreaterThan(250);
    const found = files.flatMap(composedSqlIn).filter(({ path }) => !isMigration(path));
    expect(found.filter(({ path }) => !(path in ALLOWED))).toEqual([]);
    const used = new Set(found.map(({ path }) => path));
    expect(Object.keys(ALLOWED).filter((path) => !used.has(path))).toEqual([]);
  });

  it.each([
    `sql.raw(\`select ${HOLE}\`)`,
    'sql.raw(name)',
    "pool.query('select ' + name)",
    `client.query(\`select ${HOLE}\`)`,
    `client.query({ text: \`select ${HOLE}\`, values: [] })`,
    `CompiledQuery.raw(\`begin ${HOLE}\`)`,
  ])('put together is seen: %s', (text) => {
    expect(composedIn(text)).toHaveLength(1);
  });

  it.each([
    "sql.raw('select 1')",
    "sql.raw(isOpen ? 'a' : 'b')",
    `sql\`select ${HOLE}\``,
    "pool.query('select $1', [name])",
  ])('made by parameters is not: %s', (text) => {
    expect(composedIn(text)).toEqual([]);
  });
});
