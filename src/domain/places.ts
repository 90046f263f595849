// Türkiye's 81 provinces and 973 districts (the postal service's list), by plate code.

import provinces from './provinces.json' with { type: 'json' };

export interface Province {
  /** Plate code, two digits. */
  plate: string;
  province: string;
  districts: string[];
}

export const PROVINCES: readonly Province[] = provinces;

/** Whether the district belongs to the province. */
export function isPlace(plate: string, district: string): boolean {
  return PROVINCES.some((province) => province.plate === plate && province.districts.includes(district));
}
