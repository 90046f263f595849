// SQL that is put together from texts: whatever does not go through kysely's builder or its `sql` tag, both of which make
// parameters of values.

import { lineOf, nodesOf, type SourceFile, type SyntaxNode } from './read-code.ts';

export interface ComposedSql {
  path: string;
  line: number;
  how: string;
}

/** `sql.raw(…)`, `CompiledQuery.raw(…)` of more than one fixed text, and `….query(…)` of a text with holes. */
export function composedSqlIn(file: SourceFile): ComposedSql[] {
  const found: ComposedSql[] = [];
  for (const node of nodesOf(file.tree)) {
    if (node.type !== 'CallExpression') continue;
    const callee = node.callee as SyntaxNode;
    const name = (callee.property as { name?: string } | undefined)?.name;
    const [first] = node.arguments as SyntaxNode[];
    if (callee.type !== 'MemberExpression' || !first) continue;
    const isRaw = name === 'raw' || name === 'unsafe';
    if ((isRaw && !isFixed(first)) || (name === 'query' && isComposed(first)))
      found.push({ path: file.path, line: lineOf(file, node), how: String(name) });
  }
  return found;
}

function isFixed(node: SyntaxNode): boolean {
  if (node.type === 'ConditionalExpression')
    return isFixed(node.consequent as SyntaxNode) && isFixed(node.alternate as SyntaxNode);
  return node.type === 'Literal' || (node.type === 'TemplateLiteral' && !isComposed(node));
}

function isComposed(node: SyntaxNode): boolean {
  if (node.type === 'BinaryExpression') return true;
  if (node.type === 'ObjectExpression')
    return (node.properties as SyntaxNode[]).some(
      ({ value }) => value !== undefined && isComposed(value as SyntaxNode),
    );
  return node.type === 'TemplateLiteral' && (node.expressions as unknown[]).length > 0;
}
