/** What a person enters as the address of a hub, before anybody is asked. The core checks it again, more strictly. */
export function isHubAddress(entered: string): boolean {
  if (!/^https?:\/\//i.test(entered)) return false;
  try {
    return new URL(entered).hostname !== '';
  } catch {
    return false;
  }
}
