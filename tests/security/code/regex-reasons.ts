// Regular expressions that recheck finds slow, or cannot judge, and why that harms nobody: the text is ours, or bounded so that the
// worst takes less than a second, or read by a program of its own with a limit of time.

const IN_SANDBOX = 'read by the inspecting program, in a sandbox that is ended when its time is over';
const OURS = 'the text is ours';

export const REASONS: Readonly<Record<string, string>> = {
  '/-+$/': 'an officer’s name of a row, at most 200 characters',
  '/^[\\s.]+|[\\s.]+$/g': 'the name of a document, at most 200 characters; blanks are one blank by then',
  '/^[ \\t]*(?:(?:[-*+]|\\d{1,9}[.)])[ \\t]+){4,}/gm':
    'each turn eats at least one mark and one blank, in one way: not judged in time, and linear by hand; an officer’s text of at most 20,000 characters',
  '/\\p{L}.*\\s.*\\p{L}/u': 'a name, at most 200 characters: the length is judged before',
  '/Version\\/[\\d.]+ .*Safari\\//': 'the first 512 characters of a header',
  '/[aeiou](?=[^aeiou]*$)/':
    'a word: between two vowels the look ahead ends at the next, so that every sign is read twice',
  '/=+$/': OURS,
  '/[^a-z0-9].*$/': OURS,
  '/file:\\/\\/\\S*?\\/(server|src|node_modules)\\//': 'a line of a stack: paths of ours',
  '/[_.@].*$/': 'the operator’s own environment',
  '/<(script|style)(?![^>]*\\ssrc=)[^>]*>([\\s\\S]*?)<\\/\\1>/g': 'pages of our own build, at the start',
  '/<(?:\\w+:)?Relationship\\b[^>]*>/g': IN_SANDBOX,
  '/(\\d{1,10})[\\0\\t\\n\\f\\r ]+\\d{1,5}[\\0\\t\\n\\f\\r ]+obj|trailer(?=[\\0\\t\\n\\f\\r ]*<<)/g':
    IN_SANDBOX,
  '/<dc:title\\b[^>]*>[\\s\\S]{0,400}?<rdf:li\\b[^>]*>\\s*[^<\\s]/': IN_SANDBOX,
  '/[+-]?(?:\\d+\\.?\\d*|\\.\\d+)/y': IN_SANDBOX,
  '/^<(?:\\w+:)?properties\\b[^>]*office\\/2006\\/metadata\\/properties/': IN_SANDBOX,
  '/<(?:[\\w.-]+:)?([\\w.-]+)(?:[^"\'<>]|"[^"<]*"|\'[^\'<]*\')*>/g': IN_SANDBOX,
  '/<(?:\\w+:)?Relationship\\b[^<>]*\\/printerSettings["\'][^<>]*\\/>/g': IN_SANDBOX,
  '/<config:config-item\\s[^<>]*config:name="Printer(?:Name|Setup)"[^<>]*(?:\\/>|>[^<]*<\\/config:config-item\\s*>)/g':
    IN_SANDBOX,
  '/<dc:title>[\\s\\S]{0,200}?<rdf:li[^<>]*>([^<]*)<\\/rdf:li>/': IN_SANDBOX,
  '/<Contents>([\\s\\S]*?)<\\/Contents>/g':
    'what the operator’s own object store says, of at most 1,000 entries',
};
