// The whole application as a file, for whoever wants to know what is held, or to keep it.

import { Button } from '../../../ui/button/button.tsx';
import { useNote } from '../../../ui/live-region/use-note.ts';
import { saveFile } from '../../media/save-file.ts';
import { useTexts } from '../../shell/texts.tsx';
import { type Exported, exportDocument } from './export-document.ts';

export function ExportPart(exported: Exported) {
  const { t, tag } = useTexts();
  const [note, say] = useNote();
  const save = (): void => {
    const dir = document.documentElement.dir === 'rtl' ? 'rtl' : 'ltr';
    const { fileName, html } = exportDocument(exported, { t, tag, dir });
    const bytes = new TextEncoder().encode(html).buffer;
    saveFile({ bytes: [bytes], mediaType: 'text/html;charset=utf-8', poster: undefined }, fileName);
    say(t('life.export.saved', { name: fileName }));
  };
  return (
    <div class="life-part">
      <h3>{t('life.export.heading')}</h3>
      <p>{t('life.export.lead')}</p>
      <div class="actions">
        <Button onPress={save}>{t('life.export.button')}</Button>
      </div>
      {note && <p>{note}</p>}
    </div>
  );
}
