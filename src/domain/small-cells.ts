// Which cells of a table about disability-related choices may be shown (KVKK, Law 6698 art. 6: health data). A sum of fewer than
// ten says who it is to somebody who knows the place.
//
// C1  No cell below ten is shown, zero included.
// C2  No difference of two shown cells of a row is from one to nine: of 12 received and 11 answered, one waits.
// C3  Where a cell of a column is hidden, so is another, and the hidden ones together are ten or more: the column's total is
//     known from elsewhere, and less the shown ones it must give no cell away.
// After Hundepool et al., Statistical Disclosure Control (2012), § 4: threshold rule and secondary suppression.

export const LEAST_SHOWN = 10;

/** Each contains the next. Rows are counted as if none shared a case: where they do, less can be computed, not more. */
export interface Counts {
  received: number;
  answered: number;
  inTime: number;
}

/** null where it is hidden. */
export type ShownCounts = { [Column in keyof Counts]: number | null };

export function suppress(rows: readonly Counts[]): ShownCounts[] {
  const received = hide(
    rows.map((row) => row.received < LEAST_SHOWN),
    rows.map((row) => row.received),
  );
  const answered = hidePart(rows, received, 'received', 'answered');
  const inTime = hidePart(rows, answered, 'answered', 'inTime');
  return rows.map((row, index) => ({
    received: received[index] ? null : row.received,
    answered: answered[index] ? null : row.answered,
    inTime: inTime[index] ? null : row.inTime,
  }));
}

/** A column that counts a part of another one, and so also tells the rest of it. */
function hidePart(
  rows: readonly Counts[],
  hidden: readonly boolean[],
  whole: keyof Counts,
  part: keyof Counts,
): boolean[] {
  const rests = rows.map((row) => row[whole] - row[part]);
  const isSmall = rows.map((row, index) => {
    const rest = rests[index] ?? 0;
    return hidden[index] === true || row[part] < LEAST_SHOWN || (rest > 0 && rest < LEAST_SHOWN);
  });
  // Where nobody is in the rest, nobody is told of.
  return hide(
    isSmall,
    rows.map((row) => row[part]),
    rests,
  );
}

/** C3. The smallest goes first. @param rests may add up to nothing */
function hide(
  isSmall: readonly boolean[],
  values: readonly number[],
  rests: readonly number[] = [],
): boolean[] {
  const hidden = [...isSmall];
  const order = values.map((_, index) => index).sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0));
  for (const index of order) {
    if (isEnough(hidden, values, rests)) break;
    hidden[index] = true;
  }
  return hidden;
}

function isEnough(hidden: readonly boolean[], values: readonly number[], rests: readonly number[]): boolean {
  const count = hidden.filter(Boolean).length;
  if (count === 0) return true;
  const rest = sumOf(rests, hidden);
  return count > 1 && sumOf(values, hidden) >= LEAST_SHOWN && (rest === 0 || rest >= LEAST_SHOWN);
}

function sumOf(values: readonly number[], chosen: readonly boolean[]): number {
  return values.reduce((sum, value, index) => (chosen[index] ? sum + value : sum), 0);
}
