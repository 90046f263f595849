// Texts that were saved in one encoding and opened in another before they came here: "Ä°ÅŸ" for "İş". The file itself is UTF-8,
// so the decoder sees nothing; only the letters tell. Nothing is repaired: a guess would write another name for ever. Pure.

/** What directories are written with beyond ASCII. */
const WRITTEN = 'çğıöşüÇĞİÖŞÜâîûÂÎÛ’‘“”–—…•·°';

/** ş Ş ı İ ğ Ğ of Windows-1254 read as Windows-1252, of which Turkish has none. */
const ICELANDIC = 'þÞýÝðÐ';

/** What each of those is when its UTF-8 is read as a Windows table. `latin1` is Windows-1252 to the decoder. */
const MISREAD = [
  ...new Set(['windows-1254', 'latin1'].flatMap((table) => [...WRITTEN].map(misreadBy(table)))),
];

function misreadBy(table: string): (letter: string) => string {
  const [encoder, decoder] = [new TextEncoder(), new TextDecoder(table)];
  return (letter) => decoder.decode(encoder.encode(letter));
}

/** U+FFFD is what a decoder leaves where it could not go on: the letter is lost. */
export function isGarbled(text: string): boolean {
  return (
    text.includes('\ufffd') ||
    [...ICELANDIC].some((letter) => text.includes(letter)) ||
    MISREAD.some((letters) => text.includes(letters))
  );
}
