import { useTheme } from '../app/use-theme.ts';
import { onTruckColour, truckColour } from './review-colours.ts';
import classes from './truck-number.module.css';

/** Which of the chosen trucks it is, in the colour of its trail. */
export function TruckNumber({ index }: { readonly index: number }) {
  const theme = useTheme();
  return (
    <span
      className={classes.number}
      style={{ background: truckColour(theme, index), color: onTruckColour(theme) }}
      aria-hidden
    >
      {index + 1}
    </span>
  );
}
