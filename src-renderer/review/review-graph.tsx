import { useElementSize } from '@mantine/hooks';
import { useEffect, useMemo, useRef, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { ReviewTrack } from '../../src-main/core/operations/telematics/review/review-track.wire.ts';
import { useTheme } from '../app/use-theme.ts';
import type { MapTheme } from '../fleet-map/vehicle-layer/index.ts';
import { graphTable, hasValues, type GraphTable } from './graph-data.ts';
import type { LoadedReview } from './loaded-review.ts';
import { usePlayback } from './playback-store.ts';
import { truckColour } from './review-colours.ts';
import classes from './review-graph.module.css';
import { useReview } from './review-store.ts';

/** Room for the numbers beside the plot; the scrubber under it leaves the same. */
export const graphSidesPx = { left: 44, right: 44 } as const;
/** Hours, and under them the day where it begins. */
const axisHeightPx = 36;
const font = '11px "Noto Sans", system-ui, sans-serif';

interface GraphLine {
  readonly table: GraphTable;
  readonly series: uPlot.Series;
}

const inks = {
  light: { text: '#576273', grid: '#e3e8ee', limit: '#b3261e' },
  dark: { text: '#9aa7b6', grid: '#2c3641', limit: '#ff8f86' },
} as const;

/** Speeds as lines, fuel dashed on its own scale, the posted limit where it is known and one truck is looked at. */
function linesOf(
  review: LoadedReview,
  tracks: readonly ReviewTrack[],
  theme: MapTheme,
): readonly GraphLine[] {
  const lines: GraphLine[] = [];
  const isSingle = review.vehicles.length === 1;
  tracks.forEach((track, truck) => {
    const stroke = truckColour(theme, truck);
    const points = { show: false };
    const add = (table: GraphTable, series: uPlot.Series) => {
      if (hasValues(table)) lines.push({ table, series: { ...series, points } });
    };
    add(graphTable(track, 'speedDeciMph', 10), { scale: 'mph', stroke, width: 1.6 });
    add(graphTable(track, 'fuelPercent'), { scale: '%', stroke, width: 1.2, dash: [2, 4], alpha: 0.8 });
    if (!isSingle) return;
    const limit = { scale: 'mph', stroke: inks[theme].limit, width: 1.2, dash: [8, 4] };
    add(graphTable(track, 'speedLimitMph'), limit);
  });
  return lines;
}

function optionsOf(
  lines: readonly GraphLine[],
  theme: MapTheme,
  span: { readonly fromMs: number; readonly toMs: number },
  size: { readonly width: number; readonly height: number },
): uPlot.Options {
  const { text, grid } = inks[theme];
  const look = { stroke: text, font, ticks: { show: false } };
  return {
    ...size,
    padding: [8, 0, 0, 0],
    legend: { show: false },
    cursor: {
      y: false,
      points: { show: false },
      drag: { x: true, y: false, setScale: false, dist: 6 },
    },
    scales: {
      x: { time: true, min: span.fromMs / 1_000, max: span.toMs / 1_000 },
      mph: { range: (_plot, _min, max) => [0, Math.max(80, Math.ceil((max + 2) / 10) * 10)] },
      '%': { range: [0, 100] },
    },
    axes: [
      { ...look, size: axisHeightPx, grid: { stroke: grid, width: 1 }, gap: 4 },
      { ...look, scale: 'mph', size: graphSidesPx.left, grid: { stroke: grid, width: 1 }, gap: 6, space: 28 },
      { ...look, scale: '%', side: 1, size: graphSidesPx.right, grid: { show: false }, gap: 6, space: 34 },
    ],
    series: [{}, ...lines.map(({ series }) => series)],
  };
}

/** Pull: that part alone. Click: the playhead goes there. Double click: all of it again. */
function listen(plot: uPlot): void {
  const toMs = (leftPx: number) => Math.round(plot.posToVal(leftPx, 'x') * 1_000);
  plot.over.addEventListener('dblclick', () => useReview.getState().show(null));
  plot.hooks.setSelect = [
    ...(plot.hooks.setSelect ?? []),
    ({ select }) => {
      if (select.width < 6) return;
      const shown = { fromMs: toMs(select.left), toMs: toMs(select.left + select.width) };
      plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
      useReview.getState().show(shown);
    },
  ];
  let pressedAtPx: number | null = null;
  plot.over.addEventListener('mousedown', (event) => {
    pressedAtPx = event.clientX;
  });
  plot.over.addEventListener('mouseup', (event) => {
    if (pressedAtPx === null || Math.abs(event.clientX - pressedAtPx) > 5) return;
    usePlayback.getState().seek(toMs(event.clientX - plot.over.getBoundingClientRect().left));
  });
}

/** The playhead is an element above the canvas: moving it repaints no line. */
function followPlayhead(plot: uPlot): () => void {
  const head = document.createElement('div');
  head.className = classes.head ?? '';
  plot.over.append(head);
  const place = (timeMs: number) => {
    const leftPx = plot.valToPos(timeMs / 1_000, 'x');
    head.hidden = leftPx < 0 || leftPx > plot.over.clientWidth;
    head.style.transform = `translateX(${String(leftPx)}px)`;
  };
  place(usePlayback.getState().timeMs);
  plot.hooks.setScale = [...(plot.hooks.setScale ?? []), () => place(usePlayback.getState().timeMs)];
  plot.hooks.setSize = [...(plot.hooks.setSize ?? []), () => place(usePlayback.getState().timeMs)];
  return usePlayback.subscribe(({ timeMs }) => place(timeMs));
}

function usePlot(
  hostRef: RefObject<HTMLDivElement | null>,
  lines: readonly GraphLine[],
  size: { readonly width: number; readonly height: number },
): void {
  const theme = useTheme();
  const span = useReview((state) => state.shown ?? state.review);
  const plotRef = useRef<uPlot | null>(null);
  const sizeRef = useRef(size);
  const isSized = size.width > 0 && size.height > 0;
  useEffect(() => {
    sizeRef.current = size;
    if (isSized) plotRef.current?.setSize(size);
  }, [size, isSized]);
  useEffect(() => {
    const host = hostRef.current;
    if (host === null || !isSized || span === null) return undefined;
    const tables = lines.map(({ table }) => table as unknown as uPlot.AlignedData);
    const data = tables.length === 0 ? ([[]] as unknown as uPlot.AlignedData) : uPlot.join(tables);
    const plot = new uPlot(optionsOf(lines, theme, span, sizeRef.current), data, host);
    plot.setScale('x', { min: span.fromMs / 1_000, max: span.toMs / 1_000 });
    plotRef.current = plot;
    listen(plot);
    const stop = followPlayhead(plot);
    return () => {
      stop();
      plotRef.current = null;
      plot.destroy();
    };
  }, [hostRef, lines, theme, span, isSized]);
}

/** Speed and fuel over time. What it shows is in the lists and the card in words too. */
export function ReviewGraph({ tracks }: { readonly tracks: readonly ReviewTrack[] }) {
  const { t } = useTranslation('review');
  const theme = useTheme();
  const review = useReview((state) => state.review);
  const hostRef = useRef<HTMLDivElement>(null);
  const { ref, width, height } = useElementSize<HTMLDivElement>();
  const lines = useMemo(
    () => (review === null ? [] : linesOf(review, tracks, theme)),
    [review, tracks, theme],
  );
  const size = useMemo(() => ({ width: Math.floor(width), height: Math.floor(height) }), [width, height]);
  usePlot(hostRef, lines, size);
  return (
    <div ref={ref} className={classes.graph} role="img" aria-label={t('graph.label')}>
      <span className={classes.unit} data-side="left" aria-hidden>
        {t('graph.speedUnit')}
      </span>
      <span className={classes.unit} data-side="right" aria-hidden>
        {t('graph.fuelUnit')}
      </span>
      <div ref={hostRef} className={classes.host} />
    </div>
  );
}
