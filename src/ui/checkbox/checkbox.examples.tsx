// Examples of Checkbox.

import { useState } from 'preact/hooks';
import type { Example } from '../example.ts';
import { Checkbox } from './checkbox.tsx';

function Kept({ id, error }: { id: string; error?: string }) {
  const [isChecked, setIsChecked] = useState(false);
  return (
    <Checkbox
      id={id}
      label="Kimliğim gizli tutulsun"
      hint="Adınızı yalnızca dosyaya bakan memur görür."
      error={error}
      errorPrefix="Hata:"
      isChecked={isChecked}
      onChange={setIsChecked}
    />
  );
}

export const examples: readonly Example[] = [
  { name: 'unticked', render: () => <Kept id="hide-identity" /> },
  { name: 'error', render: () => <Kept id="hide-faulty" error="Devam etmek için bu kutuyu işaretleyin." /> },
];
