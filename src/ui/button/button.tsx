// The one button. A busy or pointless button stays focusable (aria-disabled): a keyboard user is never thrown to
// <body> when it changes. It is never disabled to keep someone from sending a faulty form: errors are explained.

import type { ComponentChildren } from 'preact';
import './button.css';

export interface ButtonProps {
  children: ComponentChildren;
  /** `quiet` looks like a link and is for what may be overlooked. Default `secondary`; one `primary` a page. */
  kind?: 'primary' | 'secondary' | 'danger' | 'quiet' | undefined;
  type?: 'button' | 'submit' | undefined;
  /** Not called while disabled. */
  onPress?: (() => void) | undefined;
  isDisabled?: boolean | undefined;
  /** Stands before the words; never instead of them. */
  icon?: ComponentChildren;
  /** Ids of further explanation, separated by spaces. */
  describedBy?: string | undefined;
  id?: string | undefined;
}

export function Button({
  children,
  kind = 'secondary',
  type = 'button',
  onPress,
  isDisabled = false,
  icon,
  describedBy,
  id,
}: ButtonProps) {
  const press = (event: MouseEvent): void => {
    if (isDisabled) event.preventDefault();
    else onPress?.();
  };
  return (
    <button
      type={type}
      id={id}
      class={`button button-${kind}`}
      aria-disabled={isDisabled ? 'true' : undefined}
      aria-describedby={describedBy}
      onClick={press}
    >
      {icon}
      <span>{children}</span>
    </button>
  );
}
