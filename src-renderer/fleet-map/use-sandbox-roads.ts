import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SandboxRoads } from '../../src-main/core/operations/samsara/contract.ts';
import { useTheme } from '../app/use-theme.ts';
import { coreClient } from '../platform/client.ts';
import { useSyncHealth } from '../platform/sync-store.ts';
import { addSandboxRoads, removeSandboxRoads } from './basemap/sandbox-roads.ts';
import type { MapSession } from './map-session.ts';

/** The first moments with map and vehicles belong to the person, not to a decoration. */
const patienceMs = 1_500;

/** Fetched only while connected to the sandbox. */
function useRoads(isSandbox: boolean, map: MapSession['ground']['map']): SandboxRoads | null {
  const [roads, setRoads] = useState<SandboxRoads | null>(null);
  useEffect(() => {
    if (!isSandbox) return undefined;
    const asking = new AbortController();
    const ask = () =>
      void coreClient.samsara
        .getSandboxRoads(undefined, { signal: asking.signal })
        .then(setRoads, (error: unknown) => {
          if (!asking.signal.aborted) reportError(error);
        });
    let timer: ReturnType<typeof setTimeout> | undefined;
    const askSoon = () => {
      timer = setTimeout(ask, patienceMs);
    };
    if (map.loaded()) askSoon();
    else map.once('load', askSoon);
    return () => {
      map.off('load', askSoon);
      clearTimeout(timer);
      asking.abort();
    };
  }, [isSandbox, map]);
  return isSandbox ? roads : null;
}

/** The sandbox's invented roads, labelled as such; never against real trucks. */
export function useSandboxRoads({ ground }: Pick<MapSession, 'ground'>): void {
  const { t } = useTranslation('fleet');
  const theme = useTheme();
  const isSandbox = useSyncHealth(({ health }) => health?.isSandbox === true);
  const roads = useRoads(isSandbox, ground.map);
  useEffect(() => {
    ground.setNote(isSandbox ? t('screen.roadsNotice') : '');
  }, [ground, isSandbox, t]);
  useEffect(() => {
    const { map } = ground;
    if (roads === null) return undefined;
    const draw = () => addSandboxRoads(map, roads, theme);
    if (map.isStyleLoaded()) draw();
    else map.once('idle', draw);
    return () => void map.off('idle', draw);
  }, [ground, roads, theme]);
  useEffect(() => {
    if (roads === null) return undefined;
    return () => {
      // The map itself may be gone first, when the screen is taken down.
      if (ground.map.getContainer().isConnected) removeSandboxRoads(ground.map);
    };
  }, [ground, roads]);
}
