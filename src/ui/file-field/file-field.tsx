// Choosing files. What may be chosen stands in the hint, before the choice (WCAG 3.3.2); what has been chosen stands
// in a list, each with a way out. It stores and checks nothing: the page keeps the files and says what is wrong.
//
// The browser's own file input does the work, but hidden behind a button, as in GOV.UK's file upload: its words
// ("No file chosen") come in the browser's language, not the page's, and after each choice it is emptied, so that the
// same file can be chosen again; it would deny what the list says.
//
// A removed file takes its focused button along: the focus goes to the next file's button, else to "choose".

import { useEffect, useRef } from 'preact/hooks';
import { describedBy, Field, type FieldProps } from '../field/field.tsx';
import { DocumentIcon } from '../icon/icon.tsx';
import '../button/button.css';
import './file-field.css';

export interface ChosenFile {
  /** Unique in the list; two files may have the same name. */
  id: string;
  name: string;
  sizeBytes: number;
}

interface FileFieldTexts {
  /** E.g. "Dosya seç". Heard after the label. */
  choose: string;
  /** Name of the list, e.g. "Seçilen dosyalar". */
  listLabel: string;
  /** E.g. "Kaldır". */
  remove: string;
  /** Begins with `remove` (WCAG 2.5.3), e.g. "Kaldır: dilekçe.pdf". */
  removeLabel: (fileName: string) => string;
  /** E.g. "1,2 MB". */
  size: (sizeBytes: number) => string;
}

export interface FileFieldProps extends FieldProps {
  files: readonly ChosenFile[];
  texts: FileFieldTexts;
  /** Called with at least one file; the page adds or replaces. */
  onChoose: (files: File[]) => void;
  onRemove: (id: string) => void;
  /** As in HTML: kinds that the picker offers. It is no check. */
  accept?: string | undefined;
  isMultiple?: boolean | undefined;
  /** Opens the phone's camera: the one for the surroundings, or the one for the face. */
  capture?: 'environment' | 'user' | undefined;
}

export function FileField(props: FileFieldProps) {
  const { files, texts, onChoose, onRemove, accept, isMultiple, capture, ...field } = props;
  const { id } = field;
  const input = useRef<HTMLInputElement>(null);
  const list = useFocusAfterRemoval(id, files);

  const take = (chosen: HTMLInputElement): void => {
    // Emptying the input empties its list of files, too.
    const taken = [...(chosen.files ?? [])];
    chosen.value = '';
    if (taken.length > 0) onChoose(taken);
  };

  return (
    <Field {...field}>
      <input
        ref={input}
        aria-labelledby={`${field.id}-label`}
        class="visually-hidden"
        type="file"
        tabIndex={-1}
        aria-hidden="true"
        accept={accept}
        multiple={isMultiple}
        capture={capture}
        onChange={(event) => take(event.currentTarget)}
      />
      <button
        type="button"
        id={id}
        class="button"
        aria-labelledby={`${id}-label ${id}-choose`}
        aria-describedby={describedBy(field)}
        onClick={() => input.current?.click()}
      >
        <DocumentIcon />
        <span id={`${id}-choose`}>{texts.choose}</span>
      </button>
      {files.length > 0 ? (
        <ul class="file-list plain-list" aria-label={texts.listLabel} ref={list.element}>
          {files.map((file) => (
            <li class="file-row" key={file.id}>
              <span class="file-name">
                <bdi>{file.name}</bdi> <span class="file-size">{texts.size(file.sizeBytes)}</span>
              </span>
              <button
                type="button"
                class="button button-quiet"
                aria-label={texts.removeLabel(file.name)}
                onClick={() => {
                  list.expect(file.id);
                  onRemove(file.id);
                }}
              >
                {texts.remove}
              </button>
            </li>
          ))}
        </ul>
      ) : null}
    </Field>
  );
}

/** The page may ask first, or take its time: the focus moves only when the file is gone and nobody has taken it. */
function useFocusAfterRemoval(fieldId: string, files: readonly ChosenFile[]) {
  const element = useRef<HTMLUListElement>(null);
  const expected = useRef<{ id: string; index: number } | undefined>(undefined);
  useEffect(() => {
    const removed = expected.current;
    if (!removed || files.some(({ id }) => id === removed.id)) return;
    expected.current = undefined;
    if (document.activeElement !== document.body) return;
    const next = element.current?.querySelectorAll('button')[removed.index];
    (next ?? document.getElementById(fieldId))?.focus();
  }, [fieldId, files]);
  const expect = (id: string): void => {
    expected.current = { id, index: files.findIndex((file) => file.id === id) };
  };
  return { element, expect };
}
