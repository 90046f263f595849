// In the place of people's names in a document's comments and tracked changes: a number for each name, so that who reads
// still sees which of them are one person's. One set for a document with all that is packed into it.

export type StandIns = (name: string) => string;

/** @returns the same number for the same name; nothing for no name */
export function makeStandIns(): StandIns {
  const numbers = new Map<string, string>();
  return (name) => {
    if (name.trim() === '') return '';
    const number = numbers.get(name) ?? String(numbers.size + 1);
    numbers.set(name, number);
    return number;
  };
}
