// Where the quotes of a CSV do not fit (RFC 4180 section 2.5 to 2.7). The parser stops at the first such place; this finds the line
// of each, so that the rest can still be read. Pure.

type Step = { ok: true; next: number } | { ok: false };

/** @returns the lines, from 1, on which a record begins that cannot be read; after each the next line begins one anew */
export function findBadQuotes(text: string, delimiter: string): number[] {
  const bad: number[] = [];
  let at = text.startsWith('\ufeff') ? 1 : 0;
  let line = 1;
  while (at < text.length) {
    const record = passRecord(text, at, delimiter);
    if (!record.ok) bad.push(line);
    const next = record.ok ? record.next : nextLine(text, at);
    line += countBreaks(text, at, next);
    at = next;
  }
  return bad;
}

/** As many lines as before, those empty. */
export function withoutLines(text: string, lines: readonly number[]): string {
  const gone = new Set(lines);
  return text
    .split('\n')
    .map((line, index) => (gone.has(index + 1) ? '' : line))
    .join('\n');
}

function passRecord(text: string, start: number, delimiter: string): Step {
  for (let at = start; ; ) {
    const cell = passCell(text, at, delimiter);
    if (!cell.ok) return cell;
    if (text[cell.next] !== delimiter) return { ok: true, next: nextLine(text, cell.next) };
    at = cell.next + 1;
  }
}

/** To its delimiter, its line's end or the text's. Spaces around quotes are none of the cell. */
function passCell(text: string, start: number, delimiter: string): Step {
  const opening = passSpaces(text, start, delimiter);
  if (text[opening] !== '"') {
    let at = opening;
    while (at < text.length && text[at] !== delimiter && !isBreak(text[at])) {
      if (text[at] === '"') return { ok: false };
      at += 1;
    }
    return { ok: true, next: at };
  }
  let closing = text.indexOf('"', opening + 1);
  while (closing >= 0 && text[closing + 1] === '"') closing = text.indexOf('"', closing + 2);
  if (closing < 0) return { ok: false };
  const next = passSpaces(text, closing + 1, delimiter);
  const isEnd = next >= text.length || text[next] === delimiter || isBreak(text[next]);
  return isEnd ? { ok: true, next } : { ok: false };
}

function passSpaces(text: string, start: number, delimiter: string): number {
  let at = start;
  while (text[at] !== delimiter && (text[at] === ' ' || text[at] === '\t')) at += 1;
  return at;
}

function isBreak(letter: string | undefined): boolean {
  return letter === '\n' || letter === '\r';
}

function nextLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end + 1;
}

function countBreaks(text: string, from: number, to: number): number {
  let breaks = 0;
  for (let at = text.indexOf('\n', from); at >= 0 && at < to; at = text.indexOf('\n', at + 1)) breaks += 1;
  return breaks;
}
