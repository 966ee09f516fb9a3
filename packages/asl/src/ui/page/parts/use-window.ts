import type { RefObject } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';

/** Rows beyond those in view that exist. */
const overscan = 8;

/** The part of a long list that exists. */
export interface RowWindow {
  /** For the element that scrolls. */
  readonly scroller: RefObject<HTMLDivElement | null>;
  /** The first row, and the one after the last. */
  readonly from: number;
  readonly to: number;
  /** Pixels of the element. */
  readonly height: number;
  /** To be called when the element scrolls. */
  readonly onScroll: () => void;
  /** Scrolls as little as shows a row; `head` are pixels of a sticky head above the rows. */
  readonly show: (index: number, head?: number) => void;
}

/** Keeps which rows of a list exist: those in view and a few around them. All rows have one height, in pixels. */
export function useWindow(count: number, rowHeight: number): RowWindow {
  const scroller = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  const [height, setHeight] = useState(800);
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null) return undefined;
    const measure = new ResizeObserver(() => setHeight(element.clientHeight));
    measure.observe(element);
    return () => measure.disconnect();
  }, []);
  // Rows are exchanged a few at a time, not at every pixel.
  const step = (overscan / 2) * rowHeight;
  const onScroll = (): void => setTop(Math.floor((scroller.current?.scrollTop ?? 0) / step) * step);
  const show = (index: number, head = 0): void => {
    const element = scroller.current;
    if (element === null) return;
    const above = index * rowHeight;
    const room = element.clientHeight - head;
    if (above < element.scrollTop) element.scrollTop = above;
    else if (above + rowHeight > element.scrollTop + room) element.scrollTop = above + rowHeight - room;
  };
  const from = Math.max(0, Math.min(count, Math.floor(top / rowHeight)) - overscan);
  const to = Math.min(count, Math.ceil((top + height) / rowHeight) + overscan + overscan / 2);
  return { scroller, from, to, height, onScroll, show };
}
