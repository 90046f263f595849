// A search with suggestions, by the ARIA Authoring Practices ("Editable Combobox With List Autocomplete"). The page
// filters and gives the options; this control owns the list, the keys and what is spoken. The focus never leaves the
// input: the active option is named by aria-activedescendant.
//
//   Down / Up        opens, then moves through the options, round the ends
//   Alt+Down / Up    opens without moving / closes
//   Enter            takes the active option; with none it does what Enter does in a form
//   Escape           closes; when closed, empties
//   Tab, click away  closes and leaves the text as it is
//
// isPlainList shows the same options as radio buttons under the search: for everyone for whom a popup is too much.

import { useEffect, useRef, useState } from 'preact/hooks';
import { describedBy, Field, type FieldProps } from '../field/field.tsx';
import { CheckIcon } from '../icon/icon.tsx';
import { RadioGroup } from '../radio-group/radio-group.tsx';
import { type ListKey, moveActive, readKey } from './combobox-keys.ts';
import './combobox.css';

export interface ComboboxOption {
  value: string;
  label: string;
  hint?: string | undefined;
}

interface ComboboxTexts {
  /** Name of the list, e.g. "Kurumlar". */
  listLabel: string;
  /** Shown and spoken when no option is left. */
  noResult: string;
  /** Spoken when the number of options has changed, e.g. "7 sonuç var". */
  resultCount: (count: number) => string;
}

export interface ComboboxProps extends FieldProps {
  inputValue: string;
  onInput: (inputValue: string) => void;
  /** Already filtered by the page; at most some dozens. */
  options: readonly ComboboxOption[];
  onSelect: (value: string) => void;
  selectedValue: string | undefined;
  texts: ComboboxTexts;
  isPlainList?: boolean | undefined;
  isRequired?: boolean | undefined;
}

/** Long enough for the screen reader to finish echoing the key. */
const COUNT_DELAY_MS = 800;

export function Combobox(props: ComboboxProps) {
  return props.isPlainList ? <PlainList {...props} /> : <PopupList {...props} />;
}

function PopupList({
  inputValue,
  onInput,
  options,
  onSelect,
  selectedValue,
  texts,
  isRequired,
  isPlainList: _isPlainList,
  ...field
}: ComboboxProps) {
  const [isOpen, setIsOpen] = useState(false);
  const [activeIndex, setActiveIndex] = useState<number>();
  const element = useRef<HTMLDivElement>(null);
  const { id } = field;
  const active = isOpen && activeIndex !== undefined ? options[activeIndex] : undefined;
  const hasList = isOpen && options.length > 0;

  const open = (): void => setIsOpen(true);
  const close = (): void => {
    setIsOpen(false);
    setActiveIndex(undefined);
  };
  const take = (option: ComboboxOption): void => {
    onSelect(option.value);
    close();
  };
  const type = (text: string): void => {
    onInput(text);
    setActiveIndex(undefined);
    open();
  };
  const empty = (): void => {
    onInput('');
    close();
  };
  const act = (key: ListKey): void => {
    if (key === 'open') open();
    else if (key === 'close') close();
    else if (key === 'clear') empty();
    else if (key === 'take') {
      if (active) take(active);
    } else {
      open();
      setActiveIndex(moveActive(key, activeIndex, options.length));
    }
  };
  const press = (event: KeyboardEvent): void => {
    const key = readKey(event, { isOpen, hasActive: active !== undefined, hasText: inputValue !== '' });
    if (!key) return;
    event.preventDefault();
    act(key);
  };

  // Some assistive technology moves the real focus into the list: that is no leaving.
  const leave = (event: FocusEvent): void => {
    if (!(event.relatedTarget instanceof Node && element.current?.contains(event.relatedTarget))) close();
  };

  return (
    <Field {...field}>
      <div class="combobox" ref={element}>
        <input
          id={id}
          class="input"
          type="text"
          role="combobox"
          name={id}
          value={inputValue}
          autocomplete="off"
          autocapitalize="none"
          spellcheck={false}
          aria-autocomplete="list"
          aria-expanded={hasList ? 'true' : 'false'}
          aria-controls={hasList ? `${id}-list` : undefined}
          aria-activedescendant={active ? optionId(id, activeIndex) : undefined}
          aria-required={isRequired ? 'true' : undefined}
          aria-invalid={field.error ? 'true' : undefined}
          aria-describedby={describedBy(field)}
          onInput={(event) => type(event.currentTarget.value)}
          onKeyDown={press}
          onClick={open}
          onBlur={leave}
        />
        {hasList ? (
          <div class="combobox-list" id={`${id}-list`} role="listbox" aria-label={texts.listLabel}>
            {options.map((option, index) => (
              <Option
                key={option.value}
                id={optionId(id, index)}
                option={option}
                isActive={option === active}
                isSelected={option.value === selectedValue}
                onTake={() => take(option)}
                onKeyDown={press}
                onBlur={leave}
              />
            ))}
          </div>
        ) : null}
        {isOpen && options.length === 0 ? (
          // For the eye: the ear has it from the count, and would read it twice.
          <p class="combobox-nothing" aria-hidden="true">
            {texts.noResult}
          </p>
        ) : null}
      </div>
      <ResultCount isShown={isOpen} count={options.length} inputValue={inputValue} texts={texts} />
    </Field>
  );
}

interface OptionProps {
  id: string;
  option: ComboboxOption;
  /** aria-selected follows the active option: what is chosen stands in the input itself. */
  isActive: boolean;
  isSelected: boolean;
  onTake: () => void;
  onKeyDown: (event: KeyboardEvent) => void;
  onBlur: (event: FocusEvent) => void;
}

function Option({ id, option, isActive, isSelected, onTake, onKeyDown, onBlur }: OptionProps) {
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isActive) element.current?.scrollIntoView?.({ block: 'nearest' });
  }, [isActive]);
  return (
    <div
      ref={element}
      id={id}
      class={isActive ? 'combobox-option combobox-option-active' : 'combobox-option'}
      role="option"
      tabIndex={-1}
      aria-selected={isActive ? 'true' : 'false'}
      onMouseDown={(event) => event.preventDefault()}
      onClick={onTake}
      onKeyDown={onKeyDown}
      onBlur={onBlur}
    >
      <span class="combobox-option-label">
        {option.label}
        {isSelected ? <CheckIcon /> : null}
      </span>
      {option.hint ? ' ' : null}
      {option.hint ? <span class="combobox-hint">{option.hint}</span> : null}
    </div>
  );
}

function PlainList({
  inputValue,
  onInput,
  options,
  onSelect,
  selectedValue,
  texts,
  isRequired,
  isPlainList: _isPlainList,
  ...field
}: ComboboxProps) {
  return (
    <div class="combobox-plain">
      <Field {...field}>
        <input
          id={field.id}
          class="input"
          type="search"
          name={field.id}
          value={inputValue}
          autocomplete="off"
          spellcheck={false}
          aria-required={isRequired ? 'true' : undefined}
          aria-invalid={field.error ? 'true' : undefined}
          aria-describedby={describedBy(field)}
          onInput={(event) => onInput(event.currentTarget.value)}
        />
        <ResultCount
          isShown={inputValue !== ''}
          count={options.length}
          inputValue={inputValue}
          texts={texts}
        />
      </Field>
      {options.length > 0 ? (
        <RadioGroup
          id={`${field.id}-list`}
          name={`${field.id}-choice`}
          legend={texts.listLabel}
          value={selectedValue}
          options={options}
          onChange={onSelect}
        />
      ) : (
        <p aria-hidden={inputValue !== ''}>{texts.noResult}</p>
      )}
    </div>
  );
}

interface ResultCountProps {
  isShown: boolean;
  count: number;
  inputValue: string;
  texts: ComboboxTexts;
}

/** Tells the ear how many are left once typing pauses; the eye sees them. */
function ResultCount({ isShown, count, inputValue, texts }: ResultCountProps) {
  const [spoken, setSpoken] = useState('');
  const text = !isShown ? '' : count === 0 ? texts.noResult : texts.resultCount(count);
  useEffect(() => {
    const timer = setTimeout(() => setSpoken(text), text === '' ? 0 : COUNT_DELAY_MS);
    return () => clearTimeout(timer);
  }, [text, inputValue]);
  return (
    <div class="visually-hidden" aria-live="polite">
      {spoken}
    </div>
  );
}

function optionId(id: string, index: number | undefined): string {
  return `${id}-option-${index}`;
}
