// Türkiye's 81 provinces and 973 districts (the postal service's list). The file has them in the order of the plate codes,
// 01 to 81, each with its districts in one line: half as many bytes for a phone as a list of lists.

import lines from './provinces.json' with { type: 'json' };

export interface Province {
  /** Plate code, two digits. */
  plate: string;
  province: string;
  districts: string[];
}

export const PROVINCES: readonly Province[] = Object.entries(lines).map(([province, districts], index) => ({
  plate: String(index + 1).padStart(2, '0'),
  province,
  districts: districts.split(','),
}));

/** Whether the district belongs to the province. */
export function isPlace(plate: string, district: string): boolean {
  return PROVINCES.some((province) => province.plate === plate && province.districts.includes(district));
}
