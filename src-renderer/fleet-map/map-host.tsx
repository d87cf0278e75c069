import classes from './map-host.module.css';

/** Where the map is drawn. */
export function MapHost() {
  return <div className={classes.host} />;
}
