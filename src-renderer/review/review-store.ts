import { create } from 'zustand';
import type { NearVehicle, ReviewArea } from '../../src-main/core/operations/telematics/review/contract.ts';
import type { LoadedReview } from './loaded-review.ts';
import { dayAround, spanOf, type Span, type SpanChoice } from './review-time.ts';
import { fleetNowMs } from '../fleet-map/use-visible-vehicles.ts';

/** As the core allows; more than five lines nobody tells apart. */
export const truckCountMax = 5;

export type ReviewStatus =
  | { readonly kind: 'idle' }
  | { readonly kind: 'loading' }
  | { readonly kind: 'ready' }
  | { readonly kind: 'failed'; readonly sentence: string };

export type NearState =
  | { readonly kind: 'none' }
  /** Under the hand of whoever draws. */
  | { readonly kind: 'drawn'; readonly area: ReviewArea }
  | { readonly kind: 'searching'; readonly area: ReviewArea; readonly span: Span }
  | {
      readonly kind: 'found';
      readonly area: ReviewArea;
      readonly span: Span;
      readonly vehicles: readonly NearVehicle[];
    }
  | { readonly kind: 'failed'; readonly area: ReviewArea; readonly span: Span; readonly sentence: string };

export type ReviewTab = 'trips' | 'stops' | 'near';

interface ReviewState {
  readonly vehicleIds: readonly string[];
  readonly choice: SpanChoice;
  readonly span: Span;
  readonly status: ReviewStatus;
  readonly review: LoadedReview | null;
  /** What the graph shows; `null`: all of the span. */
  readonly shown: Span | null;
  /** Where the playhead goes when what was asked for is loaded. */
  readonly wantedMs: number | null;
  readonly tab: ReviewTab;
  readonly near: NearState;
  /** From when to when is asked who was near; `null`: around the playhead. */
  readonly nearSpan: Span | null;
  readonly isDrawing: boolean;
  /** Grows with every wish to see the whole of the tracks. */
  readonly fitCount: number;
  setVehicles(vehicleIds: readonly string[]): void;
  choose(choice: Exclude<SpanChoice, 'custom'>): void;
  setCustom(span: Span): void;
  /** Takes the present again as the end of "today" and "last 24 hours". */
  renew(): void;
  /** One truck at one time: what "where was it at" asks for. */
  ask(vehicleId: string, timeMs: number): void;
  show(shown: Span | null): void;
  setTab(tab: ReviewTab): void;
  setDrawing(isDrawing: boolean): void;
  setNear(near: NearState): void;
  setNearSpan(nearSpan: Span | null): void;
}

const nowSpan = (choice: Exclude<SpanChoice, 'custom'>): Span => spanOf(choice, Math.ceil(fleetNowMs()));

/** What is looked at, and what came of it. `status`, `review` and `near` are written by their fetchers only. */
export const useReview = create<ReviewState>((set, get) => ({
  vehicleIds: [],
  choice: 'today',
  span: { fromMs: 0, toMs: 0 },
  status: { kind: 'idle' },
  review: null,
  shown: null,
  wantedMs: null,
  tab: 'trips',
  near: { kind: 'none' },
  nearSpan: null,
  isDrawing: false,
  fitCount: 0,
  setVehicles: (vehicleIds) => {
    const isFirst = get().vehicleIds.length === 0;
    set({ vehicleIds: vehicleIds.slice(0, truckCountMax) });
    if (isFirst) get().renew();
  },
  choose: (choice) => set({ choice, span: nowSpan(choice), shown: null, wantedMs: null }),
  setCustom: (span) => set({ choice: 'custom', span, shown: null, wantedMs: null }),
  renew: () => {
    const { choice, span } = get();
    set({ span: choice === 'custom' ? { ...span } : nowSpan(choice) });
  },
  ask: (vehicleId, timeMs) => {
    const { vehicleIds } = get();
    const today = nowSpan('today');
    const yesterday = nowSpan('yesterday');
    const holds = (span: Span) => span.fromMs <= timeMs && timeMs <= span.toMs;
    const choice: SpanChoice = holds(today) ? 'today' : holds(yesterday) ? 'yesterday' : 'custom';
    set({
      vehicleIds: vehicleIds.includes(vehicleId) ? vehicleIds : [vehicleId],
      choice,
      span: choice === 'today' ? today : choice === 'yesterday' ? yesterday : dayAround(timeMs),
      shown: null,
      wantedMs: timeMs,
    });
  },
  show: (shown) => set({ shown }),
  setTab: (tab) => set({ tab }),
  setDrawing: (isDrawing) => set({ isDrawing }),
  setNear: (near) => set({ near }),
  setNearSpan: (nearSpan) => set({ nearSpan }),
}));
