// Bytes that reach the phone, against the budgets of docs/decisions/0003.

import { BUDGETS, measureSizes } from '../checks/size-budget.ts';

export async function benchSizes(): Promise<void> {
  const sizes = await measureSizes();
  console.log('\nBytes (brotli)');
  console.table(
    Object.entries(sizes).map(([what, bytes]) => {
      const budget = BUDGETS[what as keyof typeof BUDGETS];
      return { what, bytes, budget, used: `${Math.round((bytes / budget) * 100)} %` };
    }),
  );
}
