// By what the ring around a stop of Tab is drawn: not by its place in the document (probe.ts, `drawing`), but by what
// the focus changes in the computed styles around it. A link in another list has another place and the same ring.

/**
 * The focus is really put on each, and taken away again. Nothing scrolls. Runs in the page; so it may use nothing from
 * outside itself.
 *
 * What else could hide a ring is in the drawing too, by the place of the element, which makes it one of its own: a
 * change of style that is not found here, a box that cuts off, whatever lies so near that it could cover a ring, a
 * picture as the ground.
 * @returns for each of `window.kopruStops` that is asked for; two that are drawn alike say the same
 */
export async function drawRings([indices, around]: readonly [readonly number[], number]): Promise<string[]> {
  const PAINTED = [
    ...['width', 'style', 'color', 'offset'].map((name) => `outline-${name}`),
    ...['top', 'right', 'bottom', 'left'].flatMap((side) =>
      ['width', 'style', 'color'].map((name) => `border-${side}-${name}`),
    ),
    ...['box-shadow', 'background-color', 'background-image', 'color', 'text-decoration', 'opacity'],
    ...['visibility', 'display', 'filter', 'clip-path', 'transform', 'scale', 'content', 'border-radius'],
  ];
  const { kopruStops } = window as unknown as { kopruStops: HTMLElement[] };
  const settle = (): void => {
    for (const animation of document.getAnimations()) {
      const end = animation.effect?.getComputedTiming().endTime;
      if (end !== Number.POSITIVE_INFINITY) animation.finish();
    }
  };
  const paint = (parts: readonly Element[]): string[] =>
    parts.flatMap((part) =>
      [undefined, '::before', '::after'].map((pseudo) => {
        const style = getComputedStyle(part, pseudo);
        if (pseudo && style.content === 'none') return '';
        return PAINTED.map((name) => style.getPropertyValue(name)).join('|');
      }),
    );
  /** What may change with the focus: the element with what it holds and what stands beside it, and the boxes around. */
  const partsOf = (element: Element, card: Element): Element[] => {
    const parts = new Set<Element>([card, ...card.querySelectorAll('*')]);
    for (const beside of element.parentElement?.children ?? []) parts.add(beside);
    for (let at = element.parentElement, level = 0; at && at !== document.body && level < 4; level++) {
      parts.add(at);
      at = at.parentElement;
    }
    return [...parts];
  };
  const isNear = (one: DOMRect, other: DOMRect): boolean =>
    other.width > 0 &&
    other.height > 0 &&
    other.left < one.right + around &&
    other.right > one.left - around &&
    other.top < one.bottom + around &&
    other.bottom > one.top - around;
  const isWithin = (box: DOMRect, frame: DOMRect): boolean =>
    box.left - around >= frame.left &&
    box.right + around <= frame.right &&
    box.top - around >= frame.top &&
    box.bottom + around <= frame.bottom;
  const isClear = (colour: string): boolean => colour === 'rgba(0, 0, 0, 0)' || colour === 'transparent';
  /** Everything that could be painted over what is around it. */
  const painters = [...document.querySelectorAll('body *')].filter((element) => {
    const { position, backgroundColor, backgroundImage } = getComputedStyle(element);
    return position !== 'static' || !isClear(backgroundColor) || backgroundImage !== 'none';
  });
  const isAlone = (element: Element, card: Element, box: DOMRect): boolean =>
    painters.every(
      (other) =>
        other.contains(element) || card.contains(other) || !isNear(box, other.getBoundingClientRect()),
    );
  /** @returns undefined where it lies on a picture, or something cuts it off */
  const groundOf = (element: Element, card: Element, box: DOMRect): string[] | undefined => {
    const grounds: string[] = [];
    for (let at = element.parentElement; at; at = at.parentElement) {
      const style = getComputedStyle(at);
      const cuts =
        /hidden|clip|auto|scroll/.test(`${style.overflowX} ${style.overflowY}`) ||
        style.clipPath !== 'none' ||
        /paint|strict|content/.test(style.contain);
      const isRoot = at === document.body || at === document.documentElement;
      if (cuts && !isRoot && !isWithin(box, at.getBoundingClientRect())) return undefined;
      if (card.contains(at)) continue;
      if (style.backgroundImage !== 'none') return undefined;
      if (!isClear(style.backgroundColor)) grounds.push(style.backgroundColor);
      if (style.opacity !== '1' || style.filter !== 'none') return undefined;
    }
    return grounds;
  };
  /** Without the focus; stops have most of their parts in common. One that has changed since is only looked at once more. */
  const resting = new Map<Element, string[]>();
  const paintAtRest = (part: Element): string[] => {
    const painted = resting.get(part) ?? paint([part]);
    resting.set(part, painted);
    return painted;
  };
  const drawRing = (element: HTMLElement, unlike: string): string => {
    const card = kopruProbe.cardOf(element);
    const parts = partsOf(element, card);
    // What shows itself with the focus only is elsewhere then.
    if (parts.length > 40 || !kopruProbe.isSeen(card)) return unlike;
    const box = card.getBoundingClientRect();
    const ground = isAlone(element, card, box) ? groundOf(element, card, box) : undefined;
    if (!ground) return unlike;
    const before = parts.flatMap(paintAtRest);
    element.focus({ preventScroll: true });
    paint([element]);
    settle();
    const after = paint(parts);
    element.blur();
    settle();
    const changes = after.flatMap((style, index) => (style === before[index] ? [] : [before[index], style]));
    if (changes.length === 0) return unlike;
    return JSON.stringify([element.localName, card.localName, ground, changes]);
  };
  const places = kopruProbe.drawings(kopruStops);
  const drawings = indices.map((index) => {
    const element = kopruStops[index];
    return element ? drawRing(element, places[index] ?? '') : '';
  });
  await kopruProbe.settle();
  return drawings;
}
