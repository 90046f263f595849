// What the buttons below an answer's text insert: the marks of answer-markdown.ts, at the caret or around what is selected, and
// what is selected afterwards. Pure.

export const TEXT_MARKS = ['heading', 'list', 'link'] as const;
export type TextMark = (typeof TEXT_MARKS)[number];

export interface MarkedField {
  value: string;
  /** In code units, as a text area counts. */
  start: number;
  end: number;
}

const LINE_MARKS = { heading: '# ', list: '- ' } as const;
const HTTPS = 'https://';

/** @param linkText stands for a link's text where nothing is selected */
export function withMark(field: MarkedField, mark: TextMark, linkText: string): MarkedField {
  return mark === 'link' ? withLink(field, linkText) : withLineMark(field, LINE_MARKS[mark]);
}

/** What remains to be typed is selected: the address, or, where there is no text yet, the text. */
function withLink({ value, start, end }: MarkedField, linkText: string): MarkedField {
  const selected = value.slice(start, end);
  const isAddress = /^https:\/\/\S+$/.test(selected);
  const text = selected === '' || isAddress ? linkText : selected;
  const address = isAddress ? selected : HTTPS;
  const link = `[${text}](${address})`;
  const addressEnd = start + link.length - 1;
  const chosen =
    text === linkText
      ? { start: start + 1, end: start + 1 + text.length }
      : { start: addressEnd, end: addressEnd };
  return { value: value.slice(0, start) + link + value.slice(end), ...chosen };
}

/** Every line of the selection gets the mark; where all have it, it goes. */
function withLineMark({ value, start, end }: MarkedField, mark: string): MarkedField {
  const first = value.lastIndexOf('\n', start - 1) + 1;
  const next = value.indexOf('\n', Math.max(end, first));
  const last = next === -1 ? value.length : next;
  const lines = value.slice(first, last).split('\n');
  const isMarked = lines.every((line) => line.startsWith(mark));
  const changed = lines
    .map((line) => (isMarked ? line.slice(mark.length) : line.startsWith(mark) ? line : mark + line))
    .join('\n');
  const caret = first + changed.length;
  return {
    value: value.slice(0, first) + changed + value.slice(last),
    start: lines.length > 1 ? first : caret,
    end: caret,
  };
}
