/** What this page is: the desk, or the live map alone for a screen on the wall, from which nothing leads elsewhere. */
export const windowKind: 'desk' | 'wall' = document.location.pathname.endsWith('/wall.html')
  ? 'wall'
  : 'desk';
