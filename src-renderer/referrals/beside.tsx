import type { ReactNode } from 'react';
import classes from './office.module.css';

interface BesideProps {
  /** `null`: the list has all the room. */
  readonly aside: ReactNode | null;
  readonly children: ReactNode;
}

/** A list, and beside it what is known of the chosen line or a form. */
export function Beside({ aside, children }: BesideProps) {
  return (
    <div className={classes.columns}>
      <div className={classes.side}>{children}</div>
      {aside !== null && <div className={classes.aside}>{aside}</div>}
    </div>
  );
}
