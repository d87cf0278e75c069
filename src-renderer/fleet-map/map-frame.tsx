import { useReducedMotion } from '@mantine/hooks';
import { useEffect, useRef, useState, type KeyboardEventHandler, type ReactNode } from 'react';
import type { BasemapDescription } from '../../src-main/shell/basemap/description.wire.ts';
import { useTheme } from '../app/use-theme.ts';
import { fetchBasemapDescription } from './basemap/create-map.ts';
import classes from './map-frame.module.css';
import type { MapTheme } from './vehicle-layer/index.ts';

/** What a map is begun with. */
export interface MapStart {
  readonly container: HTMLElement;
  readonly theme: MapTheme;
  readonly description: BasemapDescription;
  readonly reducedMotion: boolean;
}

interface MapFrameProps<Session> {
  /** Draws the map; a throw becomes `failedText`. Has to be the same function at every rendering. */
  readonly open: (start: MapStart) => Session;
  readonly failedText: string;
  readonly onKeyDown?: KeyboardEventHandler;
  readonly children: (session: Session) => ReactNode;
}

type FrameState<Session> =
  | { readonly kind: 'starting' }
  | { readonly kind: 'shown'; readonly session: Session }
  | { readonly kind: 'failed' };

/** Where a map is drawn. Made once; what changes later reaches it through the children. */
export function MapFrame<Session extends { destroy(): void }>(props: MapFrameProps<Session>) {
  const { open, failedText, onKeyDown, children } = props;
  const hostRef = useRef<HTMLDivElement>(null);
  const [state, setState] = useState<FrameState<Session>>({ kind: 'starting' });
  const theme = useTheme();
  const firstThemeRef = useRef(theme);
  const reducedMotion = useReducedMotion(undefined, { getInitialValueInEffect: false });

  useEffect(() => {
    const container = hostRef.current;
    if (container === null) return undefined;
    let isGone = false;
    let session: Session | null = null;
    const start = async () => {
      const description = await fetchBasemapDescription();
      if (isGone) return;
      session = open({ container, theme: firstThemeRef.current, description, reducedMotion });
      setState({ kind: 'shown', session });
    };
    start().catch((error: unknown) => {
      reportError(error);
      if (!isGone) setState({ kind: 'failed' });
    });
    return () => {
      isGone = true;
      setState({ kind: 'starting' });
      session?.destroy();
    };
  }, [open, reducedMotion]);

  return (
    <>
      <div ref={hostRef} className={classes.host} onKeyDown={onKeyDown} />
      {state.kind === 'shown' && children(state.session)}
      {state.kind === 'failed' && (
        <p role="alert" className={classes.failure}>
          {failedText}
        </p>
      )}
    </>
  );
}
