// A sum in Turkish lira as a reader of the language expects it: "₺45,00".

/** @param amount in kuruş */
export function formatMoney(languageTag: string, amount: number): string {
  return new Intl.NumberFormat(languageTag, { style: 'currency', currency: 'TRY' }).format(amount / 100);
}
