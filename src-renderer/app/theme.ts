import { createTheme, Modal, Popover, Tooltip } from '@mantine/core';
import { Spotlight } from '@mantine/spotlight';

/**
 * What Mantine decides in code. Colours, sizes and radii are plain CSS in theme.css: Mantine would write them through
 * `innerHTML` of a style element, which Trusted Types forbid, so its generated variables stay off (app.tsx).
 */
export const theme = createTheme({
  cursorType: 'pointer',
  components: {
    // The page itself never scrolls, and the scroll lock would write a style element without a nonce.
    Modal: Modal.extend({ defaultProps: { lockScroll: false, transitionProps: { duration: 120 } } }),
    Spotlight: Spotlight.extend({ defaultProps: { lockScroll: false } }),
    Popover: Popover.extend({ defaultProps: { shadow: 'md', transitionProps: { duration: 100 } } }),
    Tooltip: Tooltip.extend({
      defaultProps: { openDelay: 400, withArrow: true, events: { hover: true, focus: true, touch: false } },
    }),
  },
});
