// A place to go to: always a native <a> with an address, so that it opens in a new tab, is copied, and works before
// JavaScript. `button` only changes the look (the one start of a service); the role stays link.

import type { ComponentChildren } from 'preact';
import { BackIcon } from '../icon/icon.tsx';
import './link.css';
import '../button/button.css';

export interface LinkProps {
  href: string;
  children: ComponentChildren;
  /** `standalone`: on a line of its own, with a full target; `link` is for the middle of a sentence. */
  kind?: 'link' | 'standalone' | 'button' | 'back' | undefined;
  icon?: ComponentChildren;
  /** Called on a plain click, before the browser or the router follows; preventDefault stops both. */
  onFollow?: ((event: MouseEvent) => void) | undefined;
  /** Language of the place, when it is another than the page's (WCAG 3.1.2). */
  hrefLang?: string | undefined;
  /** Name of the file, for a link that saves instead of opening. */
  download?: string | undefined;
  describedBy?: string | undefined;
  /** Its words must say so (WCAG 3.2.5); the page stays as it is. */
  isNewWindow?: boolean | undefined;
}

const CLASSES = {
  link: 'link',
  standalone: 'link link-standalone',
  back: 'link link-back',
  button: 'button button-primary',
} as const;

export function Link({
  href,
  children,
  kind = 'link',
  icon,
  onFollow,
  hrefLang,
  download,
  describedBy,
  isNewWindow = false,
}: LinkProps) {
  const hasIcon = kind === 'back' || icon !== undefined;
  return (
    <a
      href={href}
      class={hasIcon && kind === 'link' ? 'link link-standalone' : CLASSES[kind]}
      hreflang={hrefLang}
      lang={hrefLang}
      download={download}
      aria-describedby={describedBy}
      target={isNewWindow ? '_blank' : undefined}
      onClick={onFollow}
    >
      {kind === 'back' ? <BackIcon /> : icon}
      {hasIcon ? <span>{children}</span> : children}
    </a>
  );
}

/** A link that looks like a button. */
export function ButtonLink(props: Omit<LinkProps, 'kind'>) {
  return <Link {...props} kind="button" />;
}
