import { createBasemap, type Basemap, type BasemapOptions } from './tile-source.ts';

export interface ExchangeableBasemap extends Pick<Basemap, 'handle' | 'close'> {
  /** From now on requests go to this source. */
  use(source: string): Promise<void>;
}

/** The basemap can be exchanged while the app runs. */
export function createExchangeableBasemap(options: BasemapOptions): ExchangeableBasemap {
  let current = createBasemap(options);
  return {
    handle: (request) => current.handle(request),
    use: async (source) => {
      const previous = current;
      current = createBasemap({ ...options, source });
      await previous.close();
    },
    close: () => current.close(),
  };
}
