// What people call a parcel by, when a writer and a carrier speak of it: six digits that both phones show. It opens nothing, and
// two parcels may have the same one: nothing is decided by it.

/** E.g. "048 213". */
export function parcelNumber(parcel: string): string {
  let number = 0;
  for (const letter of parcel) number = (number * 31 + letter.charCodeAt(0)) % 1_000_000;
  const digits = String(number).padStart(6, '0');
  return `${digits.slice(0, 3)} ${digits.slice(3)}`;
}
