import type { GeofenceType } from '../../src-main/core/operations/telematics/geofences/geofence.wire.ts';
import { useTheme } from '../app/use-theme.ts';
import { geofenceColours } from './geofence-colours.ts';
import classes from './geofences-screen.module.css';

/** The colour a type has on the map; its word stands beside it. */
export function TypeSwatch({ type }: { readonly type: GeofenceType }) {
  const colour = geofenceColours[useTheme()][type];
  return (
    <svg className={classes.swatch} width={14} height={14} viewBox="0 0 14 14" aria-hidden>
      <circle
        cx={7}
        cy={7}
        r={5.2}
        fill={colour}
        fillOpacity={0.3}
        stroke={colour}
        strokeWidth={1.8}
        strokeDasharray="3 1.6"
      />
    </svg>
  );
}
