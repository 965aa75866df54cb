/**
 * One page on the desk: at its true size at once, its number until the image is decoded, then the image, then whatever
 * lies over it in page units (`children`), and a margin beside it that scrolls with it.
 *
 * It shows; it does not know what page should be shown. The reader, the chair's console and the screen all use it.
 */
import type { ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { t } from '../../i18n';
import { A4, fitted, imageWidth, tall, type Box, type Fit, type Size } from './geometry';
import { PageFace } from './face';
import { useZoomKept } from './keep-zoom';
import { prefetch } from './images';
import { watchTouch, type Spot } from './touch';

export interface PageStageProps {
  meeting: string;
  version: string;
  /** From 1. */
  page: number;
  /** Sizes of all pages, as PaperObject has them. */
  pages: readonly Size[];
  /** Title of the paper, for those who listen. */
  title: string;
  fit?: Fit;
  /** 1 = fit. */
  zoom?: number;
  /** Widest at zoom 1, CSS pixels. */
  most?: number;
  /** Free space around the page, CSS pixels. */
  gap?: number;
  /** Width kept free at the right for the margin, CSS pixels. */
  aside?: number;
  /** Places to mark: what was found. The first of `strong` ones is brought into view. */
  marks?: readonly { boxes: readonly Box[]; strong: boolean }[];
  /** A finger or a pen is drawing: swipes and double taps are off. */
  inking?: () => boolean;
  /** One finger draws, so it must not scroll. */
  fingerDraws?: boolean;
  onTurn?: (by: 1 | -1) => void;
  onZoom?: (to: number) => void;
  /** Over the page, in page units: <InkLayer/>, pins. */
  children?: ComponentChildren;
  /** Beside the page; gets the page's place on the desk. */
  margin?: (place: PagePlace) => ComponentChildren;
  /** More pages worth fetching, such as the presenter's. */
  soon?: readonly number[];
}

/** Where the page lies on the desk, CSS pixels. */
export interface PagePlace { left: number; top: number; width: number; height: number; unit: number; /** Where the margin begins. */ aside: number }

export function PageStage(props: PageStageProps) {
  const { meeting, version, page, pages, fit = 'width', zoom = 1, gap = 16, aside = 0, most } = props;
  const desk = useRef<HTMLDivElement>(null);
  const leaf = useRef<HTMLDivElement>(null);
  const room = useRoom(desk, gap, aside);
  const size = pages[page - 1] ?? A4;
  const base = room ? fitted(room, size, fit, most) : 0;
  const width = Math.round(base * zoom);
  const image = imageWidth(width, devicePixelRatio || 1);
  const soon = props.soon?.join() ?? '';
  const keep = useZoomKept(desk, leaf, width);
  const zoomTo = (to: number, at: Spot): void => { keep(at); props.onZoom?.(to); };

  useLayoutEffect(() => { if (desk.current) desk.current.scrollTop = 0; }, [version, page]);
  useEffect(() => { if (base) prefetch(meeting, version, page, pages.length, image, props.soon); }, [version, page, image, soon, base > 0]);
  useFingers(desk, leaf, props, zoomTo);
  useWheel(desk, zoom, zoomTo);
  useFound(desk, leaf, props.marks, width);

  const height = (width * tall(size)) / 1000;
  const ground = Math.max((room?.width ?? 0) + 2 * gap, width + 2 * gap);
  const left = room ? Math.max(gap, gap + (room.width - width) / 2) : gap;
  const touch = props.fingerDraws ? 'none' : zoom > 1 ? 'pan-x pan-y' : 'pan-y';
  return (
    <div class="desk" ref={desk} tabIndex={0} role="group" aria-label={t('reader.desk')} style={{ touchAction: touch }}>
      {room && (
        <div class="desk-ground" style={{ width: `${ground + aside}px`, height: `${height + 2 * gap}px` }}>
          <div class="leaf" ref={leaf} style={{ left: `${left}px`, top: `${gap}px`, width: `${width}px`, height: `${height}px` }}>
            <PageFace meeting={meeting} version={version} page={page} pages={pages.length} title={props.title} width={image} />
            <Marks marks={props.marks} size={size} />
            {props.children}
          </div>
          {props.margin?.({ left, top: gap, width, height, unit: width / 1000, aside: ground })}
        </div>
      )}
    </div>
  );
}

/** What was found, marked over the page. */
function Marks({ marks, size }: { marks: PageStageProps['marks']; size: Size }) {
  if (!marks?.length) return null;
  return (
    <svg class="found" viewBox={`0 0 1000 ${tall(size)}`} preserveAspectRatio="none" aria-hidden="true">
      {marks.map((mark, i) => mark.boxes.map(([x, y, w, h], j) => (
        <rect key={`${i}.${j}`} class={mark.strong ? 'strong' : ''} x={x - 2} y={y - 2} width={w + 4} height={h + 4} rx={3} />
      )))}
    </svg>
  );
}

/** The desk's free space; null until it is known. */
function useRoom(desk: { current: HTMLElement | null }, gap: number, aside: number): { width: number; height: number } | null {
  const [room, setRoom] = useState<{ width: number; height: number } | null>(null);
  useLayoutEffect(() => {
    const element = desk.current;
    if (!element) return;
    const measure = (): void => {
      const next = { width: element.clientWidth - 2 * gap - aside, height: element.clientHeight - 2 * gap };
      setRoom((now) => (now && now.width === next.width && now.height === next.height ? now : next));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [gap, aside]);
  return room;
}

type Ref<E> = { current: E | null };

function useFingers(desk: Ref<HTMLElement>, leaf: Ref<HTMLElement>, props: PageStageProps, zoomTo: (to: number, at: Spot) => void): void {
  const now = useRef({ props, zoomTo });
  now.current = { props, zoomTo };
  useEffect(() => watchTouch(desk.current!, {
    busy: () => now.current.props.inking?.() ?? false,
    turn: (by) => now.current.props.onTurn?.(by),
    zoom: (to, at) => now.current.zoomTo(to, at),
    currentZoom: () => now.current.props.zoom ?? 1,
    leaf: () => leaf.current,
  }), []);
}

/** Ctrl and the wheel (or a touchpad's pinch) zoom around the pointer. */
function useWheel(desk: Ref<HTMLElement>, zoom: number, zoomTo: (to: number, at: Spot) => void): void {
  const now = useRef({ zoom, zoomTo });
  now.current = { zoom, zoomTo };
  useEffect(() => {
    const element = desk.current!;
    const wheel = (event: WheelEvent): void => {
      if (!event.ctrlKey) return;
      event.preventDefault();
      const to = now.current.zoom * Math.exp(-event.deltaY / 300);
      now.current.zoomTo(to < 1.05 ? 1 : Math.min(3, to), { x: event.clientX, y: event.clientY });
    };
    element.addEventListener('wheel', wheel, { passive: false });
    return () => element.removeEventListener('wheel', wheel);
  }, []);
}

/** Bring the strong mark into view. */
function useFound(desk: Ref<HTMLElement>, leaf: Ref<HTMLElement>, marks: PageStageProps['marks'], width: number): void {
  const box = marks?.find((mark) => mark.strong)?.boxes[0];
  const key = box?.join() ?? '';
  useEffect(() => {
    if (!box || !desk.current || !leaf.current) return;
    const y = leaf.current.offsetTop + (box[1] * width) / 1000;
    if (y < desk.current.scrollTop + 40 || y > desk.current.scrollTop + desk.current.clientHeight - 80) {
      desk.current.scrollTop = y - desk.current.clientHeight / 3;
    }
  }, [key, width > 0]);
}
