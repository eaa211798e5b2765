'use client';
import { type MapViewState as DeckViewState, LinearInterpolator, MapView, type ViewStateChangeParameters } from '@deck.gl/core';
import { DeckGL, type DeckGLProps, type DeckGLRef } from '@deck.gl/react';
import { type ReactNode, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { SparseFrames } from './sparse-frames.ts';
import type { MapViewState } from './view.ts';

/** Pointer over the canvas in px: a move, a click that was no drag, or gone (null). */
export type PointHandler = (kind: 'move' | 'click', at: { x: number; y: number } | null) => void;

/** What is new is drawn in the first frame, what it leads to in the next few. */
const DRAWN_MS = 50;
/** Hands, wheels and drags are followed by what they set going. */
const HAND_MS = 1000;
const HAND_EVENTS = ['pointerdown', 'pointermove', 'pointerup', 'pointerleave', 'wheel', 'dblclick'] as const;

/** A press that travels further is a drag. */
const CLICK_PX = 5;

export type DeckCanvasProps = {
  layers: DeckGLProps['layers'];
  view: MapViewState;
  onView: (view: MapViewState) => void;
  /** Milliseconds for a change of `view` that the user did not drag. */
  glideMs: number;
  interactive: boolean;
  onPoint?: PointHandler;
  onReady: () => void;
  /** WebGL is missing or failed: the caller shows the list twin. */
  onFail: (error: Error) => void;
  children?: ReactNode;
};

/**
 * Takes deck.gl's own tooltip away: our maps say what lies under the pointer themselves, and for it deck.gl asks at each draw how
 * large the canvas is, which lays the whole page out in the middle of a frame. There is no public way to be without it.
 */
function dropTooltip(deck: unknown): void {
  const { widgetManager } = (deck ?? {}) as { widgetManager?: { finalize?(): void; containers?: Record<string, HTMLElement> } };
  if (!widgetManager?.containers) return;
  widgetManager.finalize?.();
  widgetManager.containers = {};
}

/** deck.gl hands its properties on to luma.gl's loop, which takes the source of its frames from them; its types do not name it. */
const framesOf = (frames: SparseFrames) => ({ animationFrameProvider: frames }) as Partial<DeckGLProps>;

const VIEW = new MapView({ id: 'map', repeat: false });
const GLIDE = new LinearInterpolator(['longitude', 'latitude', 'zoom']);
const DRAG = { dragRotate: false, touchRotate: false, keyboard: false, inertia: false } as const;

/**
 * The only <DeckGL>: flat Mercator without a base map, keys left to the caller. A lost context makes a new canvas,
 * since a wall runs for weeks.
 */
export default function DeckCanvas({ layers, view, onView, glideMs, interactive, onPoint, onReady, onFail, children }: DeckCanvasProps) {
  const [life, setLife] = useState(0);
  const box = useRef<HTMLDivElement>(null);
  const ready = useRef(false);
  const dragging = useRef(false);
  const made = useRef<DeckGLRef>(null);
  const [frames] = useState(() => new SparseFrames());

  // With each render: whatever it brought is drawn at once, and a change of view for as long as it glides.
  useLayoutEffect(() => frames.wake(DRAWN_MS + glideMs));
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const stop = new AbortController();
    for (const name of HAND_EVENTS) element.addEventListener(name, () => frames.wake(HAND_MS), { signal: stop.signal, capture: true, passive: true });
    const sized = new ResizeObserver(() => frames.wake(DRAWN_MS));
    sized.observe(element);
    return () => {
      stop.abort();
      sized.disconnect();
    };
  }, [frames]);

  useEffect(() => {
    const element = box.current;
    if (!element) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const lost = (event: Event) => {
      event.preventDefault();
      timer = setTimeout(() => setLife((n) => n + 1), 1000);
    };
    element.addEventListener('webglcontextlost', lost, true);
    return () => {
      clearTimeout(timer);
      element.removeEventListener('webglcontextlost', lost, true);
    };
  }, []);

  useEffect(() => {
    const element = box.current;
    if (!element || !onPoint) return;
    const stop = new AbortController();
    const on = { signal: stop.signal };
    let pressed: { x: number; y: number } | null = null;
    const at = (event: PointerEvent) => {
      const edge = element.getBoundingClientRect();
      return { x: event.clientX - edge.left, y: event.clientY - edge.top };
    };
    element.addEventListener('pointerdown', (event) => (pressed = at(event)), on);
    element.addEventListener('pointermove', (event) => onPoint('move', event.buttons === 0 ? at(event) : null), on);
    element.addEventListener('pointerleave', () => onPoint('move', null), on);
    element.addEventListener(
      'pointerup',
      (event) => {
        const here = at(event);
        if (pressed && event.button === 0 && Math.hypot(here.x - pressed.x, here.y - pressed.y) <= CLICK_PX) onPoint('click', here);
        pressed = null;
      },
      on,
    );
    return () => stop.abort();
  }, [onPoint]);

  const viewState = useMemo(() => {
    const glide = dragging.current ? 0 : glideMs;
    return { ...view, pitch: 0, bearing: 0, ...(glide > 0 ? { transitionDuration: glide, transitionInterpolator: GLIDE } : {}) };
  }, [view, glideMs]);

  const onViewStateChange = useCallback(
    ({ viewState: next, interactionState }: ViewStateChangeParameters<DeckViewState>) => {
      // A new size also reports a view, the old one put right: taking it would hold the map there as if it had been dragged.
      const byHand = interactionState?.isDragging || interactionState?.isPanning || interactionState?.isZooming;
      if (!byHand || interactionState.inTransition) return;
      dragging.current = true;
      onView({ longitude: next.longitude, latitude: next.latitude, zoom: next.zoom });
    },
    [onView],
  );
  useEffect(() => {
    dragging.current = false;
  });

  const onAfterRender = useCallback(() => {
    if (ready.current) return;
    ready.current = true;
    onReady();
  }, [onReady]);

  return (
    <div ref={box} className="tg-map-canvas">
      <DeckGL
        key={life}
        ref={made}
        {...framesOf(frames)}
        onLoad={() => {
          dropTooltip(made.current?.deck);
          frames.wake(HAND_MS);
        }}
        views={VIEW}
        viewState={viewState}
        controller={interactive ? DRAG : false}
        layers={layers}
        onViewStateChange={onViewStateChange as DeckGLProps['onViewStateChange']}
        onAfterRender={onAfterRender}
        onError={onFail}
        getCursor={({ isDragging }) => (isDragging ? 'grabbing' : 'inherit')}
        style={{ position: 'absolute' }}
      >
        {children}
      </DeckGL>
    </div>
  );
}
