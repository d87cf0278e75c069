import { useRef, type KeyboardEvent, type PointerEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { listWidthMaxPx, listWidthMinPx, useFleetView } from './fleet-view-store.ts';
import classes from './list-resizer.module.css';

const keyStepPx = 20;

/** The edge between list and map: dragged, or moved with the arrow keys. */
export function ListResizer() {
  const { t } = useTranslation('fleet');
  const widthPx = useFleetView((view) => view.listWidthPx);
  const setListWidth = useFleetView((view) => view.setListWidth);
  const grabRef = useRef<{ readonly startX: number; readonly startWidthPx: number } | null>(null);
  const onPointerDown = (event: PointerEvent<HTMLDivElement>) => {
    event.currentTarget.setPointerCapture(event.pointerId);
    grabRef.current = { startX: event.clientX, startWidthPx: widthPx };
  };
  const onPointerMove = (event: PointerEvent) => {
    const grab = grabRef.current;
    if (grab !== null) setListWidth(grab.startWidthPx + event.clientX - grab.startX);
  };
  const drop = () => {
    grabRef.current = null;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowLeft' ? -keyStepPx : event.key === 'ArrowRight' ? keyStepPx : 0;
    if (step === 0) return;
    event.preventDefault();
    setListWidth(widthPx + step);
  };
  return (
    <div
      role="separator"
      tabIndex={0}
      className={classes.edge}
      aria-orientation="vertical"
      aria-label={t('screen.resizeList')}
      aria-valuemin={listWidthMinPx}
      aria-valuemax={listWidthMaxPx}
      aria-valuenow={widthPx}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={drop}
      onPointerCancel={drop}
      onKeyDown={onKeyDown}
    />
  );
}
