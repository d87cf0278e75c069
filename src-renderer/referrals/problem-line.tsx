import classes from './office.module.css';

/** Why a command was refused or failed; nothing while nothing is wrong. */
export function ProblemLine({ problem }: { readonly problem: string | null }) {
  if (problem === null) return null;
  return (
    <p role="alert" className={classes.bad}>
      {problem}
    </p>
  );
}
