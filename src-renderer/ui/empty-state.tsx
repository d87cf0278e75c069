import { Button } from '@mantine/core';
import classes from './empty-state.module.css';

interface EmptyStateProps {
  readonly title: string;
  readonly body: string;
  readonly action?: { readonly label: string; readonly onClick: () => void } | undefined;
}

/** Why there is nothing here, and the way out if there is one. */
export function EmptyState({ title, body, action }: EmptyStateProps) {
  return (
    <div className={classes.empty} role="status">
      <p className={classes.title}>{title}</p>
      <p className={classes.body}>{body}</p>
      {action !== undefined && (
        <Button size="sm" mt={8} onClick={action.onClick}>
          {action.label}
        </Button>
      )}
    </div>
  );
}
