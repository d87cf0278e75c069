import { ActionIcon, Tooltip } from '@mantine/core';
import type { ComponentType, ReactNode } from 'react';
import classes from './map-frame.module.css';

interface MapButtonProps {
  readonly icon: ComponentType<{ size?: number; stroke?: number }>;
  readonly label: string;
  readonly isPressed?: boolean;
  readonly onClick: () => void;
}

export function MapButton({ icon: Icon, label, isPressed, onClick }: MapButtonProps) {
  return (
    <Tooltip label={label} position="right">
      <ActionIcon
        variant={isPressed ? 'filled' : 'default'}
        size={30}
        aria-label={label}
        aria-pressed={isPressed}
        onClick={onClick}
      >
        <Icon size={17} stroke={1.8} />
      </ActionIcon>
    </Tooltip>
  );
}

interface MapButtonGroupProps {
  readonly label: string;
  readonly children: ReactNode;
}

/** The buttons at the edge of a map, for whoever has no wheel. */
export function MapButtonGroup({ label, children }: MapButtonGroupProps) {
  return (
    <div className={classes.buttons} role="group" aria-label={label}>
      {children}
    </div>
  );
}
