// What the checks ask inside the page. Installed in every document before its own scripts; it looks and changes
// nothing, and nothing of the app knows of it.

interface Probe {
  /** Names an element for a reader: `button#send.button “Gönder”`. */
  describe: (element: Element) => string;
  /** Whether eyes can meet it: drawn, with a size, not clipped away. */
  isSeen: (element: Element) => boolean;
  /** Whether a screen reader can meet it. */
  isHeard: (element: Element) => boolean;
  /** What Tab should reach, in the order of the document; a group of radios counts once. */
  tabbable: () => HTMLElement[];
  /** In what a control is drawn: a radio or checkbox with the card around it and its words; else itself. */
  cardOf: (element: Element) => Element;
  /** What is drawn above the rest and hides it: the nearest such box around an element. */
  layerOf: (element: Element) => Element | null;
  /**
   * By what each is drawn: the names, classes and states of it and of all that it stands in. Many in one go: what they
   * stand in they have in common.
   */
  drawings: (elements: readonly Element[]) => string[];
  /** Seen pieces of text with the element that draws them. */
  texts: (root?: Element) => { text: string; node: Text; element: HTMLElement }[];
  /** Brings every transition to its end. Endless movements do not count. */
  settle: () => Promise<void>;
  /** After a change of size or look: what measures itself does so with the next frame, and is drawn with the one after it. */
  redrawn: () => Promise<void>;
  /** Whether code listens to presses of this element itself. */
  isPressed: (element: Element) => boolean;
  /** Whether any code of the page listens to the mouse as it comes and goes. */
  hearsMouse: () => boolean;
}

declare global {
  /** On the window of every page that a test opens. */
  var kopruProbe: Probe;
}

/** Runs in the page; so it may use nothing from outside itself. */
export function installProbe(): void {
  const FOCUSABLE =
    'a[href], button, input, select, textarea, summary, iframe, audio[controls], video[controls], [contenteditable=""], [contenteditable="true"], [tabindex]';

  const describe = (element: Element): string => {
    const id = element.id ? `#${element.id}` : '';
    const classes = [...element.classList].map((name) => `.${name}`).join('');
    const type = element instanceof HTMLInputElement ? `[type=${element.type}]` : '';
    const words = (element.textContent ?? '').replace(/\s+/g, ' ').trim();
    const text = words ? ` “${words.length > 60 ? `${words.slice(0, 60)}…` : words}”` : '';
    return `${element.localName}${id}${classes}${type}${text}`;
  };

  const isHiddenForEyes = (element: Element): boolean => {
    const style = getComputedStyle(element);
    if (style.clipPath === 'inset(50%)' || style.clip === 'rect(0px, 0px, 0px, 0px)') return true;
    if (style.overflow === 'visible') return false;
    const { width, height } = element.getBoundingClientRect();
    return width <= 1 && height <= 1;
  };

  /** @param hidden what is known already, where many are asked about in one go */
  const isInHidden = (element: Element, hidden: Map<Element, boolean>): boolean => {
    const known = hidden.get(element);
    if (known !== undefined) return known;
    const isHidden =
      isHiddenForEyes(element) ||
      (element.parentElement !== null && isInHidden(element.parentElement, hidden));
    hidden.set(element, isHidden);
    return isHidden;
  };

  const isSeen = (element: Element, hidden = new Map<Element, boolean>()): boolean =>
    element.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true }) && !isInHidden(element, hidden);

  /** While a modal dialog is open, everything outside is out of reach. */
  const isBehindDialog = (element: Element): boolean => {
    const modal = document.querySelector('dialog:modal');
    return modal !== null && !modal.contains(element);
  };

  const isHeard = (element: Element): boolean =>
    element.checkVisibility({ checkVisibilityCSS: true }) &&
    element.closest('[aria-hidden="true"], [inert]') === null &&
    !isBehindDialog(element);

  const isReachable = (element: HTMLElement): boolean => {
    if (element.tabIndex < 0 || element.matches(':disabled') || element.closest('[inert]')) return false;
    if (element.localName === 'summary' && element.parentElement?.localName !== 'details') return false;
    return element.checkVisibility({ checkVisibilityCSS: true }) && !isBehindDialog(element);
  };

  const isChosenOfGroup = (element: Element): boolean => {
    if (!(element instanceof HTMLInputElement) || element.type !== 'radio') return true;
    const group = [
      ...(element.form ?? document).querySelectorAll<HTMLInputElement>('input[type=radio]'),
    ].filter((radio) => radio.name === element.name && radio.form === element.form && !radio.disabled);
    return element === (group.find((radio) => radio.checked) ?? group[0]);
  };

  const texts = (root: Element = document.body): ReturnType<Probe['texts']> => {
    const found: ReturnType<Probe['texts']> = [];
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    const hidden = new Map<Element, boolean>();
    const shows = new Map<Element, boolean>();
    const isShowing = (element: Element): boolean => {
      const known = shows.get(element);
      if (known !== undefined) return known;
      const isOfWords = element.closest('script, style, noscript, svg') === null;
      const isShown = isOfWords && isSeen(element, hidden);
      shows.set(element, isShown);
      return isShown;
    };
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const element = node.parentElement;
      const text = node.nodeValue?.trim() ?? '';
      if (element && text !== '' && isShowing(element)) found.push({ text, node: node as Text, element });
    }
    return found;
  };

  const cardOf = (element: Element): Element => {
    if (!(element instanceof HTMLInputElement) || !/radio|checkbox|file/.test(element.type)) return element;
    let card: Element = element;
    for (let at = element.parentElement, level = 0; at && level < 3; at = at.parentElement, level++) {
      if (at.querySelectorAll('input, button, a, select, textarea').length > 1) break;
      const { borderTopStyle, borderTopWidth } = getComputedStyle(at);
      if (borderTopStyle !== 'none' && Number.parseFloat(borderTopWidth) > 0) card = at;
    }
    return card;
  };

  const layerOf = (element: Element): Element | null => {
    for (let at: Element | null = element; at; at = at.parentElement) {
      const { position, backgroundColor } = getComputedStyle(at);
      const isOpaque = backgroundColor !== 'transparent' && !/^rgba\(.*, 0\)$/.test(backgroundColor);
      if (/absolute|fixed|sticky/.test(position) && isOpaque) return at;
    }
    return null;
  };

  /** Attributes that a sheet of the page names. */
  let named: { sheets: number; names: Set<string> } | undefined;
  const namedInSheets = (): Set<string> => {
    const sheets = [...document.styleSheets, ...document.adoptedStyleSheets];
    if (named?.sheets === sheets.length) return named.names;
    const names = new Set<string>();
    const read = (rules: CSSRuleList): void => {
      for (const rule of rules) {
        if (rule instanceof CSSStyleRule)
          for (const [, name = ''] of rule.selectorText.matchAll(/\[\s*([\w-]+)/g)) names.add(name);
        if ('cssRules' in rule) read(rule.cssRules as CSSRuleList);
      }
    };
    for (const sheet of sheets) read(sheet.cssRules);
    named = { sheets: sheets.length, names };
    return names;
  };

  /** What the browser's own sheet may ask for. */
  const DRAWN = /^(class|type|open|disabled|role|dir)$/;

  const drawings = (elements: readonly Element[]): string[] => {
    const names = namedInSheets();
    const paths = new Map<Element, string>();
    const pathOf = (element: Element | null): string => {
      if (!element || element === document.body) return '';
      const known = paths.get(element);
      if (known !== undefined) return known;
      const attributes = [...element.attributes].filter(({ name }) => DRAWN.test(name) || names.has(name));
      const own = [element.localName, ...attributes.map(({ name, value }) => `${name}=${value}`).sort()];
      const path = `${own.join(' ')}<${pathOf(element.parentElement)}`;
      paths.set(element, path);
      return path;
    };
    return elements.map((element) => {
      const isChecked = element instanceof HTMLInputElement && element.checked;
      return `${pathOf(element)}${isChecked ? ' checked' : ''}`;
    });
  };

  const pressed = new WeakSet<EventTarget>();
  let hearsMouse = false;
  const listen = EventTarget.prototype.addEventListener;
  EventTarget.prototype.addEventListener = function (...[type, ...rest]: Parameters<typeof listen>) {
    if (/^(click|mousedown|pointerdown)$/.test(type)) pressed.add(this);
    if (/^(mouse|pointer)(over|enter|move|out|leave)$/.test(type)) hearsMouse = true;
    listen.call(this, type, ...rest);
  };

  const settle = async (): Promise<void> => {
    const ending = document
      .getAnimations()
      .filter((animation) => animation.effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY);
    // To its end at once: there it looks as it would after the wait, and no frame on the way is drawn.
    for (const animation of ending) animation.finish();
    await Promise.allSettled(ending.map((animation) => animation.finished));
    // Whoever waits for the end hears of it with the next frame.
    if (ending.length > 0) await new Promise((resolve) => requestAnimationFrame(resolve));
    // The mark of src/ui/page-heading/arrive-at.ts.
    while (document.querySelector('main > hr.visually-hidden'))
      await new Promise((resolve) => requestAnimationFrame(resolve));
  };

  window.kopruProbe = {
    describe,
    layerOf,
    cardOf,
    drawings,
    isSeen: (element) => isSeen(element),
    isHeard,
    texts,
    tabbable: () =>
      [...document.querySelectorAll<HTMLElement>(FOCUSABLE)].filter(
        (element) => isReachable(element) && isChosenOfGroup(element),
      ),
    settle,
    redrawn: async () => {
      for (let frame = 0; frame < 2; frame++) await new Promise((resolve) => requestAnimationFrame(resolve));
      await settle();
    },
    isPressed: (element) => pressed.has(element),
    hearsMouse: () => hearsMouse,
  };
}
