import { IconArrowsMaximize, IconMinus, IconPlus } from '@tabler/icons-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReviewTrack } from '../../src-main/core/operations/telematics/review/review-track.wire.ts';
import { useTheme } from '../app/use-theme.ts';
import { createMap, type FleetMap } from '../fleet-map/basemap/create-map.ts';
import { useFleetView } from '../fleet-map/fleet-view-store.ts';
import { useBasemapSource } from '../fleet-map/map-bindings.ts';
import { MapButton, MapButtonGroup } from '../fleet-map/map-button.tsx';
import { MapFrame, type MapStart } from '../fleet-map/map-frame.tsx';
import { useSandboxRoads } from '../fleet-map/use-sandbox-roads.ts';
import { drawCircle, type DrawnCircle } from './circle-drawing.ts';
import { momentAt } from './moment.ts';
import { currentNearSpan } from './near-span.ts';
import { movingAboveMph } from './moment-words.ts';
import { usePlayback } from './playback-store.ts';
import { truckColour } from './review-colours.ts';
import { overlayOf } from './review-features.ts';
import { trackBounds } from './review-lines.ts';
import { createReviewOverlay } from './review-overlay.ts';
import { useReview } from './review-store.ts';
import { createTruckMarkers, type ShownTruck } from './truck-markers.ts';

interface ReviewMapProps {
  readonly tracks: readonly ReviewTrack[];
}

interface Drawn {
  readonly ground: FleetMap;
  destroy(): void;
  readonly overlay: ReturnType<typeof createReviewOverlay>;
  readonly markers: ReturnType<typeof createTruckMarkers>;
}

const fit = { padding: { top: 70, bottom: 50, left: 60, right: 60 }, maxZoom: 12 };
const silentAfterMs = 10 * 60_000;

function useFit({ ground }: Drawn, tracks: readonly ReviewTrack[]): () => void {
  const fitCount = useReview((state) => state.fitCount);
  const tracksRef = useRef(tracks);
  useEffect(() => {
    tracksRef.current = tracks;
  });
  const show = () => {
    const bounds = trackBounds(tracksRef.current);
    if (bounds !== null) ground.map.fitBounds(bounds, { ...fit, animate: false });
  };
  const showRef = useRef(show);
  useEffect(() => {
    if (fitCount > 0) showRef.current();
  }, [fitCount]);
  return show;
}

/** The trucks follow every frame of the playback, past React. */
function useMarkers({ markers }: Drawn, tracks: readonly ReviewTrack[]): void {
  const review = useReview((state) => state.review);
  const theme = useTheme();
  useEffect(() => {
    const place = (timeMs: number) => {
      const trucks = (review?.vehicles ?? []).flatMap(({ name, before }, index): ShownTruck[] => {
        const track = tracks[index];
        const moment = track === undefined ? null : momentAt(track, before, timeMs);
        if (moment === null) return [];
        const { longitude, latitude, headingDeg, speedMph, kind, ageMs } = moment;
        return [
          {
            name,
            colour: truckColour(theme, index),
            longitude,
            latitude,
            headingDeg,
            isMoving: (speedMph ?? 0) > movingAboveMph,
            isSilent: kind === 'held' && ageMs > silentAfterMs,
          },
        ];
      });
      markers.set(trucks);
    };
    place(usePlayback.getState().timeMs);
    return usePlayback.subscribe(({ timeMs }, last) => {
      if (timeMs !== last.timeMs) place(timeMs);
    });
  }, [markers, review, tracks, theme]);
}

function useDrawing({ ground }: Drawn): void {
  const isDrawing = useReview((state) => state.isDrawing);
  useEffect(() => {
    if (!isDrawing) return undefined;
    const { setNear, setDrawing, setTab } = useReview.getState();
    const areaOf = ({ center, radiusMeters }: DrawnCircle) => ({
      kind: 'circle' as const,
      center,
      radiusMeters,
    });
    return drawCircle(ground.map, {
      onChange: (circle) => {
        setNear({ kind: 'drawn', area: areaOf(circle) });
      },
      onDone: (circle) => {
        setNear({ kind: 'searching', area: areaOf(circle), span: currentNearSpan() });
        setDrawing(false);
        setTab('near');
      },
    });
  }, [ground, isDrawing]);
}

function Bindings({ drawn, tracks }: ReviewMapProps & { readonly drawn: Drawn }) {
  const { t } = useTranslation('review');
  const theme = useTheme();
  const review = useReview((state) => state.review);
  const shown = useReview((state) => state.shown);
  const near = useReview((state) => state.near);
  const { map } = drawn.ground;
  useSandboxRoads(drawn);
  useBasemapSource(drawn);
  const data = useMemo(() => overlayOf(review, tracks, shown, near), [review, tracks, shown, near]);
  useEffect(() => {
    drawn.ground.setTheme(theme);
    drawn.overlay.set(data, theme);
  }, [drawn, data, theme]);
  useMarkers(drawn, tracks);
  useDrawing(drawn);
  const showAll = useFit(drawn, tracks);
  return (
    <MapButtonGroup label={t('map.buttons')}>
      <MapButton icon={IconPlus} label={t('map.zoomIn')} onClick={() => map.zoomIn()} />
      <MapButton icon={IconMinus} label={t('map.zoomOut')} onClick={() => map.zoomOut()} />
      <MapButton icon={IconArrowsMaximize} label={t('map.showAll')} onClick={showAll} />
    </MapButtonGroup>
  );
}

function openMap({ container, theme, description }: MapStart): Drawn {
  const firstBounds = useFleetView.getState().lastFleetBounds;
  const ground = createMap({ container, theme, description, firstBounds, fit: { padding: 60, maxZoom: 10 } });
  const overlay = createReviewOverlay(ground.map);
  const markers = createTruckMarkers(ground.map);
  const destroy = () => {
    overlay.destroy();
    markers.destroy();
    ground.remove();
  };
  return { ground, overlay, markers, destroy };
}

/** Tracks have a place only on ground that is loaded. */
function OnLoadedGround({ drawn, tracks }: ReviewMapProps & { readonly drawn: Drawn }) {
  const [isLoaded, setLoaded] = useState(() => drawn.ground.map.loaded());
  useEffect(() => {
    const { map } = drawn.ground;
    const tell = () => setLoaded(true);
    map.once('load', tell);
    return () => void map.off('load', tell);
  }, [drawn]);
  return isLoaded ? <Bindings drawn={drawn} tracks={tracks} /> : null;
}

/** The ground with the tracks on it; made once, when the screen is first opened. */
export function ReviewMap({ tracks }: ReviewMapProps) {
  const { t } = useTranslation('review');
  return (
    <MapFrame open={openMap} failedText={t('map.failed')}>
      {(drawn) => <OnLoadedGround drawn={drawn} tracks={tracks} />}
    </MapFrame>
  );
}
